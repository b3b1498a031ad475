"""How the waiting list works: lanes, the door, and what becomes of what guests leave behind."""

from PySide6.QtWidgets import QWidget

from pushdesk.gui.preferences.setting_chips import StoredChips
from pushdesk.gui.preferences.setting_field import StoredField
from pushdesk.gui.preferences.stored import Stored
from pushdesk.gui.program import Parts
from pushdesk.gui.theme import SIZES
from pushdesk.gui.widgets.dressing import column
from pushdesk.i18n import _
from pushdesk.settings import (
    CALL_GRACE,
    FORGET_HOURS,
    IDLE_DAYS,
    LANES,
    NICKNAMES,
    SCAN_ACTION,
    TEST_RING,
)


class WaitingPage(QWidget):
    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self.lanes = StoredField(
            parts, LANES, _("Lanes by party size"),
            _("The largest party of each lane; larger ones have a lane of their own."), "2,4,6",
        )  # fmt: skip
        self.scan_action = StoredChips(
            parts, SCAN_ACTION, _("Scanning a guest who waits"), _("scanned guest"),
            (("notify", _("Notifies")), ("seat", _("Seats"))),
        )  # fmt: skip
        self.call_grace = StoredChips(
            parts, CALL_GRACE, _("A call waits for a moment, and the same tap takes it back"),
            _("waiting call"), (("0", _("No")), ("3", _("3 seconds"))),
        )  # fmt: skip
        on_off = (("on", _("On")), ("off", _("Off")))
        self.test_ring = StoredChips(
            parts, TEST_RING, _("Try the guest's phone at the door"), _("test ring"), on_off
        )
        self.nicknames = StoredChips(
            parts, NICKNAMES, _("A nickname for guests without a name, such as Blue Fox 27"),
            _("nicknames"), on_off,
        )  # fmt: skip
        self.forget_hours = StoredField(
            parts, FORGET_HOURS, _("Forget a visit after, hours"),
            _("Names, notes and answers go; the numbers stay. 0: never."), "24",
        )  # fmt: skip
        self.idle_days = StoredField(
            parts, IDLE_DAYS, _("Forget idle guests after, days"),
            _("Regulars stay. 0: never."), "30",
        )  # fmt: skip
        self.setLayout(column(*self._fields(), gap=SIZES.grid * 2))

    def show_stored(self, stored: Stored) -> None:
        for field in self._fields():
            field.show_stored(stored)

    def _fields(self) -> tuple[StoredField | StoredChips, ...]:
        return (
            self.lanes, self.scan_action, self.call_grace, self.test_ring, self.nicknames,
            self.forget_hours, self.idle_days,
        )  # fmt: skip
