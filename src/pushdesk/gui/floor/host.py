"""What a tap, a key or a scan on the floor leads to."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QObject

from pushdesk.domain.visits import State
from pushdesk.gui.double_tap import DoubleTap
from pushdesk.gui.floor import row_look, steering
from pushdesk.gui.floor.add_panel import Form
from pushdesk.gui.floor.deeds import Deeds
from pushdesk.gui.floor.details import Details
from pushdesk.gui.floor.row_look import Deed
from pushdesk.gui.floor.waiting import WaitingList
from pushdesk.i18n import _
from pushdesk.services.waiting_list import Floor as Shown
from pushdesk.services.waiting_list import Party, Row
from pushdesk.settings import SCAN_ACTION


class Host(QObject):
    """Between the list, the details and the deeds; `shown` is the floor as it was last read."""

    def __init__(
        self,
        owner: QObject,
        waiting: WaitingList,
        details: Details,
        deeds: Deeds,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__(owner)
        self._list, self._details, self._deeds, self._now = waiting, details, deeds, now
        self._adding: set[Form] = set()
        self._let_in, self._double_tap = 0, DoubleTap()
        self.shown: Shown | None = None
        self.scan_action = str(SCAN_ACTION.default)
        self._connect()

    def choose(self, guest_id: int) -> None:
        self._list.choose(guest_id)
        self._details.open_guest(guest_id, self._deeds.hold)
        self.show_details()

    def row_of(self, guest_id: int) -> Row | None:
        """Also of a party that the list doesn't show now."""
        rows = self.shown.rows if self.shown else ()
        return next((row for row in rows if row.guest_id == guest_id), None)

    @property
    def asking(self) -> frozenset[int]:
        """The guests who ask to join."""
        rows = self.shown.rows if self.shown else ()
        return frozenset(row.guest_id for row in rows if row.state is State.PENDING)

    def scanned(self, guest_id: int) -> None:
        """Adds whom the list doesn't know, notifies or seats whom it does."""
        if self._details.is_adding and self._details.add.guest_id == guest_id:
            self._details.add.save.click()
            return
        self.choose(guest_id)
        found = self.row_of(guest_id)
        if found is None:
            self._details.open_add(guest_id)
            return
        self._list.setFocus()
        deed = steering.by_scan(found, self.scan_action, self._now())
        if deed is not None:
            self.do(guest_id, deed)

    def key(self, key: str) -> bool:
        """A character that was pressed while no field had the focus; False begins a search."""
        if self._details.is_adding:
            self._details.add.type(key)
            return True
        deed = {"r": Deed.AGAIN, "x": Deed.NO_SHOW}.get(key.lower())
        if deed is None:
            return False
        self._on_current(lambda _row: deed)
        return True

    def space(self) -> None:
        self._on_current(steering.by_space)

    def enter(self) -> None:
        self._on_current(steering.by_enter)

    def wrong_call(self) -> None:
        self._on_current(steering.by_backspace)

    def show_details(self) -> None:
        """What the list knows of whom the details show."""
        guest_id = self._details.guest_id
        self._details.show_row(self.row_of(guest_id), self._list.offers(guest_id))

    def call(self) -> None:
        """Whom the details show; who isn't on the list comes on it."""
        found = self.row_of(self._details.guest_id)
        if found is None:
            self._details.card.call_box.call()
        elif (deed := steering.by_space(found)) in row_look.CALLS:
            self.do(found.guest_id, deed)

    def do(self, guest_id: int, deed: Deed) -> None:
        """A call holds the table for as long as the details say; a second one so soon is none, nor
        is the second half of the tap that let the party in.
        """
        found = self.row_of(guest_id)
        if deed is Deed.ACCEPT and found is not None:
            self._let_in = guest_id
            self._double_tap.begin()
            self._deeds.accept(guest_id, self.quote(found))
        elif guest_id == self._let_in and self._double_tap.is_on:
            return
        elif deed is not Deed.AGAIN or found is None or row_look.again(found, self._now()).ready:
            self._deeds.do(deed, guest_id, self._hold(guest_id))

    def _hold(self, guest_id: int) -> timedelta | None:
        """None where the details show another guest."""
        shown = guest_id == self._details.guest_id
        return self._details.card.call_box.hold if shown else None

    def notify_next(self, lane: str) -> None:
        """The first of the lane who has not been called."""
        rows = self.shown.rows if self.shown else ()
        fitting = (row for row in rows if row.lane == lane and row.state is State.WAITING)
        first = next(fitting, None)
        if first is not None:
            self.choose(first.guest_id)
            self._list.setFocus()
            self.do(first.guest_id, Deed.NOTIFY)

    def _on_current(self, means: Callable[[Row], Deed | None]) -> None:
        found = self._list.row_of(self._list.current)  # nothing is done to a row that isn't shown
        deed = means(found) if found is not None else None
        if found is not None and deed is not None:
            self.do(found.guest_id, deed)

    def quote(self, row: Row) -> int | None:
        """In minutes: what was said, else what the lane says now; None where neither is known."""
        lanes = self.shown.lanes if self.shown else ()
        of_lane = next((lane.next_quote for lane in lanes if lane.name == row.lane), 0)
        return row.quote_minutes or of_lane or None

    def _connect(self) -> None:
        details, deeds = self._details, self._deeds
        self._list.chosen.connect(self.choose)
        self._list.wanted.connect(self.do)
        details.card.call_box.wanted.connect(
            lambda hold: deeds.do(Deed.NOTIFY, details.guest_id, hold)
        )
        details.card.other.wanted.connect(lambda deed: self.do(details.guest_id, deed))
        details.card.other.edit_wanted.connect(self._edit)
        details.add.saved.connect(self._save)
        details.add.call_wanted.connect(lambda party: self._add(party, call=True))
        details.late.wanted.connect(self._late)
        details.ended.wanted.connect(lambda guest_id: self.do(guest_id, Deed.RECALL))
        for panel in (details.add, details.late, details.ended):
            panel.closed.connect(self._list.setFocus)
        deeds.begun.connect(self._begun)
        deeds.waits.connect(self._list.show_waits)
        deeds.ended.connect(self._ended)

    def _edit(self) -> None:
        found = self.row_of(self._details.guest_id)
        if found is not None:
            self._details.open_row(found)

    def _save(self, party: Party) -> None:
        if self._details.add.changes_a_row and party.guest_id is not None:
            self._deeds.edit(party.guest_id, party)
            self._back_to_the_list()
        else:
            self._add(party, call=False)

    def _add(self, party: Party, *, call: bool) -> None:
        """A double tap adds one party; where it was refused, the form can be saved again."""
        form = self._details.add.form
        if form not in self._adding:
            self._adding.add(form)
            self._deeds.add(
                party,
                lambda row: self._added(row, form),
                lambda: self._adding.remove(form),
                call=call,
            )

    def _late(self, minutes: int, lane: str) -> None:
        self._deeds.late(minutes, lane)
        self._back_to_the_list()

    def _begun(self, guest_id: int, word: str) -> None:
        self._list.show_busy(guest_id, word)
        if guest_id == self._details.guest_id and word == _("Calling …"):
            self._details.card.call_box.show_sending()

    def _ended(self, guest_id: int) -> None:
        self._list.show_busy(guest_id, "")
        self._details.card.call_box.sending_ended()
        self._details.refresh()

    def _added(self, row: Row, form: Form) -> None:
        """Whoever has opened something else meanwhile is left to it."""
        if self._details.is_adding and self._details.add.form is form:
            self.choose(row.guest_id)
            self._back_to_the_list()

    def _back_to_the_list(self) -> None:
        self._details.show_guest()
        self._list.setFocus()
