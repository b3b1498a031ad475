"""What became of messages, counted: of one, of a page of them, and over time.

Erased guests stay counted. All of them are one guest in the tables, so each of their devices
counts as a guest of its own, and nobody knows their language or channels any more.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import (
    ColumnElement,
    ColumnExpressionArgument,
    Integer,
    Select,
    and_,
    case,
    cast,
    exists,
    extract,
    func,
    literal_column,
    or_,
    select,
    true,
)
from sqlalchemy.orm import InstrumentedAttribute, Session

from pushdesk.domain.deliveries import DeliveryState
from pushdesk.store import tables
from pushdesk.store.guest_records import ANYBODY

Counts = Mapping[DeliveryState, int]


@dataclass(frozen=True)
class Which:
    """From `begin` until before `end`, with `text`, to somebody on the channel `alias` then."""

    text: str = ""
    alias: str = ""
    begin: datetime | None = None
    end: datetime | None = None


@dataclass(frozen=True)
class Line:
    """A message and how many of its deliveries are in each state."""

    id: int
    public_id: str
    title: str
    body: str
    created_at: datetime
    cancelled_at: datetime | None
    counts: Counts

    @property
    def devices(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True)
class Reach:
    """Guests, whatever number of devices each has."""

    addressed: int
    shown: int
    opened: int


class Topic(StrEnum):
    CHANNEL = "channel"
    PLATFORM = "platform"
    BROWSER = "browser"
    LANGUAGE = "language"


@dataclass(frozen=True)
class Part:
    """Deliveries of one state; `name` is empty where nobody knows it (any more)."""

    name: str
    state: DeliveryState
    number: int


@dataclass(frozen=True)
class Sent:
    """Of the quarter of an hour from `at`; every zone's midnight and change of clocks is one."""

    at: datetime
    messages: int
    counts: Counts


@dataclass(frozen=True)
class Moved:
    """How many came to a channel, or left it, in the quarter of an hour that begins `at`."""

    at: datetime
    channel: str
    came: bool
    number: int


def lines(session: Session, which: Which, limit: int, offset: int = 0) -> list[Line]:
    """Newest first."""
    message = tables.Message
    newest = (message.created_at.desc(), message.id.desc())
    chosen = select(message).where(_chosen(which)).order_by(*newest)
    return _lines(session, chosen.limit(limit).offset(offset))


def line(session: Session, public_id: str) -> Line | None:
    chosen = select(tables.Message).where(tables.Message.public_id == public_id)
    return next(iter(_lines(session, chosen)), None)


def _lines(session: Session, messages: Select[tables.Message]) -> list[Line]:
    rows = session.scalars(messages).all()
    counts = _counts(session, [row.id for row in rows])
    return [
        Line(r.id, r.public_id, r.title, r.body, r.created_at, r.cancelled_at, counts[r.id])
        for r in rows
    ]


def reach(session: Session, message_id: int) -> Reach:
    delivery, guest = tables.Delivery, tables.Guest
    anybody = select(guest.id).where(guest.pushed_id == ANYBODY).scalar_subquery()
    who = case((delivery.guest_id == anybody, -delivery.device_id), else_=delivery.guest_id)
    shown = case((delivery.shown_at.is_not(None), who))
    opened = case((delivery.opened_at.is_not(None), who))
    row = session.execute(
        select(
            func.count(who.distinct()), func.count(shown.distinct()), func.count(opened.distinct())
        ).where(delivery.message_id == message_id)
    ).one()
    return Reach(*row)


def parts(session: Session, message_id: int, topic: Topic) -> list[Part]:
    """By name; whose guest was on two channels when the message was created counts on both."""
    of_one = _each(topic).where(tables.Delivery.message_id == message_id).distinct().subquery()
    name, state = func.coalesce(of_one.c.name, ""), of_one.c.state
    rows = session.execute(
        select(name, state, func.count()).group_by(name, state).order_by(name, state)
    )
    return [Part(name, DeliveryState(state), number) for name, state, number in rows]


def _each(topic: Topic) -> Select[int, str, str]:
    delivery, device, guest = tables.Delivery, tables.Device, tables.Guest
    message, on, channel = tables.Message, tables.Subscription, tables.Channel
    name = {
        Topic.CHANNEL: channel.name,
        Topic.PLATFORM: device.platform,
        Topic.BROWSER: device.browser,
        Topic.LANGUAGE: case((guest.pushed_id == ANYBODY, ""), else_=guest.language),
    }[topic]
    each: Select[int, str, str] = select(delivery.id, delivery.state, name.label("name"))
    if topic is Topic.CHANNEL:
        each = each.join(message, message.id == delivery.message_id)
        each = each.outerjoin(on, and_(on.guest_id == delivery.guest_id, _was_on()))
        return each.outerjoin(channel, channel.id == on.channel_id)
    each = each.join(device, device.id == delivery.device_id)
    return each.join(guest, guest.id == delivery.guest_id)


def by_moment(
    session: Session, message_id: int, moments: Sequence[datetime]
) -> list[tuple[int, int]]:
    """(shown, opened) before the first moment, from it to the second, …, and from the last on."""
    shown = _by_step(session, message_id, tables.Delivery.shown_at, moments)
    opened = _by_step(session, message_id, tables.Delivery.opened_at, moments)
    return list(zip(shown, opened, strict=True))


def sent(session: Session, begin: datetime, end: datetime) -> list[Sent]:
    """In no order; a message that rang nobody counts as well."""
    counts: dict[int, dict[DeliveryState, int]] = defaultdict(dict)
    for at, state, number in session.execute(sent_by_state(begin, end)):
        counts[at][DeliveryState(state)] = number
    quarter = _quarter(tables.Message.created_at)
    messages = session.execute(
        select(quarter, func.count()).where(_chosen(Which(begin=begin, end=end))).group_by(quarter)
    )
    return [Sent(datetime.fromtimestamp(at, UTC), number, counts[at]) for at, number in messages]


def sent_by_state(begin: datetime, end: datetime) -> Select[int, str, int]:
    """Counted by message first, along the index of each, and only then put together by time."""
    delivery, message = tables.Delivery, tables.Message
    chosen = select(message.id).where(_chosen(Which(begin=begin, end=end)))
    each = (
        select(delivery.message_id, delivery.state, func.count().label("number"))
        .where(delivery.message_id.in_(chosen))
        .group_by(delivery.message_id, delivery.state)
        .subquery()
    )
    quarter = _quarter(message.created_at)
    number = cast(func.sum(each.c.number), Integer)
    return (
        select(quarter, each.c.state, number)
        .join_from(each, message, message.id == each.c.message_id)
        .group_by(quarter, each.c.state)
    )


def moved(session: Session, begin: datetime, end: datetime) -> list[Moved]:
    """From the record of consent, which outlives the guests; without that of categories."""
    consent, channel = tables.Consent, tables.Channel
    of_a_kind = (_quarter(consent.at), channel.name, consent.given)
    rows = session.execute(
        select(*of_a_kind, func.count())
        .join(channel, channel.id == consent.channel_id)
        .where(consent.category == "", consent.at >= begin, consent.at < end)
        .group_by(*of_a_kind)
    )
    return [
        Moved(datetime.fromtimestamp(at, UTC), name, given, number)
        for at, name, given, number in rows
    ]


def now(session: Session) -> tuple[int, int]:
    """Guests who are on a channel, and devices that can ring."""
    on = tables.Subscription
    guests = select(func.count(on.guest_id.distinct())).where(on.left_at.is_(None))
    devices = select(func.count(tables.Device.id)).where(tables.Device.gone_at.is_(None))
    return session.scalars(guests).one(), session.scalars(devices).one()


def _chosen(which: Which) -> ColumnElement[bool]:
    message = tables.Message
    conditions: list[ColumnElement[bool]] = [true()]
    if which.begin:
        conditions.append(message.created_at >= which.begin)
    if which.end:
        conditions.append(message.created_at < which.end)
    if which.text:
        texts = (message.title, message.body)
        conditions.append(or_(*(text.icontains(which.text, autoescape=True) for text in texts)))
    if which.alias:
        conditions.append(_went_to(which.alias))
    return and_(*conditions)


def _went_to(alias: str) -> ColumnElement[bool]:
    delivery, on, channel = tables.Delivery, tables.Subscription, tables.Channel
    there = select(channel.id).where(channel.alias == alias)
    of_guest = and_(on.guest_id == delivery.guest_id, on.channel_id.in_(there), _was_on())
    return exists().where(delivery.message_id == tables.Message.id, of_guest)


def _was_on() -> ColumnElement[bool]:
    on, message = tables.Subscription, tables.Message
    not_left = or_(on.left_at.is_(None), on.left_at > message.created_at)
    return and_(on.since <= message.created_at, not_left)


def _quarter(at: ColumnExpressionArgument[datetime]) -> ColumnElement[int]:
    """Its beginning, in seconds since 1970; PostgreSQL's seconds have fractions."""
    seconds = extract("epoch", at)
    return cast(seconds - seconds % literal_column("900", Integer), Integer)


def _by_step(
    session: Session,
    message_id: int,
    at: InstrumentedAttribute[datetime | None],
    moments: Sequence[datetime],
) -> list[int]:
    step = case(*((at < moment, n) for n, moment in enumerate(moments)), else_=len(moments))
    rows = session.execute(
        select(step, func.count())
        .where(tables.Delivery.message_id == message_id, at.is_not(None))
        .group_by(step)
    )
    numbers = [0] * (len(moments) + 1)
    for place, number in rows:
        numbers[place] = number
    return numbers


def _counts(session: Session, ids: Sequence[int]) -> dict[int, dict[DeliveryState, int]]:
    delivery = tables.Delivery
    rows = session.execute(
        select(delivery.message_id, delivery.state, func.count())
        .where(delivery.message_id.in_(ids))
        .group_by(delivery.message_id, delivery.state)
    )
    counts: dict[int, dict[DeliveryState, int]] = defaultdict(dict)
    for message_id, state, number in rows:
        counts[message_id][DeliveryState(state)] = number
    return counts
