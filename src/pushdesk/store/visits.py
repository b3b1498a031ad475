"""A party's wait and its calls."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from pushdesk.store import tables


@dataclass(frozen=True)
class Visit:
    id: int
    public_id: str
    guest_id: int
    called_at: datetime
    times_called: int
    hold_until: datetime


def open_visit(session: Session, guest_id: int, now: datetime) -> Visit | None:
    """The visit whose hold has not ended, of a guest who is still waiting."""
    visit = latest(session, guest_id)
    return visit if visit is not None and visit.hold_until > now else None


def latest(session: Session, guest_id: int) -> Visit | None:
    """The guest's last visit, however long ago its hold ended; None where the visit has ended."""
    row = session.scalars(
        select(tables.Visit)
        .where(tables.Visit.guest_id == guest_id)
        .order_by(tables.Visit.id.desc())
        .limit(1)
    ).first()
    return None if row is None or row.ended_at is not None else _record(row)


def end(session: Session, visit_id: int, outcome: str, at: datetime) -> None:
    session.execute(
        update(tables.Visit).where(tables.Visit.id == visit_id).values(ended_at=at, outcome=outcome)
    )


def insert(
    session: Session, public_id: str, guest_id: int, now: datetime, hold_until: datetime
) -> Visit:
    row = tables.Visit(
        public_id=public_id,
        guest_id=guest_id,
        opened_at=now,
        called_at=now,
        times_called=1,
        hold_until=hold_until,
    )
    session.add(row)
    session.flush()
    return _record(row)


def call_again(session: Session, visit: Visit, now: datetime, hold_until: datetime) -> Visit:
    times = visit.times_called + 1
    session.execute(
        update(tables.Visit)
        .where(tables.Visit.id == visit.id)
        .values(called_at=now, times_called=times, hold_until=hold_until)
    )
    return Visit(visit.id, visit.public_id, visit.guest_id, now, times, hold_until)


def _record(row: tables.Visit) -> Visit:
    return Visit(
        row.id, row.public_id, row.guest_id, row.called_at, row.times_called, row.hold_until
    )
