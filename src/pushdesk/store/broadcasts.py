"""How far messages have come as a whole, and what pausing and cancelling do to their deliveries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, case, exists, func, literal, or_, select, true, update
from sqlalchemy.orm import Session

from pushdesk.domain.deliveries import DeliveryState
from pushdesk.domain.lanes import CLAIMED, HELD
from pushdesk.domain.requests import Purpose
from pushdesk.store import fan_out, outbox, second_thoughts, tables
from pushdesk.store.fan_out import BATCH, Plan
from pushdesk.store.under_way import is_under_way

RATE_SECONDS = 10


@dataclass(frozen=True)
class Progress:
    """`lately` counts what was accepted or ended in the last RATE_SECONDS."""

    id: int
    public_id: str
    title: str
    source: str
    purpose: Purpose
    created_at: datetime
    expires_at: datetime
    plan: Plan
    filling: bool
    paused: bool
    cancelled: bool
    counts: dict[DeliveryState, int]
    lately: int


def get(session: Session, public_id: str, now: datetime) -> Progress | None:
    found = _progress(session, now, tables.Message.public_id == public_id)
    return found[0] if found else None


def recent(session: Session, limit: int, now: datetime) -> list[Progress]:
    """Newest first."""
    ids = session.scalars(select(tables.Message.id).order_by(tables.Message.id.desc()).limit(limit))
    return _progress(session, now, tables.Message.id.in_(ids.all()))


def running(session: Session, now: datetime) -> list[Progress]:
    """Newest first: those with deliveries that wait, and those that aren't entered yet."""
    waiting = select(tables.Delivery.message_id).where(is_under_way())
    ids = session.scalars(waiting.distinct()).all()
    unfilled = tables.Message.filled_to.is_not(None)
    return _progress(session, now, or_(tables.Message.id.in_(ids), unfilled))


def is_unsent(session: Session, message_id: int) -> bool:
    """Whether some of it has still to leave; nothing of a cancelled one has."""
    delivery, message = tables.Delivery, tables.Message
    waiting = exists().where(delivery.message_id == message_id, is_under_way())
    open_ = or_(message.filled_to.is_not(None), waiting)
    found = select(message.id).where(
        message.id == message_id, message.cancelled_at.is_(None), open_
    )
    return session.scalar(found.with_for_update()) is not None


def is_cancelled(session: Session, message_id: int) -> bool:
    return session.get_one(tables.Message, message_id).cancelled_at is not None


def pause(session: Session, message_id: int, now: datetime) -> None:
    """From here nothing of it is claimed; whoever looks after it holds its deliveries back."""
    row = _watched(session, message_id)
    row.paused_at = row.paused_at or now


def resume(session: Session, message_id: int) -> None:
    session.execute(
        update(tables.Message).where(tables.Message.id == message_id).values(paused_at=None)
    )


def cancel(session: Session, message_id: int, now: datetime) -> None:
    row = _watched(session, message_id)
    row.paused_at, row.cancelled_at = None, row.cancelled_at or now


def hold(session: Session, message_id: int, limit: int = BATCH) -> int:
    """Moves deliveries to a lane that nobody claims; how many it were."""
    free = tables.Delivery.lane.in_([lane.value for lane in CLAIMED])
    ids = _some(session, message_id, free, limit)
    outbox.set_aside(session, ids)
    return len(ids)


def release(session: Session, message_id: int, limit: int = BATCH) -> int:
    """Back to the lanes that they came from; how many it were."""
    held = tables.Delivery.lane >= HELD
    ids = _some(session, message_id, held, limit)
    session.execute(outbox.those(ids).values(lane=tables.Delivery.lane - HELD))
    return len(ids)


def clear(session: Session, message_id: int, now: datetime, limit: int = BATCH) -> int:
    """What has never been attempted goes without a trace, the rest ends; how many it were."""
    ids = _some(session, message_id, true(), limit)
    outbox.take_back(session, ids, now)
    return len(ids)


def expire(
    session: Session, message_id: int, now: datetime, reason: str, limit: int = BATCH
) -> int:
    ids = _some(session, message_id, true(), limit)
    outbox.end(session, ids, now, reason)
    return len(ids)


def put_news_off(session: Session, now: datetime, until: datetime) -> None:
    """What is due now waits until then, or until its time has run out."""
    delivery, message = tables.Delivery, tables.Message
    due = (is_under_way(), delivery.due_at <= now, delivery.due_at < until)
    news = (message.purpose == Purpose.NEWS.value, message.expires_at > now)
    theirs = select(message.expires_at).where(message.id == delivery.message_id).scalar_subquery()
    waits = update(delivery).where(*due, delivery.message_id.in_(select(message.id).where(*news)))
    session.execute(
        waits.values(
            state=DeliveryState.QUEUED.value,
            due_at=case((theirs < until, theirs), else_=literal(until, tables.UtcDateTime())),
        ).execution_options(synchronize_session=False)
    )


def end_news(session: Session, guest_id: int, now: datetime, reason: str) -> None:
    """What waits to leave for a guest who wants no more news."""
    waiting = _waiting_for(session, guest_id)
    news = [id_ for id_, message in waiting if message.purpose == Purpose.NEWS.value]
    outbox.end(session, news, now, reason)


def end_unmeant(session: Session, guest_id: int, now: datetime, reason: str) -> None:
    """What waits to leave for a guest who is among those no more that it is for."""

    def is_meant(message: tables.Message) -> bool:
        whom = fan_out.from_json(message.reach, message).request
        return second_thoughts.is_meant(session, guest_id, whom, message.venue_id, now)

    waiting = _waiting_for(session, guest_id)
    outbox.end(session, [id_ for id_, message in waiting if not is_meant(message)], now, reason)


def end_all(session: Session, guest_id: int, now: datetime, reason: str) -> None:
    """Of somebody who is on no list any more."""
    outbox.end(session, [id_ for id_, _message in _waiting_for(session, guest_id)], now, reason)


def _waiting_for(session: Session, guest_id: int) -> list[tuple[int, tables.Message]]:
    """Deliveries with their messages."""
    delivery, message = tables.Delivery, tables.Message
    rows = session.execute(
        select(delivery.id, message)
        .join(message, message.id == delivery.message_id)
        .where(delivery.guest_id == guest_id, delivery.state == DeliveryState.QUEUED.value)
    )
    return [(id_, row) for id_, row in rows]


def _watched(session: Session, message_id: int) -> tables.Message:
    """Somebody has to look after it from now on, also where all of it had been entered."""
    row = session.get_one(tables.Message, message_id, with_for_update=True)
    if row.filled_to is None:
        row.filled_to = fan_out.from_json(row.reach, row).last_device
    return row


def _some(
    session: Session, message_id: int, which: ColumnElement[bool], limit: int
) -> Sequence[int]:
    """Queued deliveries of the message; what is under way is let end."""
    delivery = tables.Delivery
    queued = (delivery.message_id == message_id, delivery.state == DeliveryState.QUEUED.value)
    return session.scalars(select(delivery.id).where(*queued, which).limit(limit)).all()


def _progress(session: Session, now: datetime, which: ColumnElement[bool]) -> list[Progress]:
    rows = session.scalars(
        select(tables.Message).where(which).order_by(tables.Message.id.desc())
    ).all()
    counts, lately = _counts(session, [row.id for row in rows], now)
    return [_of(row, counts.get(row.id, {}), lately.get(row.id, 0)) for row in rows]


def _counts(
    session: Session, ids: Sequence[int], now: datetime
) -> tuple[dict[int, dict[DeliveryState, int]], dict[int, int]]:
    delivery, since = tables.Delivery, now - timedelta(seconds=RATE_SECONDS)
    fresh = or_(delivery.accepted_at > since, delivery.ended_at > since)
    found = session.execute(
        select(
            delivery.message_id, delivery.state, func.count(), func.sum(case((fresh, 1), else_=0))
        )
        .where(delivery.message_id.in_(ids))
        .group_by(delivery.message_id, delivery.state)
    )
    counts: dict[int, dict[DeliveryState, int]] = {}
    lately: dict[int, int] = {}
    for message_id, state, number, recently in found:
        counts.setdefault(message_id, {})[DeliveryState(state)] = number
        lately[message_id] = lately.get(message_id, 0) + int(recently)
    return counts, lately


def _of(row: tables.Message, counts: dict[DeliveryState, int], lately: int) -> Progress:
    return Progress(
        row.id,
        row.public_id,
        row.title,
        row.source,
        Purpose(row.purpose),
        row.created_at,
        row.expires_at,
        fan_out.from_json(row.reach, row),
        row.filled_to is not None,
        row.paused_at is not None,
        row.cancelled_at is not None,
        counts,
        lately,
    )
