"""The venue and its channels."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Update, func, select, update
from sqlalchemy.orm import Session

from pushdesk.store import tables


@dataclass(frozen=True)
class Venue:
    id: int
    name: str
    logo: bytes | None


@dataclass(frozen=True)
class Channel:
    """`subscribers` counts the guests who are on it now."""

    id: int
    alias: str
    name: str
    venue: str
    archived: bool
    subscribers: int


@dataclass(frozen=True)
class Subscriber:
    """One stay of a guest on a channel; `left_at` is None while it lasts."""

    guest_id: int
    name: str
    pushed_id: str
    since: datetime
    source: str
    left_at: datetime | None


def venue(session: Session) -> Venue | None:
    row = session.scalars(select(tables.Venue).order_by(tables.Venue.id)).first()
    return None if row is None else Venue(row.id, row.name, row.logo)


def insert_venue(session: Session, name: str, at: datetime) -> Venue:
    row = tables.Venue(name=name, created_at=at, logo=None)
    session.add(row)
    session.flush()
    return Venue(row.id, row.name, row.logo)


def update_venue(session: Session, name: str, logo: bytes | None) -> None:
    session.execute(update(tables.Venue).values(name=name, logo=logo))


def insert_channel(session: Session, venue_id: int, alias: str, name: str, at: datetime) -> None:
    session.add(tables.Channel(venue_id=venue_id, alias=alias, name=name, created_at=at))


def rename_channel(session: Session, alias: str, name: str) -> None:
    session.execute(_on(alias).values(name=name))


def archive_channel(session: Session, alias: str, at: datetime | None) -> None:
    """None takes it out of the archive."""
    session.execute(_on(alias).values(archived_at=at))


def order_channels(session: Session, aliases: Sequence[str]) -> None:
    """Those that are not named stay behind those that are."""
    for position, alias in enumerate(aliases):
        session.execute(_on(alias).values(position=position - len(aliases)))


def subscribers(session: Session, alias: str, limit: int) -> list[Subscriber]:
    """Newest first, those who have left among them."""
    rows = session.execute(
        select(
            tables.Guest.id,
            tables.Guest.name,
            tables.Guest.pushed_id,
            tables.Subscription.since,
            tables.Subscription.source,
            tables.Subscription.left_at,
        )
        .join(tables.Guest, tables.Guest.id == tables.Subscription.guest_id)
        .join(tables.Channel, tables.Channel.id == tables.Subscription.channel_id)
        .where(tables.Channel.alias == alias)
        .order_by(tables.Subscription.id.desc())
        .limit(limit)
    )
    return [Subscriber(*row) for row in rows]


def channel(session: Session, alias: str) -> Channel | None:
    found = _channels(session, tables.Channel.alias == alias)
    return found[0] if found else None


def channels(session: Session, *, archived: bool = False) -> list[Channel]:
    given_up = tables.Channel.archived_at
    return _channels(session, given_up.is_not(None) if archived else given_up.is_(None))


def _on(alias: str) -> Update:
    return update(tables.Channel).where(tables.Channel.alias == alias)


def _channels(session: Session, which: ColumnElement[bool]) -> list[Channel]:
    current = (
        select(func.count())
        .where(
            tables.Subscription.channel_id == tables.Channel.id,
            tables.Subscription.left_at.is_(None),
        )
        .scalar_subquery()
    )
    rows = session.execute(
        select(tables.Channel, tables.Venue.name, current)
        .join(tables.Venue, tables.Venue.id == tables.Channel.venue_id)
        .where(which)
        .order_by(tables.Channel.position, tables.Channel.id)
    )
    return [
        Channel(
            row.id,
            row.alias,
            row.name,
            venue_name,
            row.archived_at is not None,
            subscribers,
        )
        for row, venue_name, subscribers in rows
    ]
