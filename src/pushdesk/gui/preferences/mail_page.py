"""The owner's mail server, which mails the code that proves a guest's address."""

from PySide6.QtWidgets import QWidget

from pushdesk.gui.preferences.mail_trial import MailTrial
from pushdesk.gui.preferences.setting_chips import StoredChips
from pushdesk.gui.preferences.setting_field import StoredField
from pushdesk.gui.preferences.stored import Stored
from pushdesk.gui.program import Parts
from pushdesk.gui.theme import SIZES
from pushdesk.gui.widgets.dressing import column, label
from pushdesk.i18n import _
from pushdesk.settings import MAIL_FROM, MAIL_PASSWORD, MAIL_SECURITY, MAIL_SERVER, MAIL_USER


class MailPage(QWidget):
    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self.server = StoredField(
            parts, MAIL_SERVER, _("Mail server"), _("Empty: no mail is sent."),
            "smtp.example.com:587",
        )  # fmt: skip
        self.security = StoredChips(
            parts, MAIL_SECURITY, _("Kept private by"), _("connection"),
            (("starttls", "STARTTLS"), ("tls", "TLS"), ("none", _("Nothing"))),
        )  # fmt: skip
        self.user = StoredField(parts, MAIL_USER, _("Your name there"), "", "desk@example.com")
        self.password = StoredField(
            parts, MAIL_PASSWORD, _("Your password there"), _("Stored on this computer.")
        )
        self.from_ = StoredField(
            parts, MAIL_FROM, _("Mails come from"), _("The address that guests see."),
            "desk@example.com",
        )  # fmt: skip
        self.trial = MailTrial(parts)
        why = _("Your own server mails the code by which guests prove their address.")
        about = label(why, "soft", wrap=True)
        self.setLayout(column(about, *self._fields(), self.trial, gap=SIZES.grid * 2))

    def show_stored(self, stored: Stored) -> None:
        for field in self._fields():
            field.show_stored(stored)

    def _fields(self) -> tuple[StoredField | StoredChips, ...]:
        return (self.server, self.security, self.user, self.password, self.from_)
