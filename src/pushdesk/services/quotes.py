"""How long a party will wait, from how long others did."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Any

from pushdesk.domain import lanes_of_parties
from pushdesk.domain import quotes as domain
from pushdesk.domain.lanes_of_parties import PartyLane
from pushdesk.domain.visits import State
from pushdesk.errors import UserError
from pushdesk.i18n import _
from pushdesk.services import preferences, quiet
from pushdesk.services.context import Context
from pushdesk.settings import LANES
from pushdesk.store import Session, visits
from pushdesk.store import quotes as rows

# A lane's own history is looked at as far back as that.
MOST = 60
LONGEST = 600


@dataclass(frozen=True)
class Suggestion:
    """`from_visits` is how many visits it comes from; 0: from the parties ahead."""

    minutes: int
    from_visits: int


@dataclass(frozen=True)
class Quoted:
    """What was said and what came, in minutes."""

    at: datetime
    size: int
    quoted: int
    actual: int


def lanes_of(ctx: Context) -> tuple[PartyLane, ...]:
    return lanes_of_parties.read(preferences.get(ctx, LANES))


def suggest(ctx: Context, size: int, at: datetime) -> Suggestion:
    """For a party that joins at that moment."""
    lanes, zone = lanes_of(ctx), quiet.zone(ctx)
    lane = lanes_of_parties.lane_of(lanes, size)
    with ctx.store.read() as session:
        waiting = [visit for visit in visits.every_open(session) if visit.state is State.WAITING]
        ahead = sum(lane.takes(visit.party_size) for visit in waiting)
        return by_lane(session, [lane], {lane: ahead}, at, zone)[lane]


def by_lane(
    session: Session,
    lanes: Sequence[PartyLane],
    ahead: Mapping[PartyLane, int],
    at: datetime,
    zone: tzinfo,
) -> dict[PartyLane, Suggestion]:
    """Part of the caller's session; `ahead` counts parties."""
    alike = rows.within(session, domain.like(at.astimezone(zone)))
    since = at - timedelta(weeks=domain.WEEKS)
    found = {}
    for lane in lanes:
        near = [wait.minutes for wait in alike if lane.takes(wait.size)]
        known = len(near) >= domain.FEWEST
        more = [] if known else rows.latest(session, since, (lane.low, lane.high), MOST)
        minutes = [wait.minutes for wait in more]
        found[lane] = Suggestion(*domain.suggest(near, minutes, ahead.get(lane, 0)))
    return found


def compared(ctx: Context, limit: int = 100) -> list[Quoted]:
    """What was said beside what came, the latest first."""
    with ctx.store.read() as session:
        waits = rows.quoted(session, limit)
    return [
        Quoted(wait.at, wait.size, _minutes(wait.quoted_until - wait.at), round(wait.minutes))
        for wait in waits
        if wait.quoted_until is not None
    ]


def _minutes(span: timedelta) -> int:
    return round(span.total_seconds() / 60)


def given(ctx: Context, size: int, minutes: int | None) -> int | None:
    """What was said, else what the lane says; None where it knows of no wait: none is promised."""
    if minutes is not None:
        return checked(minutes)
    return suggest(ctx, size, ctx.clock.now()).minutes or None


def columns(now: datetime, minutes: int | None) -> dict[str, Any]:
    until = None if minutes is None else now + timedelta(minutes=minutes)
    return {"quote_minutes": minutes, "quoted_until": until, "quote_reason": ""}


def checked(minutes: int) -> int:
    if not 0 <= minutes <= LONGEST:
        raise UserError(
            _("{n} minutes can't be promised.").format(n=minutes), "", _("Give from 0 to 600.")
        )
    return minutes
