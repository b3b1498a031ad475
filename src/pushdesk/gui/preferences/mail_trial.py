"""A test mail through the server as it is set, to whoever wants to see it arrive."""

from PySide6.QtWidgets import QLineEdit, QWidget

from pushdesk.errors import UserError
from pushdesk.gui.background import Once
from pushdesk.gui.program import Parts
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.dressing import column, label, mark, row
from pushdesk.i18n import _
from pushdesk.services import email_proof


class MailTrial(QWidget):
    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self._parts = parts
        self.address = QLineEdit()
        self.address.setAccessibleName(_("Address that gets the test mail"))
        self.address.setPlaceholderText("you@example.com")
        self.send = button(parts.theme, _("Send a test mail"), "envelope-simple")
        self._told = label(role="small", wrap=True)
        line = row(self.address, self.send)
        line.setStretch(0, 1)
        self.setLayout(column(label(_("Does it work?"), "strong"), line, self._told, gap=6))
        self._once = Once(parts.background, self, self.send)
        self.send.clicked.connect(self._send)
        self.address.returnPressed.connect(self._send)

    @property
    def told(self) -> str:
        return self._told.text()

    def _send(self) -> None:
        ctx, address = self._parts.ctx, self.address.text()
        self._tell(_("It is being mailed …"), "small")
        self._once.run(lambda: email_proof.try_out(ctx, address), self._sent, self._failed)

    def _sent(self, address: str) -> None:
        told = _("The server has taken it. Look into the letter box of {address}.")
        self._tell(told.format(address=address), "small")

    def _failed(self, error: UserError) -> None:
        self._tell(str(error), "amber")

    def _tell(self, text: str, role: str) -> None:
        self._told.setText(text)
        mark(self._told, "role", role)
