"""Who did what to visits: written in the transaction of the thing itself."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from pushdesk.store import tables

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Change:
    """`before` and `after`: column of the visit → value, moments in ISO 8601."""

    id: int
    at: datetime
    staff_id: int | None
    visit_id: int | None
    action: str
    before: Values
    after: Values
    message_id: int | None
    undone_at: datetime | None


@dataclass(frozen=True)
class Deed:
    """A change as owners read it."""

    id: int
    at: datetime
    staff: str
    guest: str
    number: int
    action: str
    undone: bool


def insert(
    session: Session,
    at: datetime,
    staff_id: int | None,
    visit_id: int | None,
    action: str,
    before: Values,
    after: Values,
    message_id: int | None = None,
) -> int:
    row = tables.Audit(
        at=at,
        staff_id=staff_id,
        visit_id=visit_id,
        action=action,
        before=_to_json(before),
        after=_to_json(after),
        message_id=message_id,
    )
    session.add(row)
    session.flush()
    return row.id


def amend(session: Session, change_id: int, before: Values, after: Values) -> None:
    """Adds columns to a change of the same transaction."""
    row = session.get_one(tables.Audit, change_id)
    row.before = _to_json({**json.loads(row.before), **before})
    row.after = _to_json({**json.loads(row.after), **after})
    session.flush()


def by_id(session: Session, change_id: int) -> Change | None:
    row = session.get(tables.Audit, change_id)
    return None if row is None else _record(row)


def of_visit(session: Session, visit_id: int) -> list[Change]:
    """In the order in which they were made."""
    audit = tables.Audit
    rows = session.scalars(select(audit).where(audit.visit_id == visit_id).order_by(audit.id))
    return [_record(row) for row in rows]


def of_many(session: Session, action: str, since: int, visit_id: int) -> Change | None:
    """The last such change of several visits, this one among them, after the change `since`."""
    audit = tables.Audit
    rows = session.scalars(
        select(audit)
        .where(audit.id > since, audit.action == action, audit.undone_at.is_(None))
        .order_by(audit.id.desc())
    )
    return next((one for one in map(_record, rows) if str(visit_id) in one.before), None)


def last_of(session: Session, visit_ids: Collection[int]) -> dict[int, int]:
    """Visit → its last change that can be undone."""
    audit = tables.Audit
    rows = session.execute(
        select(audit.visit_id, func.max(audit.id))
        .where(audit.visit_id.in_(visit_ids), audit.undone_at.is_(None))
        .group_by(audit.visit_id)
    )
    return {visit: change for visit, change in rows if visit is not None}


def undone(session: Session, change_id: int, at: datetime) -> None:
    session.execute(update(tables.Audit).where(tables.Audit.id == change_id).values(undone_at=at))


def deeds(session: Session, limit: int, first: int) -> list[Deed]:
    """The latest first, from the one with the number `first` (0: the latest)."""
    audit, visit, guest, staff = tables.Audit, tables.Visit, tables.Guest, tables.Staff
    rows = session.execute(
        select(
            audit.id,
            audit.at,
            func.coalesce(staff.name, ""),
            func.coalesce(guest.name, ""),
            func.coalesce(visit.number, 0),
            audit.action,
            audit.undone_at.is_not(None),
        )
        .outerjoin(visit, visit.id == audit.visit_id)
        .outerjoin(guest, guest.id == visit.guest_id)
        .outerjoin(staff, staff.id == audit.staff_id)
        .order_by(audit.id.desc())
        .limit(limit)
        .offset(first)
    )
    return [Deed(*row) for row in rows]


def _record(row: tables.Audit) -> Change:
    return Change(
        row.id,
        row.at,
        row.staff_id,
        row.visit_id,
        row.action,
        json.loads(row.before),
        json.loads(row.after),
        row.message_id,
        row.undone_at,
    )


def plain(values: Values) -> dict[str, Any]:
    """As they are kept: moments as texts."""
    kept: dict[str, Any] = json.loads(_to_json(values))
    return kept


def _to_json(values: Values) -> str:
    return json.dumps(dict(values), ensure_ascii=False, default=_written)


def _written(value: object) -> str:
    if not isinstance(value, datetime):
        raise TypeError(f"{type(value).__name__} has no place in an audit")
    return value.isoformat()
