"""The owner's venues and their channels."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Update, func, select, true, update
from sqlalchemy.orm import Session

from pushdesk.store import tables


@dataclass(frozen=True)
class Venue:
    id: int
    name: str
    logo: bytes | None


@dataclass(frozen=True)
class Channel:
    """`subscribers` counts the guests who are on it now.

    `welcome` may have placeholders and is empty where nothing is sent; one that is not public is
    found by its link and QR only.
    """

    id: int
    alias: str
    name: str
    venue: str
    archived: bool
    subscribers: int
    venue_id: int
    welcome: str
    is_public: bool


@dataclass(frozen=True)
class Subscriber:
    """One stay of a guest on a channel; `left_at` is None while it lasts."""

    guest_id: int
    name: str
    pushed_id: str
    since: datetime
    source: str
    left_at: datetime | None


def first_venue(session: Session) -> Venue | None:
    return _venue(session, true())


def venue(session: Session, venue_id: int) -> Venue | None:
    return _venue(session, tables.Venue.id == venue_id)


def venue_named(session: Session, name: str) -> Venue | None:
    return _venue(session, tables.Venue.name == name)


def venue_of_guest(session: Session, guest_id: int) -> Venue | None:
    """Of the channel that the guest is on and joined last; of the last one where there is none."""
    on = tables.Subscription
    venue_id = session.scalar(
        select(tables.Channel.venue_id)
        .join(on, on.channel_id == tables.Channel.id)
        .where(on.guest_id == guest_id)
        .order_by(on.left_at.is_not(None), on.id.desc())
        .limit(1)
    )
    return None if venue_id is None else venue(session, venue_id)


def venues(session: Session) -> list[Venue]:
    """The first one first."""
    rows = session.scalars(select(tables.Venue).order_by(tables.Venue.id))
    return [Venue(row.id, row.name, row.logo) for row in rows]


def insert_venue(session: Session, name: str, at: datetime) -> Venue:
    row = tables.Venue(name=name, created_at=at, logo=None)
    session.add(row)
    session.flush()
    return Venue(row.id, row.name, row.logo)


def update_venue(session: Session, venue_id: int, name: str, logo: bytes | None) -> None:
    session.execute(
        update(tables.Venue).where(tables.Venue.id == venue_id).values(name=name, logo=logo)
    )


def insert_channel(session: Session, venue_id: int, alias: str, name: str, at: datetime) -> None:
    session.add(tables.Channel(venue_id=venue_id, alias=alias, name=name, created_at=at))


def rename_channel(session: Session, alias: str, name: str) -> None:
    session.execute(_on(alias).values(name=name))


def set_welcome(session: Session, alias: str, text: str) -> None:
    session.execute(_on(alias).values(welcome=text))


def set_public(session: Session, alias: str, *, public: bool) -> None:
    session.execute(_on(alias).values(is_public=public))


def archive_channel(session: Session, alias: str, at: datetime | None) -> None:
    """None takes it out of the archive."""
    session.execute(_on(alias).values(archived_at=at))


def order_channels(session: Session, aliases: Sequence[str]) -> None:
    """Those that are not named stay behind those that are."""
    for position, alias in enumerate(aliases):
        session.execute(_on(alias).values(position=position - len(aliases)))


def subscribers(session: Session, alias: str, limit: int, first: int) -> list[Subscriber]:
    """Newest first, those who have left among them; without the `first` ones."""
    guest, on = tables.Guest, tables.Subscription
    channel_id = select(tables.Channel.id).where(tables.Channel.alias == alias).scalar_subquery()
    newest = select(on.id).where(on.channel_id == channel_id).order_by(on.id.desc())
    rows = session.execute(
        select(guest.id, guest.name, guest.pushed_id, on.since, on.source, on.left_at)
        .join(guest, guest.id == on.guest_id)
        .where(on.id.in_(newest.limit(limit).offset(first)))
        .order_by(on.id.desc())
    )
    return [Subscriber(*row) for row in rows]


def channel(session: Session, alias: str) -> Channel | None:
    found = _channels(session, tables.Channel.alias == alias)
    return found[0] if found else None


def channels(
    session: Session, *, archived: bool = False, venue_id: int | None = None
) -> list[Channel]:
    """Of one venue or all of them."""
    given_up = tables.Channel.archived_at
    return _channels(
        session,
        given_up.is_not(None) if archived else given_up.is_(None),
        true() if venue_id is None else tables.Channel.venue_id == venue_id,
    )


def _venue(session: Session, which: ColumnElement[bool]) -> Venue | None:
    row = session.scalars(select(tables.Venue).where(which).order_by(tables.Venue.id)).first()
    return None if row is None else Venue(row.id, row.name, row.logo)


def _on(alias: str) -> Update:
    return update(tables.Channel).where(tables.Channel.alias == alias)


def _channels(session: Session, *which: ColumnElement[bool]) -> list[Channel]:
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
        .where(*which)
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
            row.venue_id,
            row.welcome,
            row.is_public,
        )
        for row, venue_name, subscribers in rows
    ]
