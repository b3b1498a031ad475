"""What a wrong clock has done to the outbox is put right when the clock is."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Update, func, or_, select, update
from sqlalchemy.orm import Session

from pushdesk.domain.deliveries import DeliveryState
from pushdesk.store import tables

# A start that is not farther off than this was held back for an undo.
_UNDO = timedelta(minutes=1)


def clock_set_back(session: Session, now: datetime, lease: timedelta) -> None:
    """Nothing waits for a moment that a wrong clock had named; no lease is cut short."""
    waiting = _queued_for_later(now)
    session.execute(waiting.where(_not_by_plan(session, now)).values(due_at=now))
    _end_overlong_leases(session, now, lease)


def clock_was_set_back(session: Session, now: datetime, lease: timedelta) -> None:
    """The same for what happened while nobody looked: messages from the future give it away."""
    future = select(tables.Message.id).where(tables.Message.created_at > now)
    waiting = _queued_for_later(now).where(tables.Delivery.message_id.in_(future))
    session.execute(waiting.where(_not_by_plan(session, now)).values(due_at=now))
    _end_overlong_leases(session, now, lease)


def _queued_for_later(now: datetime) -> Update:
    return update(tables.Delivery).where(
        tables.Delivery.due_at > now, tables.Delivery.state == DeliveryState.QUEUED.value
    )


def _not_by_plan(session: Session, now: datetime) -> ColumnElement[bool]:
    """Waits for another attempt or for an undo, not for a time of day that somebody chose."""
    delivery, message = tables.Delivery, tables.Message
    starts = session.execute(
        select(message.id, message.created_at, func.min(delivery.due_at))
        .join(delivery, delivery.message_id == message.id)
        .where(delivery.due_at > now, delivery.attempts == 0)
        .where(delivery.state == DeliveryState.QUEUED.value)
        .group_by(message.id)
    )
    planned = [id_ for id_, created_at, start in starts if start - created_at > _UNDO]
    return or_(delivery.attempts > 0, delivery.message_id.not_in(planned))


def _end_overlong_leases(session: Session, now: datetime, lease: timedelta) -> None:
    session.execute(
        update(tables.Delivery)
        .where(
            tables.Delivery.state == DeliveryState.SENDING.value,
            tables.Delivery.due_at > now + lease,
        )
        .values(due_at=now + lease)
    )
