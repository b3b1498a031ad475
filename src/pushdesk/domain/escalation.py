"""A call that no phone takes: repeated, then told at the desk, then sent on to the owner's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pushdesk.domain.deliveries import ENDS, ON_THE_PHONE, DeliveryState
from pushdesk.domain.visits import Action

REPEAT, TOLD, RELAYED = "repeat", "told", "relayed"
# What counts towards how far a call has got; the desk's own call begins anew.
STEPS = (Action.CALL.value, REPEAT, TOLD, RELAYED)


@dataclass(frozen=True)
class Plan:
    """What the owner has chosen; `relays` where there is an address to send on to."""

    repeats: int
    pause: timedelta
    relays: bool


@dataclass(frozen=True)
class Taken:
    """One of STEPS; `phones` are the states of its deliveries, None where it was no message."""

    action: str
    at: datetime
    phones: tuple[DeliveryState, ...] | None


@dataclass(frozen=True)
class Step:
    kind: str
    due: datetime


def next_step(
    taken: Sequence[Taken], hold_until: datetime, plan: Plan, *, can_ring: bool
) -> Step | None:
    """`taken` oldest first, none of it undone. None where a phone has taken the call, everything
    is done, or the hold ends before.
    """
    since = _since_the_call(taken)
    rung = [one.phones for one in since if one.phones is not None]
    if not rung or any(state in ON_THE_PHONE for phones in rung for state in phones):
        return None  # called by name, or heard
    # Who has left may not be rung again, though a phone may still answer.
    hopeless = not can_ring or all(state in ENDS for state in rung[-1])
    kind = _kind({one.action for one in since}, len(rung) - 1, plan, hopeless=hopeless)
    if kind is None:
        return None
    due = since[-1].at + (timedelta(0) if hopeless and kind == TOLD else plan.pause)
    return Step(kind, due) if due < hold_until else None


def _since_the_call(taken: Sequence[Taken]) -> Sequence[Taken]:
    calls = [place for place, one in enumerate(taken) if one.action == Action.CALL]
    return taken[calls[-1] :] if calls else ()


def _kind(done: set[str], repeats: int, plan: Plan, *, hopeless: bool) -> str | None:
    if RELAYED in done:
        return None
    if TOLD in done:
        return RELAYED if plan.relays else None
    return REPEAT if repeats < plan.repeats and not hopeless else TOLD
