"""The floor: scan and lanes at the left, the waiting list, one party's details at the right."""

from collections.abc import Container
from datetime import datetime, timedelta

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from pushdesk.domain.visits import State
from pushdesk.gui.background import Refresh
from pushdesk.gui.floor.deeds import Deeds
from pushdesk.gui.floor.details import Details
from pushdesk.gui.floor.finding import Finding
from pushdesk.gui.floor.guest_card import GuestCard
from pushdesk.gui.floor.heard import Heard, news, unreached
from pushdesk.gui.floor.host import Host
from pushdesk.gui.floor.lanes import Lanes
from pushdesk.gui.floor.recent import Recent
from pushdesk.gui.floor.sides import NARROW, NARROW_BELOW, ROOMY
from pushdesk.gui.floor.subscribe_code import SubscribeCode
from pushdesk.gui.floor.summary import Summary
from pushdesk.gui.floor.waiting import WaitingList
from pushdesk.gui.program import Parts
from pushdesk.gui.theme import SIZES
from pushdesk.gui.widgets.dressing import column, row
from pushdesk.gui.widgets.scroller import scroller
from pushdesk.i18n import _
from pushdesk.services import channels, preferences, waiting_list
from pushdesk.services.waiting_list import Floor as Shown
from pushdesk.settings import CALL_GRACE, HOLD, SCAN_ACTION

_TICK_MS = 500


class Floor(QWidget):
    """`scan_panel` is whatever finds guests; it is given, because screens don't know each other.

    `heard` carries a Heard, `offered` a sentence, the word of a button and what it does.
    """

    large_wanted = Signal(str)
    heard = Signal(object)
    offered = Signal(str, str, object)
    mute_wanted = Signal()
    stepped_back = Signal()

    def __init__(self, parts: Parts, scan_panel: QWidget) -> None:
        super().__init__()
        self._parts = parts
        self._unreached: set[int] = set()
        self.finding = Finding(parts, self)
        self.details = Details(parts)
        self.list = WaitingList(parts.theme)
        self.lanes, self.summary = Lanes(parts.theme), Summary(parts.theme)
        self.code = SubscribeCode(parts)
        self.deeds = Deeds(parts, self)
        self.host = Host(self, self.list, self.details, self.deeds, self._now)
        self._lay_out(scan_panel)
        self._make_refreshes()
        self._connect()
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self.tick)

    @property
    def card(self) -> GuestCard:
        return self.details.card

    @property
    def recent(self) -> Recent:
        return self.details.card.recent

    def open_guest(self, guest_id: int) -> None:
        """Shows the card; Space calls, whether a row or the card has the button."""
        self.host.choose(guest_id)
        if self.host.row_of(guest_id) is None:
            self.details.take_focus()
        else:
            self.list.setFocus()

    def scanned(self, guest_id: int) -> None:
        self.host.scanned(guest_id)

    def call(self) -> None:
        """Whom the details show."""
        self.host.call()

    def key(self, key: str) -> bool:
        """A character that was pressed while no field had the focus; False begins a search."""
        if self.details.is_adding or key.lower() not in "nb":
            return self.host.key(key)
        if key.lower() == "n":
            self.add_party()
        else:
            self.run_late()
        return True

    def add_party(self) -> None:
        """One without a phone; who has one is scanned."""
        self.details.open_add(None)

    def run_late(self) -> None:
        if self.host.shown is not None:
            self.details.open_late(self.host.shown.lanes, self.lanes.chosen)

    def make_room(self, taken: bool) -> None:
        """The camera's picture takes the place of the subscribe code."""
        self._code_place.setVisible(not taken)

    def tick(self) -> None:
        now = self._now()
        self.list.tick(now)
        self.details.tick(now)
        self.summary.tick(now)
        self.host.show_details()
        self._listen_for_silence(now)

    def refresh(self) -> None:
        self._channels_refresh.ask()
        self._refresh_parties()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.deeds.too_late()  # while the undo bar is there, the keys are its own
            return
        if event.isAutoRepeat():
            return  # a key that is held down is pressed once
        match event.key():
            case Qt.Key.Key_Space:
                self.host.space()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                # A line passes Enter on: there it ends a search or a name.
                if not isinstance(self.focusWidget(), QLineEdit):
                    self.host.enter()
            case Qt.Key.Key_Backspace:
                self.host.wrong_call()
            case Qt.Key.Key_F6:
                self.details.open_ended()
            case Qt.Key.Key_Escape:
                self.step_back()
            case _:
                super().keyPressEvent(event)

    def step_back(self) -> None:
        """Esc: out of a panel or a search, back to the list."""
        self.lanes.show_all()
        self.finding.search("")
        self.details.show_guest()
        self.list.setFocus()
        self.stepped_back.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a small screen the sides give way."""
        super().resizeEvent(event)
        narrow = event.size().width() < NARROW_BELOW
        sides = NARROW if narrow else ROOMY
        self._left.setFixedWidth(sides.left)
        self.details.setFixedWidth(sides.right)
        self._columns.setSpacing(sides.gap)
        self._whole.setContentsMargins(sides.gap, 4, sides.gap, 4)
        self.list.make_narrow(narrow=narrow)
        self.summary.make_narrow(narrow=narrow)
        self.code.make_narrow(narrow=narrow)
        self.host.show_details()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.focusWidget() is None:
            self.list.setFocus()  # keys go there from the first moment on
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def _lay_out(self, scan_panel: QWidget) -> None:
        self._code_place = QWidget()
        self._code_place.setLayout(column(self.code))
        self._left = scroller(column(scan_panel, self.lanes, self._code_place, gap=SIZES.grid))
        self._columns = row(self._left, self.list, self.details)
        self._columns.setStretch(1, 1)
        self._whole = column(self.summary, self._columns, gap=4)
        self._whole.setStretch(1, 1)
        self.setLayout(self._whole)
        self.setProperty("role", "page")

    def _make_refreshes(self) -> None:
        ctx, background = self._parts.ctx, self._parts.background
        self._floor_refresh = Refresh(
            background, lambda: waiting_list.floor(ctx), self._show_floor, self
        )
        self._channels_refresh = Refresh(
            background, lambda: channels.every(ctx), self.code.show_channels, self
        )
        self._settings_refresh = Refresh(
            background,
            lambda: (
                preferences.get(ctx, HOLD),
                preferences.get(ctx, SCAN_ACTION),
                preferences.get(ctx, CALL_GRACE),
            ),
            self._show_settings,
            self,
        )
        self._settings_refresh.ask()
        self.refresh()

    def _connect(self) -> None:
        events = self._parts.events
        events.guest_changed.connect(self._guest_changed)
        events.device_gone.connect(self._guest_changed)
        events.visits_changed.connect(self._refresh_parties)
        events.channels_changed.connect(self._channels_refresh.ask)
        events.settings_changed.connect(self._settings_refresh.ask)
        events.settings_changed.connect(self.refresh)
        events.everything_changed.connect(self.refresh)
        self.code.large_wanted.connect(self.large_wanted)
        self.finding.changed.connect(self._show_rows)
        self.finding.taken.connect(self._take)
        self.lanes.filtered.connect(lambda _lane: self._show_rows())
        self.lanes.next_wanted.connect(self.host.notify_next)
        self.list.ended.clicked.connect(self.details.open_ended)
        self.list.add.clicked.connect(self.add_party)
        self.summary.add_wanted.connect(self.add_party)
        self.summary.late_wanted.connect(self.run_late)
        self.summary.mute_wanted.connect(self.mute_wanted)
        self.summary.unreached_wanted.connect(lambda: self._choose_first(self._unreached))
        self.summary.asking_wanted.connect(lambda: self._choose_first(self.host.asking))
        self.deeds.offered.connect(self.offered)
        self.deeds.ended.connect(lambda _guest_id: self._floor_refresh.ask())

    def _refresh_parties(self) -> None:
        self._floor_refresh.ask()
        self.finding.refresh()
        self.details.refresh()

    def _guest_changed(self, guest_id: int) -> None:
        """A broadcast tells of thousands who are not on the list."""
        if self.host.row_of(guest_id) is not None:
            self._floor_refresh.ask()
        if guest_id == self.details.guest_id:
            self.details.refresh()

    def _show_floor(self, shown: Shown) -> None:
        before, self.host.shown = self.host.shown, shown
        self.summary.show_floor(shown)
        self.lanes.show_lanes(shown.lanes)
        self._show_rows()
        for each in news(before, shown) if before is not None else ():
            self._hear(each)
        self._listen_for_silence(self._now())

    def _show_rows(self) -> None:
        shown = self.host.shown
        if shown is None:
            return
        lane = self.lanes.chosen
        rows = [row for row in shown.rows if not lane or row.lane == lane]
        rows = [row for row in rows if self.finding.fits(row)]
        # Who asks to join stands below: nobody who comes in pushes a row from under the finger.
        rows.sort(key=lambda row: row.state is State.PENDING)
        self.list.show_rows(rows, self._now(), self._nobody(shown))
        self.list.show_ended(self.finding.ended)
        self.host.show_details()

    def _take(self, guest_id: int) -> None:
        self.finding.search("")
        self.host.choose(guest_id)
        self.list.setFocus()

    def _nobody(self, shown: Shown) -> str:
        if self.finding.text:
            return self.finding.nobody
        return _("Nobody fits") if shown.rows else ""

    def _show_settings(self, settings: tuple[int, str, int]) -> None:
        minutes, self.host.scan_action, grace = settings
        self.deeds.grace.milliseconds = grace * 1000
        self.deeds.hold = timedelta(minutes=minutes)
        self.card.call_box.chips.choose(self.deeds.hold)

    def _listen_for_silence(self, now: datetime) -> None:
        """A call becomes an unreached one by waiting, without any event."""
        if self.host.shown is None:
            return
        silent = unreached(self.host.shown, now)
        for guest_id in silent.keys() - self._unreached:
            self._hear(silent[guest_id])
        self._unreached = set(silent)
        self.summary.show_unreached(len(silent))

    def _hear(self, each: Heard) -> None:
        self.summary.flash(each.sentence)
        self.heard.emit(each)

    def _choose_first(self, wanted: Container[int]) -> None:
        first = next((number for number in self.list.order if number in wanted), 0)
        if first:
            self.host.choose(first)
            self.list.setFocus()

    def _now(self) -> datetime:
        return self._parts.ctx.clock.now()
