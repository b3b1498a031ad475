"""How long parties have waited."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from pushdesk.store import tables

Span = tuple[datetime, datetime]

_Query: TypeAlias = Select[datetime, int, datetime | None, datetime | None, datetime | None]


@dataclass(frozen=True)
class Wait:
    """`until` is the moment of the last call, or of being seated without one."""

    at: datetime
    size: int
    quoted_until: datetime | None
    until: datetime

    @property
    def minutes(self) -> float:
        return (self.until - self.at).total_seconds() / 60


def within(session: Session, spans: Sequence[Span]) -> list[Wait]:
    """Of all who joined in one of the spans and were seated."""
    opened = tables.Visit.opened_at
    joined = or_(*(and_(opened >= begin, opened < end) for begin, end in spans))
    return _read(session, _seated().where(joined))


def latest(
    session: Session, since: datetime, sizes: tuple[int, int | None], limit: int
) -> list[Wait]:
    """Of parties from–to so many people, the latest first."""
    visit = tables.Visit
    query = _seated().where(visit.opened_at >= since, visit.party_size >= sizes[0])
    if sizes[1] is not None:
        query = query.where(visit.party_size <= sizes[1])
    return _read(session, query.order_by(visit.opened_at.desc()).limit(limit))


def quoted(session: Session, limit: int) -> list[Wait]:
    """Of those who had been told a time, the latest first."""
    visit = tables.Visit
    query = _seated().where(visit.quoted_until.is_not(None))
    return _read(session, query.order_by(visit.opened_at.desc()).limit(limit))


def _seated() -> _Query:
    visit = tables.Visit
    return select(
        visit.opened_at, visit.party_size, visit.quoted_until, visit.called_at, visit.ended_at
    ).where(visit.outcome == "seated")


def _read(
    session: Session,
    query: _Query,
) -> list[Wait]:
    return [
        Wait(opened, size, quoted_until, called or ended or opened)
        for opened, size, quoted_until, called, ended in session.execute(query)
    ]
