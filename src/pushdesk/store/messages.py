"""Messages, whom they are for, and how far they have come."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import false, func, insert, literal, select, true
from sqlalchemy.orm import Session

from pushdesk.domain.deliveries import DeliveryState
from pushdesk.domain.lanes import Lane
from pushdesk.domain.targets import Target
from pushdesk.store import tables, targeting


@dataclass(frozen=True)
class Draft:
    """What a message says, before anybody has been chosen for it."""

    public_id: str
    venue_id: int
    visit_id: int | None
    title: str
    body: str
    url: str
    urgency: str
    topic: str
    created_at: datetime
    expires_at: datetime


@dataclass(frozen=True)
class Message:
    id: int
    public_id: str
    title: str
    body: str
    created_at: datetime
    expires_at: datetime


@dataclass(frozen=True)
class Progress:
    """One delivery as the desk shows it."""

    delivery_id: int
    message_id: str
    guest_id: int
    guest_name: str
    pushed_id: str
    title: str
    body: str
    device: str
    state: DeliveryState
    reason: str
    created_at: datetime
    expires_at: datetime
    accepted_at: datetime | None
    shown_at: datetime | None
    opened_at: datetime | None
    ended_at: datetime | None


def insert_message(session: Session, draft: Draft) -> int:
    row = tables.Message(**draft.__dict__)
    session.add(row)
    session.flush()
    return row.id


def enqueue(
    session: Session,
    message_id: int,
    lane: Lane,
    to: Collection[Target],
    exclude: Collection[Target],
    now: datetime,
    window: targeting.Window | None = None,
    limit: int | None = None,
) -> tuple[int, int]:
    """One delivery for each live device, in a single statement; returns guests and devices.

    `window` and `limit` as in `targeting.reached_by`.
    """
    guests_meant = targeting.reached_by(session, to, exclude, now, window, limit)
    values = {
        "message_id": literal(message_id),
        "device_id": tables.Device.id,
        "guest_id": tables.Device.guest_id,
        "state": literal(DeliveryState.QUEUED.value),
        "lane": literal(lane.value),
        "attempts": literal(0),
        "shortened": false(),
        "due_at": literal(now, tables.UtcDateTime()),
        "reason": literal(""),
    }
    entries = (
        select(*values.values())
        .where(tables.Device.gone_at.is_(None), tables.Device.guest_id.in_(guests_meant))
        .order_by(tables.Device.id)
    )
    session.execute(insert(tables.Delivery).from_select(list(values), entries))
    guests, devices = session.execute(
        select(func.count(tables.Delivery.guest_id.distinct()), func.count()).where(
            tables.Delivery.message_id == message_id
        )
    ).one()
    return guests, devices


def message(session: Session, public_id: str) -> Message | None:
    row = session.scalars(
        select(tables.Message).where(tables.Message.public_id == public_id)
    ).first()
    if row is None:
        return None
    return Message(row.id, row.public_id, row.title, row.body, row.created_at, row.expires_at)


def counts(session: Session, message_id: int) -> dict[DeliveryState, int]:
    rows = session.execute(
        select(tables.Delivery.state, func.count())
        .where(tables.Delivery.message_id == message_id)
        .group_by(tables.Delivery.state)
    )
    return {DeliveryState(state): number for state, number in rows}


def recent(session: Session, limit: int, guest_id: int | None = None) -> list[Progress]:
    """Newest first."""
    rows = session.execute(
        select(tables.Delivery, tables.Message, tables.Guest, tables.Device)
        .join(tables.Message, tables.Message.id == tables.Delivery.message_id)
        .join(tables.Guest, tables.Guest.id == tables.Delivery.guest_id)
        .join(tables.Device, tables.Device.id == tables.Delivery.device_id)
        .where(true() if guest_id is None else tables.Delivery.guest_id == guest_id)
        .order_by(tables.Delivery.id.desc())
        .limit(limit)
    )
    return [
        Progress(
            delivery_id=delivery.id,
            message_id=message.public_id,
            guest_id=guest.id,
            guest_name=guest.name,
            pushed_id=guest.pushed_id,
            title=message.title,
            body=message.body,
            device=f"{device.browser} · {device.platform}",
            state=DeliveryState(delivery.state),
            reason=delivery.reason,
            created_at=message.created_at,
            expires_at=message.expires_at,
            accepted_at=delivery.accepted_at,
            shown_at=delivery.shown_at,
            opened_at=delivery.opened_at,
            ended_at=delivery.ended_at,
        )
        for delivery, message, guest, device in rows
    ]
