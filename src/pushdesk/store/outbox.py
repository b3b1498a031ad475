"""The outbox: deliveries are claimed under a lease, held back, and taken out again."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Update,
    and_,
    bindparam,
    delete,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from pushdesk.domain.deliveries import DeliveryState
from pushdesk.domain.lanes import HELD, Lane
from pushdesk.domain.visits import State
from pushdesk.i18n import _
from pushdesk.store import claimed, tables
from pushdesk.store.claimed import Claimed
from pushdesk.store.under_way import is_under_way


@dataclass(frozen=True)
class Ended:
    """A delivery that doesn't leave any more; `message_id` as others see it."""

    delivery_id: int
    message_id: str
    guest_id: int


def claim(
    session: Session,
    now: datetime,
    lanes: Mapping[Lane, int],
    lease: timedelta,
    ended: Callable[[Ended], None] = lambda _ended: None,
) -> list[Claimed]:
    """So many due deliveries of each lane, nobody else's until the lease ends.

    Each is counted as attempted. A sender that dies leaves its rows to whoever comes after.
    What is paused or cancelled meanwhile doesn't leave, nor what belongs to a visit that is over:
    `ended` is told of the latter.
    """
    due = [row for lane, limit in lanes.items() for row in _due(session, now, lane, limit)]
    if over := [row for row in due if row.over]:
        reason = _("The visit was over before it could be sent.")
        end(session, [row.id for row in over], now, reason)
        for row in over:
            ended(Ended(row.id, row.public_id, row.guest_id))
        due = [row for row in due if not row.over]
    ids = [row.id for row in due if not row.held and not row.cancelled]
    if len(ids) < len(due):
        set_aside(session, [row.id for row in due if row.held and not row.cancelled])
        take_back(session, [row.id for row in due if row.cancelled], now)
    session.execute(
        those(ids).values(
            state=DeliveryState.SENDING.value,
            attempts=tables.Delivery.attempts + 1,
            due_at=now + lease,
        )
    )
    return claimed.read(session, ids)


def those(ids: Sequence[int]) -> Update:
    return update(tables.Delivery).where(among(ids))


def set_aside(session: Session, ids: Sequence[int]) -> None:
    """Into the lane where those of a paused message wait."""
    held = those(ids).where(tables.Delivery.lane < HELD)
    session.execute(held.values(state=DeliveryState.QUEUED.value, lane=tables.Delivery.lane + HELD))


def take_back(session: Session, ids: Sequence[int], now: datetime) -> None:
    """What has never been attempted goes without a trace, the rest ends."""
    session.execute(delete(tables.Delivery).where(among(ids), tables.Delivery.attempts == 0))
    end(session, ids, now, _("It was cancelled before a push service took it."))


def withdraw(session: Session, message_id: int, now: datetime) -> None:
    """What is on its way to a push service just now is not tried again if it fails."""
    row, message = tables.Delivery, tables.Message
    under_way = (row.message_id == message_id, row.state == DeliveryState.SENDING.value)
    sending = select(row.message_id).where(*under_way)
    session.execute(update(message).where(message.id.in_(sending)).values(cancelled_at=now))


def end(session: Session, ids: Sequence[int], now: datetime, reason: str) -> None:
    session.execute(
        those(ids).values(state=DeliveryState.EXPIRED.value, reason=reason, ended_at=now)
    )


def among(ids: Sequence[int]) -> ColumnElement[bool]:
    # The numbers stand in the statement: there may be more of them than it may have parameters.
    return tables.Delivery.id.in_(bindparam("ids", ids, expanding=True, literal_execute=True))


def _due(session: Session, now: datetime, lane: Lane, limit: int) -> Iterable[Row[Any]]:
    message = tables.Message
    return session.execute(
        select(
            tables.Delivery.id,
            tables.Delivery.guest_id,
            message.public_id,
            and_(message.paused_at.is_not(None), message.expires_at > now).label("held"),
            message.cancelled_at.is_not(None).label("cancelled"),
            _over().label("over"),
        )
        .join(message, message.id == tables.Delivery.message_id)
        .outerjoin(tables.Visit, tables.Visit.id == message.visit_id)
        .where(
            is_under_way(),
            tables.Delivery.lane == lane,
            tables.Delivery.due_at <= now,
        )
        .order_by(tables.Delivery.due_at, tables.Delivery.id)
        .limit(limit)
        .with_for_update(of=tables.Delivery, skip_locked=True)
    )


def _over() -> ColumnElement[bool]:
    """Written before the visit ended, or before the guest cancelled; what comes after is news."""
    visit, written = tables.Visit, tables.Message.created_at
    cancelled = and_(visit.state == State.CANCELLED.value, visit.answered_at > written)
    return func.coalesce(or_(visit.ended_at > written, cancelled), False)


def next_due(session: Session, lanes: Iterable[Lane]) -> datetime | None:
    """One look into the index for each lane."""
    moments = [
        session.scalar(
            select(func.min(tables.Delivery.due_at)).where(
                is_under_way(), tables.Delivery.lane == lane
            )
        )
        for lane in lanes
    ]
    return min((moment for moment in moments if moment), default=None)


def close(session: Session, delivery_id: int, now: datetime) -> None:
    """The guest swiped the notification away."""
    session.execute(
        update(tables.Delivery)
        .where(tables.Delivery.id == delivery_id, tables.Delivery.closed_at.is_(None))
        .values(closed_at=now)
    )
