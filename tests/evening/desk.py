"""What the three at the desk do in one step, one of them at a time."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from pushdesk.services import delays, staff, undo, visits, waiting_list
from pushdesk.services.audits import Done
from pushdesk.services.context import Context
from tests.evening.model import CALLED, Wait

if TYPE_CHECKING:
    from tests.evening.evening import Evening

HOLD = timedelta(minutes=6)
LATE_AT = (timedelta(minutes=15), timedelta(minutes=34), timedelta(minutes=50))
_LANES = {None: (1, 99), "1–2": (1, 2), "7+": (7, 99)}


def work(evening: "Evening", by: Context) -> None:
    shift = Shift(evening, by)
    for guest, wait in evening.model.open().items():
        shift.see_to(guest, wait)
    shift.call_next()
    shift.run_late()
    shift.fetch_back()


class Shift:
    """One person's turn. Every deed is told to the model first, which says what has to come."""

    def __init__(self, evening: "Evening", by: Context) -> None:
        self._evening, self._model, self._dice = evening, evening.model, evening.dice
        self._by, self._me = by, staff.acting(by) or 0
        self._now: datetime = by.clock.now()

    def see_to(self, guest: int, wait: Wait) -> None:
        if wait.standing == "pending":
            self._let_in(guest)
        elif wait.standing == "cancelled":
            self._end(guest, "dismiss", visits.dismiss)
        elif wait.standing in CALLED:
            self._table(guest, wait)

    def call_next(self) -> None:
        """A table is free in three steps of four, for the party that has waited longest."""
        waiting = [
            guest for guest, wait in self._model.open().items() if wait.standing == "waiting"
        ]
        if not waiting or self._dice.random() > 0.75:
            return
        guest = waiting[0] if self._dice.random() < 0.7 else self._dice.choice(waiting)
        self._call(guest)
        if self._dice.random() < 0.15:
            self._call(guest)  # a second tap in the rush
        elif self._dice.random() < 0.08:
            self._undo(guest)  # the wrong row

    def run_late(self) -> None:
        since, step = self._evening.since, self._evening.steps
        if not any(at <= since < at + timedelta(seconds=15) for at in LATE_AT):
            return
        name = list(_LANES)[step % len(_LANES)]
        low, high = _LANES[name]
        done = delays.late(self._by, 10, name)
        self._evening.late.append(self._me)
        moved = self._model.late(10, lambda size: low <= size <= high)
        if LATE_AT[1] <= since < LATE_AT[2]:
            undo.undo(self._by, done.change_id)
            self._model.not_late(10, moved)

    def fetch_back(self) -> None:
        """A party that was given up stands at the door."""
        gone = [
            guest
            for guest, story in self._model.stories.items()
            if story.wait.standing in {"no_show", "released", "left"}
        ]
        if gone and self._evening.since < timedelta(hours=1) and self._dice.random() < 0.06:
            guest = self._dice.choice(gone)
            if self._evening.guests[guest].party.number % 3 == 0:
                return
            expected = self._model.recall(guest, self._me)
            self._evening.agrees(guest, expected, lambda: visits.recall(self._by, guest))

    def _let_in(self, guest: int) -> None:
        if self._dice.random() < 0.05:
            self._end(guest, "decline", waiting_list.decline)
            return
        quote = self._dice.randint(5, 40)
        expected = self._model.accept(guest, self._me, quote)
        self._evening.agrees(guest, expected, lambda: waiting_list.accept(self._by, guest, quote))
        if self._dice.random() < 0.1:
            size = self._dice.randint(1, 9)
            known = self._model.resize(guest, size, self._me)
            self._evening.agrees(
                guest, known, lambda: waiting_list.edit(self._by, guest, size=size)
            )

    def _table(self, guest: int, wait: Wait) -> None:
        """Seats who has come, gives up who doesn't, and calls again in between."""
        party, called_at = self._evening.guests[guest].party, self._first_call(guest)
        hold = wait.hold_until or self._now
        if party.walks is not None and self._now >= called_at + party.walks:
            self._end(guest, "seat", visits.seat)
            if self._dice.random() < 0.04:
                self._undo(guest)
        elif self._now >= hold + timedelta(minutes=1):
            gives_up = self._dice.choice(("no_show", "release", "leave"))
            self._end(guest, gives_up, getattr(visits, gives_up))
        elif wait.standing == "called" and self._dice.random() < 0.01:
            self._call(guest)

    def _first_call(self, guest: int) -> datetime:
        """Of those since the party was last put back on the list."""
        calls = [one for one in self._model.stories[guest].entries if one.action == "call"]
        return calls[0].at if calls else self._now

    def _call(self, guest: int) -> None:
        rings = self._evening.can_ring(self._evening.guests[guest])
        expected = self._model.call(guest, self._me, HOLD, rings=rings)
        self._evening.agrees(guest, expected, lambda: visits.notify(self._by, guest, HOLD))

    def _end(self, guest: int, action: str, deed: Callable[[Context, int], Done]) -> None:
        expected = self._model.end(guest, action, self._me)
        self._evening.agrees(guest, expected, lambda: deed(self._by, guest))
        if self._dice.random() < 0.03:
            again = self._model.end(guest, action, self._me)
            self._evening.agrees(guest, again, lambda: deed(self._by, guest))

    def _undo(self, guest: int) -> None:
        change = self._evening.changes.get(guest)
        if change is not None:
            expected = self._model.undo(guest, self._me)
            self._evening.agrees(guest, expected, lambda: undo.undo(self._by, change))
