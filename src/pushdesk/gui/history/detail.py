"""One message: whom it reached, how soon, and on what."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QTableView

from pushdesk.errors import UserError
from pushdesk.gui.background import Refresh
from pushdesk.gui.history import words
from pushdesk.gui.history.bar import Bar, BarDelegate
from pushdesk.gui.history.charts import Chart, Series
from pushdesk.gui.program import Parts
from pushdesk.gui.theme import SIZES
from pushdesk.gui.widgets import paging
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.chips import ChipRow
from pushdesk.gui.widgets.dressing import column, label, row
from pushdesk.gui.widgets.labels import ElidedLabel
from pushdesk.gui.widgets.paging import Column, PagedModel
from pushdesk.i18n import _
from pushdesk.services import statistics
from pushdesk.services.statistics import Counts, Detail, Step, Topic

_BAR = 3
_ROOMY = 1000
_STEPS_WIDTH = 296
_ROW = 36
_SETTLES_MS = 1000


@dataclass(frozen=True)
class Part:
    """A line of the lower table."""

    name: str
    counts: Counts

    @property
    def devices(self) -> int:
        return sum(self.counts.values())


class MessageDetail(QFrame):
    closed = Signal()

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._parts = parts
        self._id = ""
        self._detail: Detail | None = None
        self.back = button(parts.theme, _("All messages"), "arrow-left", keys="Esc")
        self.title, self.body = ElidedLabel(role="title"), ElidedLabel(role="soft")
        self.reach = label(role="strong", wrap=True)
        self.counts = label(role="small", wrap=True)
        self._bar = Bar(parts.theme)
        self.chart = Chart(parts.theme, _("How soon it was seen"), stacked=False)
        self.steps = PagedModel(_step_columns(), lambda step: step.until, parts.theme, self)
        self.topics = ChipRow(_("counted by"), [(topic, words.topic(topic)) for topic in Topic])
        self.topics.choose(Topic.CHANNEL)
        self.parts = PagedModel(_part_columns(), lambda part: part.name, parts.theme, self)
        self._refresh = Refresh(parts.background, self._ask, self._show, self, self._fault)
        self._settling = QTimer(self, singleShot=True, interval=_SETTLES_MS)
        self._lay_out()
        self._connect()

    def open(self, message_id: str) -> None:
        self._id = message_id
        self._refresh.ask()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._table.setColumnHidden(_BAR, event.size().width() < _ROOMY)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._settling.stop()

    def _lay_out(self) -> None:
        steps = _numbers(paging.table(self.steps, _("How soon, in numbers")))
        self._table = parts = _numbers(paging.table(self.parts, _("Devices counted by topic")))
        parts.setItemDelegateForColumn(_BAR, BarDelegate(self._parts.theme, parts))
        head = row(self.back, column(self.title, self.body, gap=2), gap=SIZES.grid * 2)
        head.setStretch(1, 1)
        steps.setFixedWidth(_STEPS_WIDTH)
        told = row(self.counts, self.topics, gap=SIZES.grid * 2)
        told.setStretch(0, 1)
        both = row(self.chart, steps, parts, gap=SIZES.grid * 2)
        for place, share in enumerate((5, 0, 6)):
            both.setStretch(place, share)
        layout = column(head, self.reach, self._bar, told, both, gap=12, margin=SIZES.grid * 2)
        layout.setStretch(4, 1)
        self.setLayout(layout)

    def _connect(self) -> None:
        events = self._parts.events
        self.back.clicked.connect(self.closed)
        self.topics.chosen.connect(lambda _topic: self._show_parts())
        self._settling.timeout.connect(self._refresh.ask)
        for changed in (events.deliveries_changed, events.everything_changed):
            changed.connect(self._soon)

    def _soon(self) -> None:
        if self.isVisible() and not self._settling.isActive():
            self._settling.start()

    def _ask(self) -> Detail:
        """Runs off the GUI thread."""
        return statistics.of_message(self._parts.ctx, self._id)

    def _fault(self, error: UserError) -> None:
        self._parts.notices.fault(error)
        self.closed.emit()

    def _show(self, detail: Detail) -> None:
        if detail.line.public_id != self._id:
            return
        self._detail = detail
        self.title.say(words.title(detail.line))
        self.body.say(detail.line.body)
        self.reach.setText(_reached(detail))
        self.counts.setText(words.in_words(detail.line.counts))
        self._bar.show_counts(detail.line.counts)
        self._show_steps(detail)
        self._show_parts()

    def _show_steps(self, detail: Detail) -> None:
        self.steps.show_rows(detail.steps)
        self.chart.show_series(
            [words.step(step.until) for step in detail.steps],
            [
                Series(_("shown"), "green", [step.shown for step in detail.steps], words.PALE),
                Series(_("opened"), "green", [step.opened for step in detail.steps]),
            ],
        )

    def _show_parts(self) -> None:
        topic = self.topics.value
        if self._detail is None or not isinstance(topic, Topic):
            return
        found: Mapping[str, Counts] = self._detail.parts[topic]
        self.parts.show_rows([Part(words.part(topic, each), found[each]) for each in found])


def _reached(detail: Detail) -> str:
    reach = detail.reach
    sentence = _("It was on the phone of {shown} of {all} guests ({share}); {opened} opened it.")
    return sentence.format(
        shown=words.number(reach.shown),
        all=words.number(reach.addressed),
        share=words.share(reach.shown, reach.addressed),
        opened=words.number(reach.opened),
    )


def _step_columns() -> tuple[Column[Step], ...]:
    return (
        Column(_("Until"), lambda step: words.step(step.until), None),
        Column(_("Shown"), lambda step: words.number(step.shown), 80, is_number=True),
        Column(_("Opened"), lambda step: words.number(step.opened), 88, is_number=True),
    )


def _part_columns() -> tuple[Column[Part], ...]:
    return (
        Column(_("Name"), lambda part: part.name, None),
        Column(_("Devices"), lambda part: words.number(part.devices), 88, is_number=True),
        Column(
            _("Shown"),
            lambda part: words.share(statistics.shown(part.counts), part.devices),
            80,
            is_number=True,
        ),
        Column(_("States"), lambda part: words.in_words(part.counts), 144),
    )


def _numbers(table: QTableView) -> QTableView:
    """Lines to read, not to press."""
    table.verticalHeader().setDefaultSectionSize(_ROW)
    return table
