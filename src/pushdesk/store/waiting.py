"""The waiting list in few queries: open visits, their guests' phones, and what was said to them."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from pushdesk.domain.deliveries import DeliveryState
from pushdesk.store import tables, visits
from pushdesk.store.visits import Visit

# Visits are indexed by their beginning.
_LONGEST_WAIT = timedelta(hours=12)


@dataclass(frozen=True)
class Waiting:
    """A visit with its guest; `channel` is an alias, and as `channel_name` empty for none."""

    visit: Visit
    name: str
    pushed_id: str
    language: str
    channel: str
    channel_name: str


@dataclass(frozen=True)
class Phone:
    platform: str
    gone: bool


@dataclass(frozen=True)
class Deed:
    """A change of a visit, as far as the list shows it."""

    id: int
    action: str
    message_id: int | None
    undone: bool
    at: datetime


@dataclass(frozen=True)
class Sign:
    """One delivery of a call or a test ring."""

    message_id: str
    state: DeliveryState
    reason: str
    queued_at: datetime
    accepted_at: datetime | None
    shown_at: datetime | None
    opened_at: datetime | None
    ended_at: datetime | None


def every_open(session: Session, guest_id: int | None = None) -> list[Waiting]:
    """In the order of joining."""
    visit, guest, channel = tables.Visit, tables.Guest, tables.Channel
    query = (
        select(
            *visits.COLUMNS,
            guest.name,
            guest.pushed_id,
            guest.language,
            channel.alias,
            channel.name.label("channel_name"),
        )
        .select_from(visit)
        .join(guest, guest.id == visit.guest_id)
        .outerjoin(channel, channel.id == visit.channel_id)
        .where(visit.ended_at.is_(None))
        .order_by(visits.joined(), visit.id)
    )
    if guest_id is not None:
        query = query.where(visit.guest_id == guest_id)
    return [
        Waiting(
            visits.record(row),
            row.name,
            row.pushed_id,
            row.language,
            row.alias or "",
            row.channel_name or "",
        )
        for row in session.execute(query)
    ]


def ended_since(session: Session, since: datetime, limit: int = 50) -> list[Waiting]:
    """The last visits of guests who are not on the list, the latest end first."""
    visit, guest, other = tables.Visit, tables.Guest, aliased(tables.Visit)
    ended_later = or_(
        other.ended_at > visit.ended_at,
        and_(other.ended_at == visit.ended_at, other.id > visit.id),
    )
    came_again = select(other.id).where(
        other.guest_id == visit.guest_id, or_(ended_later, other.ended_at.is_(None))
    )
    query = (
        select(visit, guest.name, guest.pushed_id, guest.language)
        .join(guest, guest.id == visit.guest_id)
        .where(visit.opened_at >= since - _LONGEST_WAIT, visit.ended_at >= since)
        .where(~came_again.exists())
        .order_by(visit.ended_at.desc())
        .limit(limit)
    )
    return _without_channel(session, query)


def seated_since(session: Session, since: datetime, limit: int) -> list[Waiting]:
    """Who was called and has been seated, the latest first."""
    visit, guest = tables.Visit, tables.Guest
    query = (
        select(visit, guest.name, guest.pushed_id, guest.language)
        .join(guest, guest.id == visit.guest_id)
        .where(visit.opened_at >= since, visit.outcome == "seated", visit.called_at.is_not(None))
        .order_by(visit.ended_at.desc())
        .limit(limit)
    )
    return _without_channel(session, query)


def ahead_of(session: Session, visit: Visit, sizes: tuple[int, int | None]) -> int:
    """Parties of from–to so many people who wait and came before."""
    other, joined = tables.Visit, visits.joined()
    same = and_(joined == visit.opened_at, other.id < visit.id)
    earlier = or_(joined < visit.opened_at, same)
    query = (
        select(func.count())
        .select_from(other)
        .where(other.ended_at.is_(None), other.state == "waiting", other.party_size >= sizes[0])
        .where(earlier)
    )
    if sizes[1] is not None:
        query = query.where(other.party_size <= sizes[1])
    return session.scalar(query) or 0


def phones(session: Session) -> dict[int, list[Phone]]:
    """Guest → devices of those on the list, the one that was seen last first."""
    visit, device = tables.Visit, tables.Device
    rows = session.execute(
        select(device.guest_id, device.platform, device.gone_at.is_not(None))
        .where(device.guest_id.in_(select(visit.guest_id).where(visit.ended_at.is_(None))))
        .order_by(device.gone_at.is_not(None), device.last_seen_at.desc())
    )
    found: dict[int, list[Phone]] = defaultdict(list)
    for guest_id, platform, gone in rows:
        found[guest_id].append(Phone(platform, gone))
    return found


def deeds(session: Session) -> dict[int, list[Deed]]:
    """Visit → what was done, oldest first; of the visits that are open."""
    visit, audit = tables.Visit, tables.Audit
    rows = session.execute(
        select(
            audit.visit_id,
            audit.id,
            audit.action,
            audit.message_id,
            audit.undone_at.is_not(None),
            audit.at,
        )
        .where(audit.visit_id.in_(select(visit.id).where(visit.ended_at.is_(None))))
        .order_by(audit.id)
    )
    found: dict[int, list[Deed]] = defaultdict(list)
    for visit_id, change_id, action, message_id, undone, at in rows:
        if visit_id is not None:
            found[visit_id].append(Deed(change_id, action, message_id, undone, at))
    return found


def signs(session: Session, message_ids: Collection[int]) -> dict[int, list[Sign]]:
    """Message → its deliveries."""
    delivery, message = tables.Delivery, tables.Message
    rows = session.execute(
        select(
            message.id,
            message.public_id,
            delivery.state,
            delivery.reason,
            message.created_at,
            delivery.accepted_at,
            delivery.shown_at,
            delivery.opened_at,
            delivery.ended_at,
        )
        .join(message, message.id == delivery.message_id)
        .where(delivery.message_id.in_(message_ids))
    )
    found: dict[int, list[Sign]] = defaultdict(list)
    for row_id, public_id, state, reason, queued, accepted, shown, opened, ended in rows:
        moments = (queued, accepted, shown, opened, ended)
        found[row_id].append(Sign(public_id, DeliveryState(state), reason, *moments))
    return found


def unsent(session: Session, message_id: int) -> list[int]:
    """Deliveries that no push service has taken."""
    delivery = tables.Delivery
    waits = delivery.state == DeliveryState.QUEUED.value
    return list(
        session.scalars(select(delivery.id).where(delivery.message_id == message_id, waits))
    )


def answerable(session: Session, message_id: int) -> int | None:
    """The delivery that came furthest of those that a phone may have."""
    delivery = tables.Delivery
    states = [DeliveryState.ACCEPTED.value, DeliveryState.SHOWN.value, DeliveryState.OPENED.value]
    query = (
        select(delivery.id)
        .where(delivery.message_id == message_id, delivery.state.in_(states))
        .order_by(delivery.opened_at.is_(None), delivery.shown_at.is_(None), delivery.id)
    )
    return session.scalars(query.limit(1)).first()


def _without_channel(session: Session, query: Select[tables.Visit, str, str, str]) -> list[Waiting]:
    return [
        Waiting(visits.record(row), name, pushed_id, language, "", "")
        for row, name, pushed_id, language in session.execute(query)
    ]
