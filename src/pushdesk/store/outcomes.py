"""What became of attempts, and what phones say: written down, many in one transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from pushdesk.domain.deliveries import ENDS, ON_THE_PHONE, DeliveryState, advance
from pushdesk.i18n import _
from pushdesk.store import tables
from pushdesk.store.outbox import among


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


def record(session: Session, news: Iterable[News], now: datetime) -> list[Change]:
    """Two statements, however many outcomes there are: a broadcast brings thousands of them."""
    news = list(news)
    known = _as_they_stand(session, [item.delivery_id for item in news])
    moved: dict[int, _Standing] = {}
    changes = []
    for item in news:
        row = known.get(item.delivery_id)
        after = None if row is None else _after(row, item, now)
        if after is not None:
            known[after.id] = moved[after.id] = after
            changes.append(after.change)
    if moved:
        session.execute(update(tables.Delivery), [_columns(row) for row in moved.values()])
    return changes


def receipt(
    session: Session, delivery_id: int, state: DeliveryState, now: datetime
) -> Change | None:
    """A phone's own word; None where it says nothing new."""
    return next(iter(record(session, [News(delivery_id, state)], now)), None)


@dataclass(frozen=True)
class _Standing:
    """A delivery before or after some news; `message` and `endpoint` belong to other tables."""

    id: int
    message: str
    guest_id: int
    device_id: int
    endpoint: str
    state: str
    reason: str
    shortened: bool
    due_at: datetime
    accepted_at: datetime | None
    shown_at: datetime | None
    opened_at: datetime | None
    ended_at: datetime | None

    @property
    def change(self) -> Change:
        state = DeliveryState(self.state)
        return Change(self.id, self.message, self.guest_id, self.device_id, state)


_OF_OTHERS = frozenset({"message", "guest_id", "device_id", "endpoint"})


def _columns(row: _Standing) -> dict[str, Any]:
    return {name: value for name, value in vars(row).items() if name not in _OF_OTHERS}


def _as_they_stand(session: Session, ids: Sequence[int]) -> dict[int, _Standing]:
    row, message, device = tables.Delivery, tables.Message, tables.Device
    others = (message.public_id.label("message"), row.guest_id, row.device_id, device.endpoint)
    own = (getattr(row, each.name) for each in fields(_Standing) if each.name not in _OF_OTHERS)
    found = session.execute(
        select(*others, *own)
        .join(message, message.id == row.message_id)
        .join(device, device.id == row.device_id)
        .where(among(ids))
    )
    return {each["id"]: _Standing(**each) for each in found.mappings()}


def _after(row: _Standing, news: News, now: datetime) -> _Standing | None:
    """None where it says nothing new."""
    before = DeliveryState(row.state)
    if before is DeliveryState.SENDING and _has_moved(row, news):
        news = News(row.id, DeliveryState.QUEUED, news.reason, now)
    state = advance(before, news.state)
    if state is before and news.due_at is None:
        return None
    on_the_phone = news.state in ON_THE_PHONE
    # A phone that shows or opens has been reached by the push service, whoever said so first.
    accepted = on_the_phone or news.state is DeliveryState.ACCEPTED
    return replace(
        row,
        state=state.value,
        reason=news.reason,
        shortened=row.shortened or news.shortened,
        due_at=news.due_at or row.due_at,
        accepted_at=row.accepted_at or (now if accepted else None),
        shown_at=row.shown_at or (now if on_the_phone else None),
        opened_at=row.opened_at or (now if news.state is DeliveryState.OPENED else None),
        ended_at=row.ended_at or (now if news.state in ENDS else None),
    )


def _has_moved(row: _Standing, news: News) -> bool:
    """The browser has exchanged its subscription meanwhile: the new one has not been tried."""
    tried = news.state is DeliveryState.GONE and bool(news.endpoint)
    return tried and row.endpoint != news.endpoint


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
