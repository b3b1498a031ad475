"""The list of recent messages with live states."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from pushdesk.gui.floor.calls import Call
from pushdesk.gui.floor.recent_row import RecentRow
from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets import states
from pushdesk.gui.widgets.dressing import column, label
from pushdesk.i18n import _

SHOWN = 30


class Recent(QFrame):
    """Rows are filled anew, not rebuilt, so that nothing flickers."""

    opened = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._calls: Sequence[Call] = ()
        self._sending: tuple[int, str] | None = None
        self.rows: list[RecentRow] = []
        self.setProperty("role", "card")
        self.setAccessibleName(_("Recent messages"))
        self._none = label(_("Nobody has been called yet."), "soft", wrap=True)
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(2)
        self.setLayout(column(label(_("Recent"), "name"), self._none, self._scroller(), margin=12))

    def show_calls(self, calls: Sequence[Call], now: datetime) -> None:
        """The row of a click goes when its call has come."""
        known = {call.message_id for call in self._calls}
        new = {call.guest_id for call in calls if call.message_id not in known}
        if self._sending is not None and self._sending[0] in new:
            self._sending = None
        self._calls = calls
        self.tick(now)

    def show_sending(self, guest_id: int, who: str, now: datetime) -> None:
        """A row at once, before the program has begun to work."""
        self._sending = (guest_id, who)
        self.tick(now)

    def sending_ended(self) -> None:
        self._sending = None

    def tick(self, now: datetime) -> None:
        number = 0
        if self._sending is not None:
            guest_id, who = self._sending
            self._row(number).show_sending(who, guest_id, states.sending())
            number += 1
        for call in self._calls[:SHOWN]:
            self._row(number).show_call(call, call.look(now))
            number += 1
        for unused in self.rows[number:]:
            unused.hide()
        self._none.setVisible(number == 0)

    def _row(self, number: int) -> RecentRow:
        while len(self.rows) <= number:
            made = RecentRow(self._theme)
            made.opened.connect(self.opened)
            self._list.insertWidget(len(self.rows), made)
            self.rows.append(made)
        self.rows[number].show()
        return self.rows[number]

    def _scroller(self) -> QScrollArea:
        inside = QWidget()
        inside.setLayout(column(self._list, 1))
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setMinimumHeight(SIZES.row)
        return area
