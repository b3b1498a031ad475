"""The right side of the floor: the chosen party, one to add or bring back, or running late."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from pushdesk.errors import NotFound, UserError
from pushdesk.gui.background import Refresh
from pushdesk.gui.floor import calls
from pushdesk.gui.floor.add_panel import AddPanel
from pushdesk.gui.floor.ended_panel import EndedPanel
from pushdesk.gui.floor.guest_card import GuestCard
from pushdesk.gui.floor.late_panel import LatePanel
from pushdesk.gui.floor.row_look import Deed
from pushdesk.gui.program import Parts
from pushdesk.services import delays, guests, quotes, recalls
from pushdesk.services.guests import Card
from pushdesk.services.quotes import Suggestion
from pushdesk.services.waiting_list import Lane, Row


class Details(QStackedWidget):
    """`shows` tells that another panel is in front."""

    shows = Signal()

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self._parts = parts
        self._takes_focus = False
        self.guest_id = 0
        self.card = GuestCard(parts.theme)
        self.add = AddPanel(parts.theme)
        self.late = LatePanel(parts.theme)
        self.ended = EndedPanel(parts.theme)
        for panel in (self.card, self.add, self.late, self.ended):
            self.addWidget(panel)
        self._refresh = Refresh(parts.background, self._ask, self._show_card, self, self._not_there)
        self._ended_refresh = Refresh(
            parts.background, lambda: recalls.recent(parts.ctx), self.ended.show_ended, self
        )
        self.add.size_changed.connect(self._ask_quote)
        self.late.asked.connect(self._ask_count)
        self.card.renamed.connect(self._rename)
        for panel in (self.add, self.late, self.ended):
            panel.closed.connect(self.show_guest)

    @property
    def is_adding(self) -> bool:
        return self.currentWidget() is self.add

    @property
    def is_late(self) -> bool:
        return self.currentWidget() is self.late

    @property
    def is_bringing_back(self) -> bool:
        return self.currentWidget() is self.ended

    def open_guest(self, guest_id: int, hold: timedelta) -> None:
        """The card of a guest, on the list or not; 0 for nobody."""
        if guest_id != self.guest_id:
            self.card.call_box.sending_ended()
            self.card.call_box.chips.choose(hold)
        self.guest_id = guest_id
        self.show_guest()
        if guest_id:
            self._refresh.ask()
        else:
            self.card.clear()

    def take_focus(self) -> None:
        """As soon as the guest is shown, the big button is ready for Space."""
        self._takes_focus = True

    def open_add(self, guest_id: int | None, name: str = "") -> None:
        self.setCurrentWidget(self.add)
        self.add.open_new(guest_id, name)

    def open_row(self, shown: Row) -> None:
        self.setCurrentWidget(self.add)
        self.add.open_row(shown)

    def open_late(self, lanes: Sequence[Lane], lane: str) -> None:
        self.setCurrentWidget(self.late)
        self.late.open(lanes, lane)

    def open_ended(self) -> None:
        self.setCurrentWidget(self.ended)
        self._ended_refresh.ask()
        self.ended.open()

    def show_guest(self) -> None:
        self.setCurrentWidget(self.card)
        self.shows.emit()

    def refresh(self) -> None:
        if self.guest_id:
            self._refresh.ask()
        if self.is_bringing_back:
            self._ended_refresh.ask()

    def show_row(self, shown: Row | None, on_row: Collection[Deed]) -> None:
        self.card.show_row(shown, on_row, self._now())

    def tick(self, now: datetime) -> None:
        self.card.call_box.tick(now)
        self.card.recent.tick(now)

    def _ask(self) -> Card:
        return guests.card(self._parts.ctx, self.guest_id)

    def _show_card(self, card: Card) -> None:
        if card.guest.id != self.guest_id:
            return
        now = self._now()
        self.card.show_card(card, now)
        self.card.show_calls(calls.calls(card.progress), now)
        if self.is_adding and self.add.guest_id == card.guest.id and not self.add.name.text():
            self.add.name.setText(card.guest.name)
        if self._takes_focus:
            self._takes_focus = False
            self.card.call_box.take_focus()

    def _not_there(self, error: UserError) -> None:
        """Forgotten or erased meanwhile."""
        if not isinstance(error, NotFound):
            self._parts.notices.fault(error)
        self.guest_id = 0
        self.card.clear()

    def _ask_quote(self, size: int) -> None:
        ctx = self._parts.ctx
        self._parts.background.run(
            lambda: quotes.suggest(ctx, size, ctx.clock.now()),
            lambda suggestion: self._suggest(size, suggestion),
            self,
        )

    def _suggest(self, size: int, suggestion: Suggestion) -> None:
        """Answers may overtake each other: the one for another size is late."""
        if size == self.add.sizes.value:
            self.add.suggest(suggestion)

    def _ask_count(self, lane: str) -> None:
        ctx = self._parts.ctx
        self._parts.background.run(
            lambda: delays.affected(ctx, lane or None), self.late.show_count, self
        )

    def _rename(self, name: str) -> None:
        ctx, guest_id = self._parts.ctx, self.guest_id
        self._parts.background.run(
            lambda: guests.rename(ctx, guest_id, name), lambda _none: self.refresh(), self
        )

    def _now(self) -> datetime:
        return self._parts.ctx.clock.now()
