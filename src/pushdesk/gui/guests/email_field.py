"""A guest's e-mail address, and whether it is known to be the guest's own."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from pushdesk.gui.theme import Theme
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.dressing import column, label, mark, row
from pushdesk.gui.widgets.icons import IconLabel
from pushdesk.i18n import _


class EmailField(QWidget):
    """`changed` carries the address; `seen` the one that a guest has shown to the staff."""

    changed = Signal(str)
    seen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._stored = ""
        self.field = QLineEdit()
        self.field.setAccessibleName(_("E-mail"))
        self.field.setPlaceholderText(_("name@example.com"))
        self.field.setMaxLength(254)
        self._icon = IconLabel(theme, "check-circle", "green", 20)
        self._word = label(role="small")
        self.prove = button(theme, _("I have seen that it is theirs"), "check")
        state = row(self._icon, self._word, 1, gap=6)
        self.setLayout(column(self.field, state, self.prove, gap=6))
        self.field.editingFinished.connect(self._leave)
        self.prove.clicked.connect(lambda: self.seen.emit(self._stored))

    @property
    def word(self) -> str:
        return self._word.text()

    def show_email(self, address: str, *, proven: bool, another: bool) -> None:
        self._stored = address
        if another or not self.field.hasFocus():
            self.field.setText(address)
            self.field.setCursorPosition(0)
        self._icon.setVisible(bool(address))
        self.prove.setVisible(bool(address) and not proven)
        if proven:
            self._tell(_("Proven: messages may go to it"), "check-circle", "green")
        elif address:
            self._tell(_("Not proven: nothing is sent to it"), "question", "amber")
        else:
            self._tell("", "question", "soft")

    def _tell(self, word: str, icon: str, tone: str) -> None:
        self._icon.change(icon, tone)
        self._word.setText(word)
        self._word.setVisible(bool(word))
        mark(self._word, "tone", tone)

    def _leave(self) -> None:
        address = self.field.text().strip()
        if address != self._stored:
            self._stored = address
            self.changed.emit(address)
