"""The list of messages: one line each, with one bar of what became of its deliveries."""

from datetime import tzinfo

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame

from pushdesk.gui.history import words
from pushdesk.gui.history.asking import Asked, Asking
from pushdesk.gui.history.bar import BarDelegate
from pushdesk.gui.history.legend import Legend
from pushdesk.gui.program import Parts
from pushdesk.gui.theme import SIZES
from pushdesk.gui.widgets import paging
from pushdesk.gui.widgets.dressing import column
from pushdesk.gui.widgets.nothing import Nothing
from pushdesk.gui.widgets.pages import Pages
from pushdesk.gui.widgets.paging import Column, PagedModel
from pushdesk.i18n import _
from pushdesk.services import channels, statistics
from pushdesk.services.channels import Channel
from pushdesk.services.quiet import zone
from pushdesk.services.statistics import Line

_BAR = 5
# What gives way on a small screen: the bar says it too.
_FOR_ROOMY_SCREENS = (3, 4)
_ROOMY = 1000
_OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
# During a broadcast thousands of deliveries change in a second: it looks again after this pause.
_SETTLES_MS = 1000


class Listing(QFrame):
    """`opened` carries the id of the message that was picked."""

    opened = Signal(str)

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._parts = parts
        self._zone: tzinfo | None = None
        self.asking = Asking()
        self._asked = Asked()
        self.model = PagedModel(self._columns(), lambda line: line.id, parts.theme, self)
        self.table = paging.table(self.model, _("Messages"))
        self.table.setItemDelegateForColumn(_BAR, BarDelegate(parts.theme, self.table))
        self.none = Nothing(
            parts.theme, "paper-plane-tilt", "", "", _("Write a message"), "pencil-line"
        )
        self._pages = Pages(parts.background, self.model, self._fetch)
        self._settling = QTimer(self, singleShot=True, interval=_SETTLES_MS)
        self._lay_out()
        self._connect()

    @property
    def nothing(self) -> str:
        """What stands in the table's place; empty where messages are shown."""
        return self.none.told

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look_around()
        self._pages.again()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._settling.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for number in _FOR_ROOMY_SCREENS:
            self.table.setColumnHidden(number, event.size().width() < _ROOMY)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Enter opens the message."""
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() not in _OPENS:
            return False
        self._open(self.table.currentIndex())
        return True

    def _columns(self) -> tuple[Column[Line], ...]:
        return (
            Column(_("Time"), self._time, 200),
            Column(_("Message"), words.title, None),
            Column(_("Devices"), lambda line: words.number(line.devices), 104, is_number=True),
            Column(_("On the phone"), _shown, 160, is_number=True),
            Column(_("Seen"), _seen, 128, is_number=True),
            Column(_("What became of it"), lambda line: words.in_words(line.counts), 272),
        )

    def _time(self, line: Line) -> str:
        return f"{line.created_at.astimezone(self._zone):%d %b %Y %H:%M}"

    def _lay_out(self) -> None:
        self._legend = Legend(
            self._parts.theme,
            [(each.word, each.colour, each.strength) for each in words.segments()],
        )
        gap = SIZES.grid * 2
        layout = column(self.asking, self.none, self.table, self._legend, gap=gap, margin=gap)
        layout.setStretch(1, 1)
        layout.setStretch(2, 1)
        self.setLayout(layout)
        self.none.hide()

    def _connect(self) -> None:
        events = self._parts.events
        self.asking.changed.connect(self._ask)
        self.table.clicked.connect(self._open)
        self.table.installEventFilter(self)
        self._pages.shown.connect(self._show_whether_empty)
        self._settling.timeout.connect(self._pages.again)
        for changed in (
            events.deliveries_changed, events.messages_changed, events.everything_changed,
        ):  # fmt: skip
            changed.connect(self._soon)

    def _soon(self) -> None:
        if self.isVisible() and not self._settling.isActive():
            self._settling.start()

    def _ask(self) -> None:
        self._asked = self.asking.asked
        self._pages.anew()

    def _fetch(self, first: int, number: int) -> list[Line]:
        """Runs off the GUI thread."""
        asked = self._asked
        return statistics.messages(
            self._parts.ctx, asked.text, asked.alias, asked.day, limit=number, first=first
        )

    def _look_around(self) -> None:
        """What there is to choose from."""
        ctx = self._parts.ctx
        self._parts.background.run(
            lambda: (
                zone(ctx),
                [*channels.every(ctx), *channels.every(ctx, archived=True)],
            ),
            self._offer,
            self,
        )

    def _offer(self, found: tuple[tzinfo, list[Channel]]) -> None:
        self._zone, every = found
        self.asking.offer_channels(every)
        self.asking.offer_days(self._parts.ctx.clock.now().astimezone(self._zone).date())
        self.model.look_again()

    def _show_whether_empty(self) -> None:
        empty = self.model.rowCount() == 0
        if self._asked != Asked():
            self.none.say(
                "magnifying-glass", _("No message is like that"), _("Change the search above."),
                has_deed=False,
            )  # fmt: skip
        else:
            self.none.say(
                "paper-plane-tilt",
                _("Nothing has been sent yet"),
                _("Each message stands here with what became of it: shown, opened, too late."),
            )
        self.none.setVisible(empty)
        for part in (self.table, self._legend):
            part.setHidden(empty)

    def _open(self, index: QModelIndex) -> None:
        line = self.model.row_at(index.row())
        if line is not None:
            self.opened.emit(line.public_id)


def _shown(line: Line) -> str:
    return _part_of(statistics.shown(line.counts), line.devices)


def _seen(line: Line) -> str:
    return _part_of(statistics.seen(line.counts), line.devices)


def _part_of(part: int, whole: int) -> str:
    return f"{words.number(part)} · {words.share(part, whole)}"
