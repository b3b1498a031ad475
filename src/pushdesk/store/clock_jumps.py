"""What a wrong clock has done to the outbox and the list is put right when the clock is."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Update, func, or_, select, update
from sqlalchemy.orm import Session

from pushdesk.domain.deliveries import DeliveryState
from pushdesk.store import tables

# A start that is not farther off than this was held back for an undo.
_UNDO = timedelta(minutes=1)


def clock_set_back(session: Session, now: datetime, lease: timedelta, by: timedelta) -> None:
    """Nothing waits for a moment that a wrong clock had named; no lease is cut short."""
    waiting = _queued_for_later(now)
    session.execute(waiting.where(_not_by_plan(session, now)).values(due_at=now))
    _end_overlong_leases(session, now, lease)
    _move_visits(session, now, by)


def clock_was_set_back(session: Session, now: datetime, lease: timedelta) -> None:
    """The same for what happened while nobody looked: messages from the future give it away."""
    future = select(tables.Message.id).where(tables.Message.created_at > now)
    waiting = _queued_for_later(now).where(tables.Delivery.message_id.in_(future))
    session.execute(waiting.where(_not_by_plan(session, now)).values(due_at=now))
    _end_overlong_leases(session, now, lease)
    _move_visits(session, now, timedelta(0))


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


def _move_visits(session: Session, now: datetime, by: timedelta) -> None:
    """No table is held, and no quote runs, for longer than was said; the order stays.

    What began in the future goes back by the jump, or, where nobody saw it, to begin now. So a
    second process that notices the same jump finds nothing to move.
    """
    visit = tables.Visit
    future = or_(visit.opened_at > now, visit.called_at > now)
    for row in session.scalars(select(visit).where(visit.ended_at.is_(None), future)):
        latest = max(filter(None, (row.opened_at, row.called_at)))
        back = max(by, latest - now)
        if row.opened_at > now:
            row.opened_at -= back
            row.quoted_until = row.quoted_until and row.quoted_until - back
        if row.called_at is not None and row.called_at > now:
            row.called_at -= back
            row.hold_until = row.hold_until and row.hold_until - back
            row.page_shown_at = row.page_shown_at and row.page_shown_at - back
        row.changed_at = now
