"""Visits are forgotten a day after their end, and guests who are idle for long."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from pushdesk.domain.events import GuestChanged
from pushdesk.errors import NotFound
from pushdesk.services import erasure, preferences
from pushdesk.services.context import Context
from pushdesk.settings import FORGET_HOURS, IDLE_DAYS
from pushdesk.store import Session, guests, visits
from pushdesk.store import guest_history as rows

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
    # Looking through years of visits takes a moment, in which a call must get through.
    with ctx.store.read() as session:
        wordy = rows.wordy_visits(session, until, batch)
        named = rows.named_at_visits(session, until, batch)
        phoneless = rows.without_a_phone(session, until, batch)
    with ctx.store.write() as session:
        visits.forget(session, wordy)
        for guest_id in named:
            guests.rename(session, guest_id, "")
    for guest_id in named:
        ctx.bus.publish(GuestChanged(guest_id))
    erased = _erase(
        ctx, phoneless, lambda session, id_: rows.without_a_phone(session, until, 1, id_)
    )
    return len(wordy), len(named), erased


def _idle(ctx: Context, batch: int) -> int:
    days = preferences.get(ctx, IDLE_DAYS)
    if not days:
        return 0
    since = ctx.clock.now() - timedelta(days=days)
    with ctx.store.read() as session:
        idle = rows.idle_since(session, since, batch)
    return _erase(ctx, idle, lambda session, id_: rows.idle_since(session, since, 1, id_))


def _erase(ctx: Context, guest_ids: list[int], still: Callable[[Session, int], list[int]]) -> int:
    """Each is looked at once more: a batch takes seconds, and somebody may come in meanwhile."""
    erased = 0
    for guest_id in guest_ids:
        with ctx.store.read() as session:
            if not still(session, guest_id):
                continue
        try:
            erasure.erase(ctx, guest_id)
        except NotFound:
            continue  # somebody was faster
        erased += 1
    return erased
