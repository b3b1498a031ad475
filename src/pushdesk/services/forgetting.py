"""Visits are forgotten a day after their end, and guests who are idle for long."""

from dataclasses import dataclass
from datetime import timedelta

from pushdesk.domain.events import GuestChanged
from pushdesk.errors import NotFound
from pushdesk.services import erasure, preferences
from pushdesk.services.context import Context
from pushdesk.settings import FORGET_HOURS, IDLE_DAYS
from pushdesk.store import guest_history as rows
from pushdesk.store import guests, visits

# Of a large house the rest is for the next turn: nobody has to wait for the database.
BATCH = 200


@dataclass(frozen=True)
class Forgotten:
    """How many visits lost their words, guests their name, and guests were erased."""

    visits: int = 0
    names: int = 0
    guests: int = 0

    @property
    def any(self) -> bool:
        return bool(self.visits or self.names or self.guests)


def forget(ctx: Context, batch: int = BATCH) -> Forgotten:
    """One batch of each kind; nothing is left once nothing is `any`.

    A regular is in an audience, or has an own ID or an address: they stay as they are.
    """
    words, names, passers_by = _visits(ctx, batch)
    idle = _idle(ctx, batch)
    return Forgotten(words, names, passers_by + idle)


def _visits(ctx: Context, batch: int) -> tuple[int, int, int]:
    hours = preferences.get(ctx, FORGET_HOURS)
    if not hours:
        return 0, 0, 0
    until = ctx.clock.now() - timedelta(hours=hours)
    with ctx.store.write() as session:
        wordy = rows.wordy_visits(session, until, batch)
        visits.forget(session, wordy)
        named = rows.named_at_visits(session, until, batch)
        for guest_id in named:
            guests.rename(session, guest_id, "")
    with ctx.store.read() as session:
        phoneless = rows.without_a_phone(session, until, batch)
    for guest_id in named:
        ctx.bus.publish(GuestChanged(guest_id))
    return len(wordy), len(named), _erase(ctx, phoneless)


def _idle(ctx: Context, batch: int) -> int:
    days = preferences.get(ctx, IDLE_DAYS)
    if not days:
        return 0
    with ctx.store.read() as session:
        idle = rows.idle_since(session, ctx.clock.now() - timedelta(days=days), batch)
    return _erase(ctx, idle)


def _erase(ctx: Context, guest_ids: list[int]) -> int:
    erased = 0
    for guest_id in guest_ids:
        try:
            erasure.erase(ctx, guest_id)
        except NotFound:
            continue  # somebody was faster
        erased += 1
    return erased
