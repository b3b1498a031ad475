"""What one guest was sent lately, with live states."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtWidgets import QFrame, QVBoxLayout

from pushdesk.gui.floor.calls import Call
from pushdesk.gui.floor.recent_row import RecentRow
from pushdesk.gui.theme import TEXT_INDENT, Theme
from pushdesk.gui.widgets.dressing import column, label
from pushdesk.i18n import _


class Recent(QFrame):
    """Rows are filled anew, not rebuilt, so that nothing flickers."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._calls: Sequence[Call] = ()
        self.rows: list[RecentRow] = []
        self.setAccessibleName(_("Recent messages"))
        self._none = label(_("Nothing was sent yet."), "soft", wrap=True)
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(2)
        head = label(_("Recent messages"), "eyebrow")
        for text in (head, self._none):
            text.setIndent(TEXT_INDENT)
        self.setLayout(column(head, self._none, self._list))

    def show_calls(self, calls: Sequence[Call], now: datetime) -> None:
        self._calls = calls
        self.tick(now)

    def tick(self, now: datetime) -> None:
        for number, call in enumerate(self._calls):
            self._row(number).show_call(call, call.look(now))
        for unused in self.rows[len(self._calls) :]:
            unused.hide()
        self._none.setVisible(not self._calls)

    def _row(self, number: int) -> RecentRow:
        while len(self.rows) <= number:
            made = RecentRow(self._theme)
            self._list.insertWidget(len(self.rows), made)
            self.rows.append(made)
        self.rows[number].show()
        return self.rows[number]
