"""Ten keys for a PIN, for fingers and keyboards alike; it lies over the window, never before it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QWidget

from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.dressing import column, label, row
from pushdesk.gui.widgets.overlay import Overlay
from pushdesk.i18n import _

_LONGEST = 8
_KEY = 72


class PinPad(Overlay):
    """`entered` carries the digits; `left` that somebody stepped back."""

    entered = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self.setProperty("role", "help")
        self._title = label(role="name", wrap=True)
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setMaxLength(_LONGEST)
        self.field.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.field.setAccessibleName(_("PIN"))
        self.field.returnPressed.connect(self._enter)
        self.told = label(role="fault", wrap=True)
        self.told.setMinimumHeight(SIZES.grid * 6)
        self.keys = {digit: self._key(digit) for digit in "1234567890"}
        self._erase = _large(button(theme, "", "backspace"))
        self._erase.setAccessibleName(_("Erase the last digit"))
        self._erase.clicked.connect(self.field.backspace)
        self.ok = _large(button(theme, _("OK"), kind="primary"))
        self.ok.clicked.connect(self._enter)
        self.back = button(theme, _("Back"), "x")
        self.back.clicked.connect(self._leave)
        lines = (self._title, self.field, self._grid(), self.told, row(1, self.back))
        self.setLayout(column(*lines, gap=SIZES.grid, margin=SIZES.grid * 2))
        self.setFixedWidth(_KEY * 3 + SIZES.grid * 8)
        self.hide()

    def ask(self, title: str) -> None:
        """Asks anew, in the middle of its parent."""
        self._title.setText(title)
        self.setAccessibleName(title)
        self.told.setText("")
        self.field.clear()
        self.show()
        self.adjustSize()
        self.move(self._window.rect().center() - self.rect().center())
        self.raise_()
        self.field.setFocus()

    def refuse(self, sentence: str) -> None:
        self.told.setText(sentence)
        self.field.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        if self.field.text():
            self.entered.emit(self.field.text())

    def _leave(self) -> None:
        self.field.clear()
        self.hide()
        self.left.emit()

    def _key(self, digit: str) -> QPushButton:
        made = _large(QPushButton(digit))
        made.setProperty("kind", "quiet")
        made.setAccessibleName(digit)
        made.clicked.connect(lambda: self.field.insert(digit))
        return made

    def _grid(self) -> QGridLayout:
        made = QGridLayout()
        made.setSpacing(SIZES.grid)
        for number, digit in enumerate("123456789"):
            made.addWidget(self.keys[digit], *divmod(number, 3))
        for place, key in enumerate((self._erase, self.keys["0"], self.ok)):
            made.addWidget(key, 3, place)
        return made


def _large(made: QPushButton) -> QPushButton:
    made.setMinimumSize(_KEY, SIZES.target + SIZES.grid)
    return made
