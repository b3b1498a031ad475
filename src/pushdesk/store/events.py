"""What has happened to guests: written in the transaction of the thing itself, read by rules."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from pushdesk.store import tables


@dataclass(frozen=True)
class Happened:
    """`depth` counts the rules that led to it; 0 for what people and phones do."""

    id: int
    guest_id: int
    name: str
    properties: Mapping[str, str]
    source: str
    depth: int
    at: datetime


def insert(
    session: Session,
    guest_id: int,
    name: str,
    properties: Mapping[str, str],
    source: str,
    at: datetime,
    depth: int = 0,
) -> int:
    """Part of the caller's transaction, so that it happened exactly when the thing did."""
    row = tables.Event(
        guest_id=guest_id,
        name=name,
        properties=json.dumps(dict(properties), ensure_ascii=False),
        source=source,
        depth=depth,
        at=at,
    )
    session.add(row)
    session.flush()
    return row.id


def topic_of(session: Session, message_id: str) -> tuple[str, Mapping[str, str]]:
    """Of a message, with its variables: they tell which template it was made from."""
    row = session.execute(
        select(tables.Message.topic, tables.Message.variables).where(
            tables.Message.public_id == message_id
        )
    ).one()
    return row.topic, json.loads(row.variables)


def names(session: Session) -> set[str]:
    """Of everything that has ever happened."""
    return set(session.scalars(select(tables.Event.name).distinct()))


def of_guest(session: Session, guest_id: int, limit: int) -> list[Happened]:
    """The latest first."""
    mine = select(tables.Event).where(tables.Event.guest_id == guest_id)
    return _read(session, mine.order_by(tables.Event.id.desc()).limit(limit))


def recent(session: Session, limit: int) -> list[Happened]:
    """Of all guests, the latest first."""
    return _read(session, select(tables.Event).order_by(tables.Event.id.desc()).limit(limit))


def after(session: Session, event_id: int, limit: int) -> list[Happened]:
    """In the order in which they were written."""
    later = select(tables.Event).where(tables.Event.id > event_id)
    return _read(session, later.order_by(tables.Event.id).limit(limit))


def last_id(session: Session) -> int:
    """0 before anything has happened."""
    return session.scalar(select(func.max(tables.Event.id))) or 0


def since(session: Session, begin: datetime, wanted: set[str], limit: int) -> list[Happened]:
    """Events of these names from `begin` on, in the order in which they were written."""
    named = select(tables.Event).where(tables.Event.name.in_(wanted), tables.Event.at >= begin)
    return _read(session, named.order_by(tables.Event.id).limit(limit))


def _read(session: Session, which: Select[tables.Event]) -> list[Happened]:
    return [
        Happened(
            row.id,
            row.guest_id,
            row.name,
            json.loads(row.properties),
            row.source,
            row.depth,
            row.at,
        )
        for row in session.scalars(which)
    ]
