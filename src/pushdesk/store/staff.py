"""Who works here, with the hashes of their PINs."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from pushdesk.store import tables


@dataclass(frozen=True)
class StaffRow:
    id: int
    name: str
    role: str
    pin_hash: str
    wrong_tries: int
    locked_until: datetime | None
    archived_at: datetime | None


def every(session: Session) -> list[StaffRow]:
    """Those who still work here, by name."""
    rows = session.scalars(select(tables.Staff).where(tables.Staff.archived_at.is_(None)))
    return sorted(map(_record, rows), key=lambda one: one.name.casefold())


def by_id(session: Session, staff_id: int) -> StaffRow | None:
    row = session.get(tables.Staff, staff_id)
    return None if row is None else _record(row)


def insert(session: Session, name: str, role: str, pin_hash: str, at: datetime) -> StaffRow:
    row = tables.Staff(name=name, role=role, pin_hash=pin_hash, wrong_tries=0, created_at=at)
    session.add(row)
    session.flush()
    return _record(row)


def change(session: Session, staff_id: int, **values: object) -> None:
    session.execute(update(tables.Staff).where(tables.Staff.id == staff_id).values(**values))


def _record(row: tables.Staff) -> StaffRow:
    return StaffRow(
        row.id,
        row.name,
        row.role,
        row.pin_hash,
        row.wrong_tries,
        row.locked_until,
        row.archived_at,
    )
