"""What guests see: their own place on the list, the board, and the queue before they join."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from pushdesk.domain import lanes_of_parties
from pushdesk.domain.nicknames import is_one
from pushdesk.domain.visits import CALLED, State
from pushdesk.i18n import _
from pushdesk.services import channels, guests, page_receipts, quotes, venues, waiting_list
from pushdesk.services.context import Context
from pushdesk.services.waiting_list import Row
from pushdesk.store import visits as rows
from pushdesk.store import waiting
from pushdesk.store.visits import Visit
from pushdesk.store.waiting import Waiting

SUBSCRIBED, CLOSE = "subscribed", "close"
# So long the guest's page tells how the visit ended.
REMEMBERED = timedelta(hours=2)
TODAY = timedelta(hours=12)
RECENT = 5


@dataclass(frozen=True)
class Live:
    """`state` is a domain.visits.State or Outcome, “close”, or “subscribed” for who is on no list.

    `position` is 1 for who is next; 0 for who doesn't wait. `lane` is the lane's name (“1–2”).
    `quote_reason` tells why the quote has moved: “late”, “early”, or empty. `is_over`: no visit
    stands at the desk, so the guest may come on the list (again). `unshown` is the moment of a call
    that no page has reported yet.
    """

    state: str
    is_over: bool
    lane: str
    ahead: int
    position: int
    quote_minutes: int | None
    quoted_until: datetime | None
    quote_reason: str
    hold_until: datetime | None
    called_at: datetime | None
    unshown: datetime | None
    times_called: int
    name: str
    number: int
    size: int
    place: str
    answer: str
    can_answer: bool
    warn_ahead: int | None
    venue: str
    now: datetime


@dataclass(frozen=True)
class Called:
    """`label` is a nickname or “Number 12”, never a full name; `overdue`: its hold has ended.

    `spoken`: no phone has taken it, so it is to be called aloud.
    """

    label: str
    number: int
    place: str
    called_at: datetime
    times_called: int
    overdue: bool
    spoken: bool


@dataclass(frozen=True)
class Board:
    """The latest call first; `recent` are up to five who have been seated."""

    venue: str
    now_called: tuple[Called, ...]
    recent: tuple[Called, ...]
    now: datetime


@dataclass(frozen=True)
class QueueLane:
    name: str
    low: int
    high: int | None
    ahead: int
    quote_minutes: int


@dataclass(frozen=True)
class Queue:
    venue: str
    channel: str
    ahead: int
    lanes: tuple[QueueLane, ...]


def live(ctx: Context, token: str) -> Live:
    """Raises NotFound for a token that is nobody's."""
    lanes, venue, now = quotes.lanes_of(ctx), venues.get(ctx).name, ctx.clock.now()
    guest = guests.holder(ctx, token)
    with ctx.store.read() as session:
        visit = rows.latest(session, guest.id)
        if visit is None or _is_forgotten(visit, now):
            return _nowhere(guest.name, venue, now)
        lane = lanes_of_parties.lane_of(lanes, visit.party_size)
        ahead = waiting.ahead_of(session, visit, (lane.low, lane.high))
    waits = visit.standing in {State.PENDING, State.WAITING}
    return Live(
        state=CLOSE if visit.standing is State.WAITING and not ahead else visit.standing.value,
        is_over=visit.ended_at is not None,
        lane=lane.name,
        ahead=ahead if waits else 0,
        position=ahead + 1 if waits else 0,
        quote_minutes=visit.quote_minutes,
        quoted_until=visit.quoted_until,
        quote_reason=visit.quote_reason,
        hold_until=visit.hold_until,
        called_at=visit.called_at,
        unshown=page_receipts.unshown(visit),
        times_called=visit.times_called,
        name=guest.name,
        number=visit.number,
        size=visit.party_size,
        place=visit.place,
        answer=visit.answer,
        can_answer=visit.standing in CALLED,
        warn_ahead=visit.warn_ahead,
        venue=venue,
        now=now,
    )


def came_by(ctx: Context, guest_id: int) -> str:
    """Alias of the channel of the visit that the page tells of; empty where it takes nobody."""
    with ctx.store.read() as session:
        visit = rows.latest(session, guest_id)
    if visit is None or _is_forgotten(visit, ctx.clock.now()):
        return ""
    open_ones = (one.alias for one in channels.every(ctx) if one.id == visit.channel_id)
    return next(open_ones, "")


def board(ctx: Context) -> Board:
    """Who is called now, and the last who were seated."""
    venue, now = venues.get(ctx).name, ctx.clock.now()
    called = [_called(row, now) for row in waiting_list.every(ctx) if row.state in CALLED]
    with ctx.store.read() as session:
        seated = waiting.seated_since(session, now - TODAY, RECENT)
    return Board(
        venue=venue,
        now_called=tuple(sorted(called, key=lambda one: one.called_at, reverse=True)),
        recent=tuple(_seated(one, now) for one in seated),
        now=now,
    )


def queue(ctx: Context, alias: str) -> Queue:
    """How many are ahead of who joins now. Raises NotFound."""
    channel = channels.get(ctx, alias)
    floor = waiting_list.floor(ctx)
    lanes = (
        QueueLane(lane.name, lane.low, lane.high, lane.waiting, lane.next_quote)
        for lane in floor.lanes
    )
    venue = venues.of(ctx, channel.venue_id)
    return Queue(venue.name, channel.name, floor.waiting, tuple(lanes))


def public_label(name: str, number: int) -> str:
    """A nickname of ours, else the number: a name is nobody else's business."""
    return name if is_one(name) else _("Number {n}").format(n=number)


def _is_forgotten(visit: Visit, now: datetime) -> bool:
    return visit.ended_at is not None and now - visit.ended_at > REMEMBERED


def _nowhere(name: str, venue: str, now: datetime) -> Live:
    return Live(
        state=SUBSCRIBED,
        is_over=True,
        lane="",
        ahead=0,
        position=0,
        quote_minutes=None,
        quoted_until=None,
        quote_reason="",
        hold_until=None,
        called_at=None,
        unshown=None,
        times_called=0,
        name=name,
        number=0,
        size=0,
        place="",
        answer="",
        can_answer=False,
        warn_ahead=None,
        venue=venue,
        now=now,
    )


def _called(row: Row, now: datetime) -> Called:
    overdue = row.hold_until is not None and row.hold_until <= now
    label, called_at = public_label(row.name, row.number), row.called_at or now
    spoken = row.call_name and row.state is State.CALLED
    return Called(label, row.number, row.place, called_at, row.times_called, overdue, spoken)


def _seated(one: Waiting, now: datetime) -> Called:
    visit = one.visit
    label, called_at = public_label(one.name, visit.number), visit.called_at or now
    return Called(label, visit.number, visit.place, called_at, visit.times_called, False, False)
