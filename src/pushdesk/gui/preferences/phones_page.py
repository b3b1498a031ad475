"""How guests' phones and the desk find each other."""

from PySide6.QtWidgets import QWidget

from pushdesk.gui.preferences.address_check import AddressCheck
from pushdesk.gui.preferences.setting_field import StoredField
from pushdesk.gui.preferences.stored import Stored
from pushdesk.gui.program import Parts
from pushdesk.gui.theme import SIZES
from pushdesk.gui.widgets.dressing import column
from pushdesk.i18n import _
from pushdesk.settings import EXTRA_PUSH_HOSTS, PUBLIC_URL, SITES


class PhonesPage(QWidget):
    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self.public_url = StoredField(
            parts, PUBLIC_URL, _("Public address"),
            _("Where guests' phones reach this desk. Empty: this computer only."),
            "https://desk.example.com",
        )  # fmt: skip
        self.check = AddressCheck(parts)
        self.extra_push_hosts = StoredField(
            parts, EXTRA_PUSH_HOSTS, _("More push services"),
            _("Those of the browsers are known. Others, with commas between. From the next start."),
            "https://push.example.com",
        )  # fmt: skip
        self.sites = StoredField(
            parts, SITES, _("Your own web sites"),
            _("They may know a guest who comes from a message, and tell what the guest does there. "
              "With commas between."),
            "https://www.example.com",
        )  # fmt: skip
        self.setLayout(
            column(
                self.public_url, self.check, self.sites, self.extra_push_hosts, gap=SIZES.grid * 2
            )
        )

    def show_stored(self, stored: Stored) -> None:
        for part in (self.public_url, self.sites, self.extra_push_hosts):
            part.show_stored(stored)
