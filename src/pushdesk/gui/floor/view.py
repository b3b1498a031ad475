"""The floor: scan at the left, the guest in the middle, what was sent at the right."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from pushdesk.domain import holds
from pushdesk.errors import UserError
from pushdesk.gui.background import Refresh
from pushdesk.gui.floor import calls
from pushdesk.gui.floor.guest_card import GuestCard
from pushdesk.gui.floor.recent import SHOWN, Recent
from pushdesk.gui.floor.subscribe_code import SubscribeCode
from pushdesk.gui.program import Parts
from pushdesk.gui.theme import SIZES
from pushdesk.gui.widgets.dressing import column, row
from pushdesk.services import channels, guests, messages, preferences, visits
from pushdesk.services.context import Context
from pushdesk.services.guests import Card, Progress
from pushdesk.settings import HOLD

_TICK_MS = 500
_ROOMY = 1160


@dataclass(frozen=True)
class Sides:
    """Pixels: the columns beside the guest's card, and what lies between them."""

    left: int
    right: int
    gap: int


_ROOMY_SIDES = Sides(left=296, right=344, gap=SIZES.grid * 2)
_NARROW_SIDES = Sides(left=280, right=256, gap=SIZES.grid)


class Floor(QWidget):
    """`scan_panel` is whatever finds guests; it is given, because screens don't know each other."""

    large_wanted = Signal(str)

    def __init__(self, parts: Parts, scan_panel: QWidget) -> None:
        super().__init__()
        self._parts = parts
        self._guest_id = 0
        self._card: Card | None = None
        self._takes_focus = False
        self._hold = holds.DEFAULT_HOLD
        self.card = GuestCard(parts.theme)
        self.recent = Recent(parts.theme)
        self.code = SubscribeCode(parts)
        self._lay_out(scan_panel)
        self._make_refreshes()
        self._connect()
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self.tick)

    def open_guest(self, guest_id: int) -> None:
        """Shows the card, with the big button ready for Space."""
        if guest_id != self._guest_id:
            self.card.call_box.sending_ended()
            self.card.call_box.chips.choose(self._hold)
        self._guest_id = guest_id
        self._takes_focus = True
        self._card_refresh.ask()

    def call(self) -> None:
        self.card.call_box.call()

    def make_room(self, taken: bool) -> None:
        """The camera's picture takes the place of the subscribe code."""
        self._code_place.setVisible(not taken)

    def tick(self) -> None:
        self.card.call_box.tick(self._now())
        self.recent.tick(self._now())

    def refresh(self) -> None:
        self._recent_refresh.ask()
        self._channels_refresh.ask()
        if self._guest_id:
            self._card_refresh.ask()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a small screen the sides give way to the guest's card."""
        super().resizeEvent(event)
        sides = _ROOMY_SIDES if event.size().width() >= _ROOMY else _NARROW_SIDES
        self._left.setFixedWidth(sides.left)
        self.recent.setFixedWidth(sides.right)
        self._columns.setSpacing(sides.gap)
        self._columns.setContentsMargins(sides.gap, SIZES.grid * 2, sides.gap, SIZES.grid * 2)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def _lay_out(self, scan_panel: QWidget) -> None:
        self._left, self._code_place = QWidget(), QWidget()
        self._code_place.setLayout(column(self.code))
        side = column(scan_panel, self._code_place, gap=SIZES.grid * 2)
        side.setStretch(1, 1)
        self._left.setLayout(side)
        self._columns = row(self._left, self.card, self.recent)
        self._columns.setStretch(1, 1)
        self.setLayout(self._columns)
        self.setProperty("role", "page")

    def _make_refreshes(self) -> None:
        ctx, background = self._parts.ctx, self._parts.background
        self._card_refresh = Refresh(
            background, lambda: guests.card(ctx, self._guest_id), self._show_card, self
        )
        self._recent_refresh = Refresh(
            background, lambda: messages.recent(ctx, SHOWN), self._show_recent, self
        )
        self._channels_refresh = Refresh(
            background, lambda: channels.every(ctx), self.code.show_channels, self
        )
        self._hold_refresh = Refresh(
            background, lambda: preferences.get(ctx, HOLD), self._show_hold, self
        )
        self._hold_refresh.ask()
        self.refresh()

    def _connect(self) -> None:
        events = self._parts.events
        events.guest_changed.connect(self._guest_changed)
        events.device_gone.connect(self._guest_changed)
        events.deliveries_changed.connect(self._recent_refresh.ask)
        events.channels_changed.connect(self._channels_refresh.ask)
        events.settings_changed.connect(self._hold_refresh.ask)
        events.settings_changed.connect(self._channels_refresh.ask)
        events.everything_changed.connect(self.refresh)
        self.recent.opened.connect(self.open_guest)
        self.code.large_wanted.connect(self.large_wanted)
        self.card.renamed.connect(self._rename)
        self.card.call_box.wanted.connect(self._call)

    def _guest_changed(self, guest_id: int) -> None:
        if guest_id == self._guest_id:
            self._card_refresh.ask()

    def _show_card(self, card: Card) -> None:
        if card.guest.id != self._guest_id:
            return
        self._card = card
        self.card.show_card(card, self._now())
        if self._takes_focus:
            self._takes_focus = False
            self.card.call_box.take_focus()

    def _show_recent(self, progress: list[Progress]) -> None:
        self.recent.show_calls(calls.calls(progress), self._now())

    def _show_hold(self, minutes: int) -> None:
        self._hold = timedelta(minutes=minutes)
        self.card.call_box.chips.choose(self._hold)

    def _rename(self, name: str) -> None:
        ctx, guest_id = self._parts.ctx, self._guest_id
        self._parts.background.run(
            lambda: guests.rename(ctx, guest_id, name), lambda _none: self.refresh(), self
        )

    def _call(self, hold: timedelta) -> None:
        """Shows the call before it is made: a click must be seen at once."""
        if self._card is None:
            return
        ctx, guest_id = self._parts.ctx, self._guest_id
        self.recent.show_sending(guest_id, calls.guest_name(self._card.guest), self._now())
        self.card.call_box.show_sending()
        self._parts.background.run(
            lambda: _notify(ctx, guest_id, hold), self._called, self, self._not_called
        )

    def _called(self, card: Card) -> None:
        self._sending_ended()
        self._show_card(card)
        self._recent_refresh.ask()

    def _not_called(self, error: UserError) -> None:
        self._sending_ended()
        self._parts.notices.fault(error)
        self.refresh()

    def _sending_ended(self) -> None:
        self.recent.sending_ended()
        self.card.call_box.sending_ended()

    def _now(self) -> datetime:
        return self._parts.ctx.clock.now()


def _notify(ctx: Context, guest_id: int, hold: timedelta) -> Card:
    """The call, and the card as it is after it."""
    visits.notify(ctx, guest_id, hold)
    return guests.card(ctx, guest_id)
