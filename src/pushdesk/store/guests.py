"""Guests, their devices, and the channels they are on."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, select, update
from sqlalchemy.orm import Session

from pushdesk.store import tables
from pushdesk.store.guest_records import ANYBODY


@dataclass(frozen=True)
class Device:
    id: int
    guest_id: int
    endpoint: str
    p256dh: bytes
    auth: bytes
    browser: str
    platform: str
    since: datetime
    gone_at: datetime | None


@dataclass(frozen=True)
class Guest:
    id: int
    pushed_id: str
    pass_token: str
    name: str
    language: str
    created_at: datetime
    last_seen_at: datetime


@dataclass(frozen=True)
class Membership:
    """A channel that the guest is on."""

    channel_id: int
    alias: str
    name: str
    since: datetime


def by_id(session: Session, guest_id: int) -> Guest | None:
    """None also for the one who stands for all that were erased."""
    return _guest(session, and_(tables.Guest.id == guest_id, tables.Guest.pushed_id != ANYBODY))


def of_device(session: Session, device_id: int) -> Guest:
    row = session.get_one(tables.Device, device_id)
    return _record(session.get_one(tables.Guest, row.guest_id))


def by_pushed_id(session: Session, pushed_id: str) -> Guest | None:
    return _guest(session, tables.Guest.pushed_id == pushed_id)


def by_pass(session: Session, token: str) -> Guest | None:
    return _guest(session, tables.Guest.pass_token == token)


def insert(session: Session, pushed_id: str, token: str, language: str, at: datetime) -> Guest:
    row = tables.Guest(
        pushed_id=pushed_id, pass_token=token, language=language, created_at=at, last_seen_at=at
    )
    session.add(row)
    session.flush()
    return _record(row)


def rename(session: Session, guest_id: int, name: str) -> None:
    session.execute(
        update(tables.Guest)
        .where(tables.Guest.id == guest_id)
        .values(name=name, name_key=name.casefold())
    )


def seen(session: Session, guest_id: int, at: datetime) -> None:
    session.execute(update(tables.Guest).where(tables.Guest.id == guest_id).values(last_seen_at=at))


def learn_country(session: Session, guest_id: int, country: str) -> None:
    """Where none is known yet; an empty one teaches nothing."""
    session.execute(
        update(tables.Guest)
        .where(tables.Guest.id == guest_id, tables.Guest.country == "")
        .values(country=country)
    )


def devices(session: Session, guest_id: int) -> list[Device]:
    rows = session.scalars(
        select(tables.Device)
        .where(tables.Device.guest_id == guest_id)
        .order_by(tables.Device.gone_at.is_not(None), tables.Device.last_seen_at.desc())
    )
    return [_device(row) for row in rows]


def device_at(session: Session, endpoint: str) -> Device | None:
    row = session.scalars(select(tables.Device).where(tables.Device.endpoint == endpoint)).first()
    return None if row is None else _device(row)


def insert_device(
    session: Session,
    guest_id: int,
    endpoint: str,
    p256dh: bytes,
    auth: bytes,
    browser: str,
    platform: str,
    at: datetime,
) -> None:
    session.add(
        tables.Device(
            guest_id=guest_id,
            endpoint=endpoint,
            p256dh=p256dh,
            auth=auth,
            browser=browser,
            platform=platform,
            created_at=at,
            last_seen_at=at,
        )
    )


def revive_device(session: Session, device_id: int, at: datetime) -> None:
    session.execute(
        update(tables.Device)
        .where(tables.Device.id == device_id)
        .values(last_seen_at=at, gone_at=None)
    )


def replace_endpoint(
    session: Session, device_id: int, endpoint: str, p256dh: bytes, auth: bytes, at: datetime
) -> None:
    session.execute(
        update(tables.Device)
        .where(tables.Device.id == device_id)
        .values(endpoint=endpoint, p256dh=p256dh, auth=auth, last_seen_at=at, gone_at=None)
    )


def devices_gone(session: Session, at: datetime, *, device_id: int = 0, guest_id: int = 0) -> None:
    """One device that no longer listens, or all of a guest who left."""
    which = tables.Device.id == device_id if device_id else tables.Device.guest_id == guest_id
    session.execute(
        update(tables.Device).where(which, tables.Device.gone_at.is_(None)).values(gone_at=at)
    )


def memberships(session: Session, guest_id: int) -> list[Membership]:
    rows = session.execute(
        select(
            tables.Channel.id, tables.Channel.alias, tables.Channel.name, tables.Subscription.since
        )
        .join(tables.Channel, tables.Channel.id == tables.Subscription.channel_id)
        .where(tables.Subscription.guest_id == guest_id, tables.Subscription.left_at.is_(None))
        .order_by(tables.Subscription.id)
    )
    return [Membership(*row) for row in rows]


def has_been_on(session: Session, guest_id: int, channel_id: int) -> bool:
    """Now or ever before."""
    on = tables.Subscription
    ever = exists().where(on.guest_id == guest_id, on.channel_id == channel_id)
    return bool(session.scalar(select(ever)))


def join(
    session: Session,
    guest_id: int,
    channel_id: int,
    source: str,
    endpoint_hash: str,
    at: datetime,
) -> bool:
    """Subscribes and records the consent; False for a guest who is on the channel already."""
    if any(member.channel_id == channel_id for member in memberships(session, guest_id)):
        return False
    session.add(
        tables.Subscription(guest_id=guest_id, channel_id=channel_id, since=at, source=source)
    )
    session.add(
        tables.Consent(
            guest_id=guest_id, channel_id=channel_id, given=True, at=at, endpoint_hash=endpoint_hash
        )
    )
    session.flush()
    return True


def leave(session: Session, guest_id: int, channel_id: int, at: datetime) -> None:
    session.execute(
        update(tables.Subscription)
        .where(
            tables.Subscription.guest_id == guest_id,
            tables.Subscription.channel_id == channel_id,
            tables.Subscription.left_at.is_(None),
        )
        .values(left_at=at)
    )
    session.add(
        tables.Consent(
            guest_id=guest_id, channel_id=channel_id, given=False, at=at, endpoint_hash=""
        )
    )


def _guest(session: Session, which: ColumnElement[bool]) -> Guest | None:
    row = session.scalars(select(tables.Guest).where(which)).first()
    return None if row is None else _record(row)


def _record(row: tables.Guest) -> Guest:
    return Guest(
        row.id,
        row.pushed_id,
        row.pass_token,
        row.name,
        row.language,
        row.created_at,
        row.last_seen_at,
    )


def _device(row: tables.Device) -> Device:
    return Device(
        row.id,
        row.guest_id,
        row.endpoint,
        row.p256dh,
        row.auth,
        row.browser,
        row.platform,
        row.created_at,
        row.gone_at,
    )
