"""When guests are left in peace: quiet hours, how many news a week, the venue's time zone."""

import zoneinfo
from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QWidget

from pushdesk.gui.preferences.setting_field import StoredField
from pushdesk.gui.preferences.stored import Stored
from pushdesk.gui.program import Parts
from pushdesk.gui.theme import SIZES
from pushdesk.gui.widgets.dressing import column, label, row
from pushdesk.i18n import _
from pushdesk.settings import NEWS_PER_WEEK, QUIET_FROM, QUIET_UNTIL, TIME_ZONE


class NewsPage(QWidget):
    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self.quiet_from = StoredField(
            parts, QUIET_FROM, _("Quiet from"), _("Empty: no quiet hours."), "22:00"
        )
        self.quiet_until = StoredField(parts, QUIET_UNTIL, _("Quiet until"), "", "08:00")
        self.news_per_week = StoredField(
            parts, NEWS_PER_WEEK, _("News a week, at most"),
            _("For each guest, in any seven days. 0: none at all."), "2",
        )  # fmt: skip
        self.time_zone = StoredField(
            parts, TIME_ZONE, _("Time zone of the venue"), _("Empty: that of this computer."),
            "Europe/Berlin",
        )  # fmt: skip
        zones = QCompleter(_time_zones(), self)
        zones.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        zones.setFilterMode(Qt.MatchFlag.MatchContains)
        self.time_zone.field.setCompleter(zones)
        why = _("Calls about a visit always ring. These limits are for news and offers only.")
        hours = row(self.quiet_from, self.quiet_until, gap=SIZES.grid * 2)
        for field in (self.quiet_from, self.quiet_until):
            hours.setAlignment(field, Qt.AlignmentFlag.AlignTop)
        self.setLayout(
            column(
                label(why, "soft", wrap=True), hours, self.news_per_week, self.time_zone,
                gap=SIZES.grid * 2,
            )
        )  # fmt: skip

    def show_stored(self, stored: Stored) -> None:
        for field in (self.quiet_from, self.quiet_until, self.news_per_week, self.time_zone):
            field.show_stored(stored)


@cache
def _time_zones() -> list[str]:
    return sorted(zoneinfo.available_timezones())
