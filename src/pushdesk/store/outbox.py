"""The outbox: deliveries are claimed under a lease, and every outcome is written down."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
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

from pushdesk.domain.deliveries import ENDS, ON_THE_PHONE, DeliveryState, advance
from pushdesk.domain.lanes import HELD, Lane
from pushdesk.domain.visits import State
from pushdesk.i18n import _
from pushdesk.store import claimed, tables
from pushdesk.store.claimed import Claimed
from pushdesk.store.under_way import is_under_way


@dataclass(frozen=True)
class News:
    """What an attempt has brought; `due_at` only for a delivery that waits for another one.

    `endpoint` is the one that was tried, where the answer is about that.
    """

    delivery_id: int
    state: DeliveryState
    reason: str = ""
    due_at: datetime | None = None
    shortened: bool = False
    endpoint: str = ""


@dataclass(frozen=True)
class Change:
    delivery_id: int
    message_id: str
    guest_id: int
    device_id: int
    state: DeliveryState


def claim(
    session: Session, now: datetime, lanes: Mapping[Lane, int], lease: timedelta
) -> list[Claimed]:
    """So many due deliveries of each lane, nobody else's until the lease ends.

    Each is counted as attempted. A sender that dies leaves its rows to whoever comes after.
    What is paused or cancelled meanwhile doesn't leave, nor what belongs to a visit that is over.
    """
    due = [row for lane, limit in lanes.items() for row in _due(session, now, lane, limit)]
    if over := [row.id for row in due if row.over]:
        end(session, over, now, _("The visit was over before it could be sent."))
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
    return update(tables.Delivery).where(_among(ids))


def set_aside(session: Session, ids: Sequence[int]) -> None:
    """Into the lane where those of a paused message wait."""
    held = those(ids).where(tables.Delivery.lane < HELD)
    session.execute(held.values(state=DeliveryState.QUEUED.value, lane=tables.Delivery.lane + HELD))


def take_back(session: Session, ids: Sequence[int], now: datetime) -> None:
    """What has never been attempted goes without a trace, the rest ends."""
    session.execute(delete(tables.Delivery).where(_among(ids), tables.Delivery.attempts == 0))
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


def _among(ids: Sequence[int]) -> ColumnElement[bool]:
    # The numbers stand in the statement: there may be more of them than it may have parameters.
    return tables.Delivery.id.in_(bindparam("ids", ids, expanding=True, literal_execute=True))


def _due(session: Session, now: datetime, lane: Lane, limit: int) -> Iterable[Row[Any]]:
    message = tables.Message
    return session.execute(
        select(
            tables.Delivery.id,
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


def record(session: Session, news: Iterable[News], now: datetime) -> list[Change]:
    return [change for item in news if (change := _record(session, item, now)) is not None]


def receipt(
    session: Session, delivery_id: int, state: DeliveryState, now: datetime
) -> Change | None:
    """A phone's own word; None where it says nothing new."""
    return _record(session, News(delivery_id, state), now)


def close(session: Session, delivery_id: int, now: datetime) -> None:
    """The guest swiped the notification away."""
    session.execute(
        update(tables.Delivery)
        .where(tables.Delivery.id == delivery_id, tables.Delivery.closed_at.is_(None))
        .values(closed_at=now)
    )


def _record(session: Session, news: News, now: datetime) -> Change | None:
    row = session.get(tables.Delivery, news.delivery_id)
    if row is None:
        return None
    if row.state == DeliveryState.SENDING.value and _has_moved(session, row, news):
        news = News(row.id, DeliveryState.QUEUED, news.reason, now)
    state = advance(DeliveryState(row.state), news.state)
    if state is DeliveryState(row.state) and news.due_at is None:
        return None
    row.state = state.value
    row.reason = news.reason
    row.shortened = row.shortened or news.shortened
    row.due_at = news.due_at or row.due_at
    _stamp(row, news.state, now)
    message_id = session.get_one(tables.Message, row.message_id).public_id
    return Change(row.id, message_id, row.guest_id, row.device_id, state)


def _has_moved(session: Session, row: tables.Delivery, news: News) -> bool:
    """The browser has exchanged its subscription meanwhile: the new one has not been tried."""
    if news.state is not DeliveryState.GONE or not news.endpoint:
        return False
    return session.get_one(tables.Device, row.device_id).endpoint != news.endpoint


def _stamp(row: tables.Delivery, news: DeliveryState, now: datetime) -> None:
    """A phone that shows or opens has been reached by the push service, whoever said so first."""
    if news is DeliveryState.ACCEPTED or news in ON_THE_PHONE:
        row.accepted_at = row.accepted_at or now
    if news in ON_THE_PHONE:
        row.shown_at = row.shown_at or now
    if news is DeliveryState.OPENED:
        row.opened_at = row.opened_at or now
    if news in ENDS:
        row.ended_at = row.ended_at or now


def end_silent(session: Session, now: datetime, limit: int = 500) -> list[Change]:
    """Ends what was accepted, has expired and never gave a sign."""
    ids = session.scalars(_silent(now).limit(limit))
    reason = _("The phone never gave a sign.")
    return record(session, [News(id_, DeliveryState.EXPIRED, reason) for id_ in ids], now)


def has_silent(session: Session, now: datetime) -> bool:
    return session.scalar(_silent(now).limit(1)) is not None


def _silent(now: datetime) -> Select[int]:
    return (
        select(tables.Delivery.id)
        .join(tables.Message, tables.Message.id == tables.Delivery.message_id)
        .where(tables.Delivery.state == DeliveryState.ACCEPTED.value)
        .where(tables.Message.expires_at <= now)
    )
