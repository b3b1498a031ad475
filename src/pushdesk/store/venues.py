"""The venue and its channels."""

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
        .order_by(tables.Channel.id)
    )
    return [
        Channel(row.id, row.alias, row.name, venue_name, row.archived_at is not None, subscribers)
        for row, venue_name, subscribers in rows
    ]
