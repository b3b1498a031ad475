"""The latest calls, a row a device: table, groups and search."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLineEdit

from pushdesk.gui.background import Refresh
from pushdesk.gui.history.model import Deliveries, Filtered
from pushdesk.gui.program import Parts
from pushdesk.gui.theme import SIZES
from pushdesk.gui.widgets import paging
from pushdesk.gui.widgets.chips import ChipRow
from pushdesk.gui.widgets.dressing import column, row
from pushdesk.gui.widgets.nothing import Nothing
from pushdesk.gui.widgets.states import Group
from pushdesk.i18n import _
from pushdesk.services import messages
from pushdesk.services.guests import Progress

SHOWN = 500
_TICK_MS = 5_000
_ROOMY = 1160
_WIDTHS = (104, 136, 192, 184, 184, None)
_FOR_ROOMY_SCREENS = (2, 3)  # message, phone


class Calls(QFrame):
    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self.setProperty("role", "card")
        ctx = parts.ctx
        self.model = Deliveries(parts.theme, ctx.clock.now, self)
        self._filtered = Filtered(self)
        self._filtered.setSourceModel(self.model)
        self.groups = ChipRow(
            _("calls"),
            ((None, _("All")), *((group, group.word) for group in Group)),
        )
        self.groups.choose(None)
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Find a guest"))
        self.search.setAccessibleName(_("Find a guest"))
        self.search.setMaximumWidth(320)
        self.table = paging.table(self._filtered, _("Messages sent"), _WIDTHS)
        self.none = Nothing(
            parts.theme, "bell-simple-ringing", "", "", _("To the floor"), "arrow-right"
        )
        self._lay_out()
        self._refresh = Refresh(
            parts.background, lambda: messages.recent(ctx, SHOWN), self._show, self
        )
        self._connect(parts)

    @property
    def rows(self) -> int:
        """How many pass the filter."""
        return self._filtered.rowCount()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a small screen the question how far a call has come matters most."""
        super().resizeEvent(event)
        for column_ in _FOR_ROOMY_SCREENS:
            self.table.setColumnHidden(column_, event.size().width() < _ROOMY)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh.ask()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def _lay_out(self) -> None:
        head = row(self.groups, 1, self.search, gap=SIZES.grid * 2)
        layout = column(head, self.none, self.table, gap=SIZES.grid * 2, margin=SIZES.grid * 3)
        layout.setStretch(1, 1)
        layout.setStretch(2, 1)
        self.setLayout(layout)

    def _connect(self, parts: Parts) -> None:
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self.model.states_may_have_changed)
        events = parts.events
        for changed in (events.deliveries_changed, events.guest_changed, events.everything_changed):
            changed.connect(self._ask)
        parts.theme.changed.connect(self.model.states_may_have_changed)
        self.groups.chosen.connect(self._filtered.show_group)
        self.search.textChanged.connect(self._filtered.find)
        for asked in (self.groups.chosen, self.search.textChanged, self._timer.timeout):
            asked.connect(self._show_whether_empty)

    def _ask(self) -> None:
        if self.isVisible():
            self._refresh.ask()

    def _show(self, rows: list[Progress]) -> None:
        self.model.show_deliveries(rows)
        self._show_whether_empty()

    def _show_whether_empty(self) -> None:
        empty = self._filtered.rowCount() == 0
        if self.model.rowCount():
            self.none.say(
                "magnifying-glass", _("No call is like that"), _("Change the choice above."),
                has_deed=False,
            )  # fmt: skip
        else:
            self.none.say(
                "bell-simple-ringing",
                _("No call yet"),
                _("Call a guest on the floor. Here you see whether the phone rang, and how soon."),
            )
        self.none.setVisible(empty)
        self.table.setHidden(empty)
