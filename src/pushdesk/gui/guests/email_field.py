"""A guest's e-mail address, and whether it is known to be the guest's own."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from pushdesk.gui.theme import Theme
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.dressing import column, label, mark, row
from pushdesk.gui.widgets.icons import IconLabel
from pushdesk.i18n import _


class EmailField(QWidget):
    """`changed` carries the address; `seen` the one that a guest has shown to the staff;
    `code_wanted` the one to mail a code to, `code_told` what the guest has read there.
    """

    changed = Signal(str)
    seen = Signal(str)
    code_wanted = Signal(str)
    code_told = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._stored = ""
        self.field = QLineEdit()
        self.field.setAccessibleName(_("E-mail"))
        self.field.setPlaceholderText(_("name@example.com"))
        self.field.setMaxLength(254)
        self._icon = IconLabel(theme, "check-circle", "green", 20)
        self._word = label(role="small")
        self._waiting = label(role="small", wrap=True)
        self.code = QLineEdit()
        self.code.setAccessibleName(_("Code from the mail"))
        self.code.setPlaceholderText(_("Six digits"))
        self.code.setMaxLength(20)
        self.compare = button(theme, _("Compare"), "check", "primary")
        self.mail = button(theme, _("Mail a code"), "envelope-simple")
        self.prove = button(theme, _("I have seen that it is theirs"), "check")
        self._lay_out()
        self._connect()

    @property
    def word(self) -> str:
        return self._word.text()

    def show_email(self, address: str, *, proven: bool, waiting_at: str, another: bool) -> None:
        """`waiting_at` is the address that a code has been mailed to, where there is one."""
        self._stored = address
        if another or not self.field.hasFocus():
            self.field.setText(address)
            self.field.setCursorPosition(0)
        self._icon.setVisible(bool(address))
        for asks in (self.prove, self.mail):
            asks.setVisible(bool(address) and not proven)
        self._show_waiting(waiting_at, another=another)
        if proven:
            self._tell(_("Proven: messages may go to it"), "check-circle", "green")
        elif address:
            self._tell(_("Not proven: nothing is sent to it"), "question", "amber")
        else:
            self._tell("", "question", "soft")

    def show_mailing(self, *, is_mailing: bool) -> None:
        """A mail takes some seconds."""
        self.mail.setEnabled(not is_mailing)
        text = _("Mailing …") if is_mailing else _("Mail a code")
        self.mail.setText(text)
        self.mail.setAccessibleName(text)

    def _lay_out(self) -> None:
        state = row(self._icon, self._word, 1, gap=6)
        self._code_line = QWidget()
        typed = row(self.code, self.compare)
        typed.setStretch(0, 1)
        self._code_line.setLayout(column(self._waiting, typed, gap=6))
        asks = column(self.mail, self.prove, gap=6)
        self.setLayout(column(self.field, state, self._code_line, asks, gap=6))

    def _connect(self) -> None:
        self.field.editingFinished.connect(self._leave)
        self.prove.clicked.connect(lambda: self.seen.emit(self._stored))
        self.mail.clicked.connect(lambda: self.code_wanted.emit(self._stored))
        self.code.returnPressed.connect(self._tell_code)
        self.compare.clicked.connect(self._tell_code)

    def _show_waiting(self, address: str, *, another: bool) -> None:
        self._code_line.setVisible(bool(address))
        told = _("A code was mailed to {address}. The guest reads it out, or types it in.")
        self._waiting.setText(told.format(address=address))
        if another or not address:
            self.code.clear()

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

    def _tell_code(self) -> None:
        if self.code.text().strip():
            self.code_told.emit(self.code.text())
            self.code.clear()
        else:
            self.code.setFocus()
