"""Messages that are not sent yet."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, cast

from sqlalchemy import CursorResult, delete, func, select, update
from sqlalchemy.orm import Session

from pushdesk.domain import requests
from pushdesk.domain.requests import Request
from pushdesk.store import tables

State = Literal["draft", "scheduled", "done"]


@dataclass(frozen=True)
class Draft:
    """`repeats` is an RRULE that counts from `began_at` in `zone`; `note` says what went wrong."""

    id: str
    request: Request
    state: State
    send_at: datetime | None
    repeats: str
    zone: str
    sent: int
    note: str
    updated_at: datetime
    began_at: datetime | None = None


def every(session: Session) -> list[Draft]:
    """The latest change first."""
    rows = session.scalars(
        select(tables.Draft).order_by(tables.Draft.updated_at.desc(), tables.Draft.id.desc())
    )
    return [_draft(row) for row in rows]


def get(session: Session, public_id: str) -> Draft | None:
    row = _row(session, public_id)
    return None if row is None else _draft(row)


def put(session: Session, draft: Draft) -> None:
    """A new one, or what is there by its id as it is now."""
    row = _row(session, draft.id)
    if row is None:
        row = tables.Draft(public_id=draft.id, created_at=draft.updated_at)
        session.add(row)
    row.request = requests.to_json(draft.request)
    for name in ("state", "send_at", "repeats", "zone", "sent", "note", "updated_at", "began_at"):
        setattr(row, name, getattr(draft, name))


def move_on(session: Session, before: Draft, after: Draft) -> bool:
    """False where somebody has changed, sent or deleted it meanwhile."""
    row = tables.Draft
    moved = session.execute(
        update(row)
        .where(row.public_id == before.id, row.state == before.state)
        .where(row.send_at == before.send_at, row.updated_at == before.updated_at)
        .values(state=after.state, send_at=after.send_at, sent=after.sent, note=after.note)
    )
    return cast(CursorResult[Any], moved).rowcount == 1


def delete_draft(session: Session, public_id: str) -> None:
    session.execute(delete(tables.Draft).where(tables.Draft.public_id == public_id))


def next_due(session: Session) -> datetime | None:
    """When somebody has to look next."""
    return session.scalar(
        select(func.min(tables.Draft.send_at)).where(tables.Draft.state == "scheduled")
    )


def due(session: Session, now: datetime) -> list[Draft]:
    """Oldest first."""
    rows = session.scalars(
        select(tables.Draft)
        .where(tables.Draft.state == "scheduled", tables.Draft.send_at <= now)
        .order_by(tables.Draft.send_at, tables.Draft.id)
    )
    return [_draft(row) for row in rows]


def _row(session: Session, public_id: str) -> tables.Draft | None:
    return session.scalars(select(tables.Draft).where(tables.Draft.public_id == public_id)).first()


def _draft(row: tables.Draft) -> Draft:
    return Draft(
        row.public_id,
        requests.parse(row.request),
        cast(State, row.state),
        row.send_at,
        row.repeats,
        row.zone,
        row.sent,
        row.note,
        row.updated_at,
        row.began_at,
    )
