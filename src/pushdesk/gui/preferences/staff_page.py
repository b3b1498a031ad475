"""Who works here: the lock, the kiosk's PIN, the people, and what each of them did."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from pushdesk.gui.preferences.deeds import Deeds
from pushdesk.gui.preferences.people import People
from pushdesk.gui.preferences.setting_field import StoredField
from pushdesk.gui.preferences.stored import Stored
from pushdesk.gui.program import Parts
from pushdesk.gui.theme import SIZES
from pushdesk.gui.widgets.dressing import column, row
from pushdesk.i18n import _
from pushdesk.settings import KIOSK_PIN, LOCK_MINUTES


class StaffPage(QWidget):
    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self.lock_minutes = StoredField(
            parts, LOCK_MINUTES, _("Lock the desk after, minutes"),
            _("Without a touch or a key. 0: never."), "0",
        )  # fmt: skip
        self.kiosk_pin = StoredField(
            parts, KIOSK_PIN, _("PIN that leaves the kiosk"),
            _("Four to eight digits. Empty: Esc leaves it."),
        )  # fmt: skip
        pins = row(self.lock_minutes, self.kiosk_pin, gap=SIZES.grid * 2)
        self.people = People(parts)
        self.deeds = Deeds(parts)
        self.setLayout(column(self.people, pins, self.deeds, gap=SIZES.grid * 3))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.deeds.again()

    def show_stored(self, stored: Stored) -> None:
        self.lock_minutes.show_stored(stored)
        self.kiosk_pin.show_stored(stored)
