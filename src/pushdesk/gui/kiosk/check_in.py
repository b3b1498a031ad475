"""Who has no phone to ring joins here: how many they are, a name if they like, and that is all."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from pushdesk.gui.kiosk.words import Words
from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.chips import ChipRow
from pushdesk.gui.widgets.dressing import column, label, row
from pushdesk.i18n import _

_PRESET = 2
_LARGEST = 9
_LONGEST_NAME = 60


class CheckIn(QWidget):
    """`joined` carries size and name; `touched` that somebody is at it."""

    joined = Signal(int, str)
    left = Signal()
    touched = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._how_many = label(role="name", wrap=True)
        self.sizes = ChipRow(
            _("people"), [(size, str(size)) for size in range(1, _LARGEST + 1)]
        )  # fmt: skip
        self.sizes.chosen.connect(lambda _size: self.touched.emit())
        self.name = QLineEdit()
        self.name.setMaxLength(_LONGEST_NAME)
        self.name.setMinimumHeight(SIZES.main)
        self.name.textEdited.connect(lambda _text: self.touched.emit())
        self.name.returnPressed.connect(self._join)
        self.join = button(theme, "", "hand-waving", "primary")
        self.join.setMinimumHeight(SIZES.main)
        self.join.clicked.connect(self._join)
        self.back = button(theme, "", "x")
        self.back.clicked.connect(self.left)
        self.told = label(role="fault", wrap=True)
        lines = (self._how_many, row(self.sizes, 1), self.name, self.join, self.told)
        self.setLayout(column(*lines, 1, row(1, self.back), gap=SIZES.grid * 2))

    @property
    def people(self) -> int:
        return int(str(self.sizes.value or _PRESET))

    def speak(self, words: Words) -> None:
        self._how_many.setText(words.how_many)
        self.name.setPlaceholderText(words.name)
        self.name.setAccessibleName(words.name)
        for made, text in ((self.join, words.join), (self.back, words.back)):
            made.setText(text)
            made.setAccessibleName(text)

    def reset(self) -> None:
        self.sizes.choose(_PRESET)
        self.name.clear()
        self.told.setText("")
        self.join.setEnabled(True)

    def type(self, text: str) -> bool:
        """A digit chooses the size, where no field has the focus."""
        fits = text.isdecimal() and text != "0"
        if fits:
            self.sizes.choose(int(text))
            self.touched.emit()
        return fits

    def refuse(self, sentence: str) -> None:
        self.told.setText(sentence)
        self.join.setEnabled(True)

    def _join(self) -> None:
        if self.join.isEnabled():
            # One tap is one request, however long the answer takes.
            self.join.setEnabled(False)
            self.joined.emit(self.people, self.name.text().strip())
