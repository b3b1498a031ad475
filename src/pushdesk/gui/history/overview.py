"""The venue's days: totals, what was sent, who came and left, as charts and in numbers."""

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from pushdesk.gui.background import Refresh
from pushdesk.gui.history import words
from pushdesk.gui.history.charts import Chart, Series
from pushdesk.gui.program import Parts
from pushdesk.gui.theme import SIZES
from pushdesk.gui.widgets import paging
from pushdesk.gui.widgets.chips import ChipRow
from pushdesk.gui.widgets.dressing import column, label, row
from pushdesk.gui.widgets.nothing import Nothing
from pushdesk.gui.widgets.paging import Column, PagedModel
from pushdesk.i18n import _
from pushdesk.services import statistics
from pushdesk.services.statistics import Bin, By, Overview

_ROW = 36
_ROOMY = 1000
_TABLE_WIDTH = 650
_FOR_ROOMY_SCREENS = (1, 2)  # messages, devices
# A year of a busy venue takes a second to count: not more often than this.
_SETTLES_MS = 5000


class OverviewPage(QFrame):
    """`shown` tells that the numbers are there."""

    shown = Signal()

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._parts = parts
        self._by, self._days = By.DAY, 7
        self.periods = ChipRow(_("period"), _periods())
        self.periods.choose(self._days)
        self.tiles = Tiles()
        self.sent = Chart(parts.theme, _("Devices, by what became of the message"), stacked=True)
        self.moved = Chart(parts.theme, _("Guests who subscribed and left"), stacked=True)
        self.none = Nothing(
            parts.theme,
            "chart-bar",
            _("Nothing happened in this time"),
            _("Whoever scans your code, and whatever is sent, is counted and drawn here."),
        )
        self.none.hide()
        self.model = PagedModel(self._columns(), _instant, parts.theme, self)
        self._refresh = Refresh(parts.background, self._ask, self._show, self)
        self._settling = QTimer(self, singleShot=True, interval=_SETTLES_MS)
        self._lay_out()
        self._connect()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh.ask()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        roomy = event.size().width() >= _ROOMY
        self._table.setMinimumWidth(_TABLE_WIDTH if roomy else 0)
        for number in _FOR_ROOMY_SCREENS:
            self._table.setColumnHidden(number, not roomy)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._settling.stop()

    def _columns(self) -> tuple[Column[Bin], ...]:
        return (
            Column(_("Time"), self._label, None),
            _counted(_("Messages"), lambda one: one.messages, 108),
            _counted(_("Devices"), lambda one: sum(one.counts.values()), 96),
            _counted(_("Shown"), lambda one: statistics.shown(one.counts), 80),
            _counted(_("Seen"), lambda one: statistics.seen(one.counts), 68),
            _counted(_("Came"), lambda one: sum(one.came.values()), 72),
            _counted(_("Left"), lambda one: sum(one.left.values()), 56),
        )

    def _label(self, one: Bin) -> str:
        return f"{one.begin:%H:%M}" if self._by is By.HOUR else f"{one.begin:%a %d %b}"

    def _lay_out(self) -> None:
        self._table = table = paging.table(self.model, _("All of this in numbers"))
        table.verticalHeader().setDefaultSectionSize(_ROW)
        head = row(self.periods, 1, gap=SIZES.grid * 2)
        charts = column(self.sent, self.moved, gap=SIZES.grid)
        charts.setStretch(0, 3)
        charts.setStretch(1, 2)
        both = row(charts, table, gap=SIZES.grid * 2)
        both.setStretch(0, 1)
        both.setStretch(1, 1)
        self._numbers = QWidget()
        self._numbers.setLayout(column(both))
        layout = column(
            head, self.tiles, self._numbers, self.none, gap=SIZES.grid * 2, margin=SIZES.grid * 2
        )
        layout.setStretch(2, 1)
        layout.setStretch(3, 1)
        self.setLayout(layout)

    def _connect(self) -> None:
        events = self._parts.events
        self.periods.chosen.connect(self._choose)
        self._settling.timeout.connect(self._refresh.ask)
        for changed in (
            events.deliveries_changed, events.channels_changed, events.everything_changed,
        ):  # fmt: skip
            changed.connect(self._soon)

    def _choose(self, days: int) -> None:
        self._days = days
        self._refresh.ask()

    def _soon(self) -> None:
        if self.isVisible() and not self._settling.isActive():
            self._settling.start()

    def _ask(self) -> Overview:
        """Runs off the GUI thread."""
        return statistics.last_days(self._parts.ctx, self._days)

    def _show(self, overview: Overview) -> None:
        self._by = overview.by
        happened = any(_happened(one) for one in overview.bins)
        self._numbers.setVisible(happened)
        self.none.setHidden(happened)
        self.tiles.show_overview(overview)
        self.model.show_rows(overview.bins[::-1])
        labels = [self._label(one) for one in overview.bins]
        counts = [one.counts for one in overview.bins]
        self.sent.show_series(
            labels,
            [
                Series(each.word, each.colour, [each.of(one) for one in counts], each.strength)
                for each in words.segments()
            ],
        )
        came = [sum(one.came.values()) for one in overview.bins]
        left = [-sum(one.left.values()) for one in overview.bins]
        self.moved.show_series(
            labels, [Series(_("came"), "accent", came), Series(_("left"), "amber", left)]
        )
        self.shown.emit()


def _happened(one: Bin) -> bool:
    parts = (one.counts, one.came, one.left)
    return bool(one.messages) or any(sum(part.values()) for part in parts)


def _counted(head: str, of: Callable[[Bin], int], width: int) -> Column[Bin]:
    return Column(head, lambda one: words.number(of(one)), width, is_number=True)


class Tiles(QWidget):
    """The period's totals, and what there is now."""

    def __init__(self) -> None:
        super().__init__()
        self._values: dict[str, QLabel] = {}
        tiles = [self._tile(name) for name in _names()]
        self.setLayout(row(*tiles, 1, gap=SIZES.grid * 4))

    def value(self, name: str) -> str:
        return self._values[name].text()

    def show_overview(self, overview: Overview) -> None:
        total = overview.total
        devices = sum(total.counts.values())
        for name, text in zip(
            _names(),
            (
                words.number(total.messages),
                words.number(devices),
                words.share(statistics.shown(total.counts), devices),
                words.share(statistics.seen(total.counts), devices),
                words.number(sum(total.came.values())),
                words.number(sum(total.left.values())),
                words.number(overview.guests),
                words.number(overview.devices),
            ),
            strict=True,
        ):
            self._values[name].setText(text)
            self._values[name].setAccessibleName(f"{name}: {text}")

    def _tile(self, name: str) -> QVBoxLayout:
        self._values[name] = label(role="timer")
        return column(self._values[name], label(name, "small"), gap=0)


def _names() -> tuple[str, ...]:
    return (
        _("messages"),
        _("devices rung"),
        _("on the phone"),
        _("seen"),
        _("came"),
        _("left"),
        _("guests now"),
        _("devices now"),
    )


def _periods() -> tuple[tuple[int, str], ...]:
    return (
        (1, _("Today")),
        (7, _("7 days")),
        (30, _("30 days")),
        (365, _("365 days")),
    )


def _instant(one: Bin) -> float:
    """Where clocks go back, two hours of one name follow each other."""
    return one.begin.timestamp()
