"""Messages, whom they are for, and how far they have come."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select, true
from sqlalchemy.orm import Session

from pushdesk.domain.deliveries import DeliveryState
from pushdesk.domain.requests import Purpose
from pushdesk.store import tables


@dataclass(frozen=True)
class Draft:
    """What a message says, before anybody has been chosen for it.

    Nothing leaves before `starts_at`; `buttons` is JSON, see `tables.Message`. `purpose`, `icon`,
    `image`, `buttons` and `source` are what the others leave out.
    """

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
    starts_at: datetime | None = field(default=None, kw_only=True)
    purpose: Purpose = field(default=Purpose.VISIT, kw_only=True)
    icon: str = field(default="", kw_only=True)
    image: str = field(default="", kw_only=True)
    buttons: str = field(default="[]", kw_only=True)
    source: str = field(default="", kw_only=True)


@dataclass(frozen=True)
class Message:
    """`filling`: not all of its deliveries are in the outbox yet."""

    id: int
    public_id: str
    title: str
    body: str
    created_at: datetime
    expires_at: datetime
    filling: bool


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


def visit_of(session: Session, delivery_id: int) -> int | None:
    """The visit that the delivery's message belongs to."""
    found = select(tables.Message.visit_id).join(
        tables.Delivery, tables.Delivery.message_id == tables.Message.id
    )
    return session.scalar(found.where(tables.Delivery.id == delivery_id))


def message(session: Session, public_id: str) -> Message | None:
    row = session.scalars(
        select(tables.Message).where(tables.Message.public_id == public_id)
    ).first()
    if row is None:
        return None
    return Message(
        row.id,
        row.public_id,
        row.title,
        row.body,
        row.created_at,
        row.expires_at,
        row.filled_to is not None,
    )


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
