"""A party's wait, from joining to its outcome."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from pushdesk.domain.visits import Outcome, Standing, State
from pushdesk.store import tables


@dataclass(frozen=True)
class Visit:
    """`called_at` and `hold_until` are None before the first call.

    `page_shown_at`: when the guest's open page has shown the last call; none has where it is None.
    """

    id: int
    public_id: str
    guest_id: int
    opened_at: datetime
    called_at: datetime | None
    times_called: int
    hold_until: datetime | None
    ended_at: datetime | None
    outcome: str
    state: State
    channel_id: int | None
    source: str
    party_size: int
    number: int
    notes: tuple[str, ...]
    place: str
    quote_minutes: int | None
    quoted_until: datetime | None
    quote_reason: str
    answer: str
    answered_at: datetime | None
    warn_ahead: int | None
    warned_at: datetime | None
    page_shown_at: datetime | None
    ring_id: int | None
    changed_at: datetime | None

    @property
    def standing(self) -> Standing:
        """The state, or the outcome once it has ended."""
        return self.state if self.ended_at is None else Outcome(self.outcome or Outcome.RELEASED)


# Rows of columns cost half of what objects do that the session keeps track of.
COLUMNS = tuple(getattr(tables.Visit, each.name) for each in fields(Visit))


def open_visit(session: Session, guest_id: int) -> Visit | None:
    """None for a guest who is not on the list."""
    visit = tables.Visit
    which = select(visit).where(visit.guest_id == guest_id, visit.ended_at.is_(None))
    row = session.scalars(which).first()
    return None if row is None else record(row)


def latest(session: Session, guest_id: int) -> Visit | None:
    """The guest's open visit, else the last one that has ended."""
    visit = tables.Visit
    last = (visit.ended_at.is_(None).desc(), visit.ended_at.desc(), visit.id.desc())
    which = select(visit).where(visit.guest_id == guest_id).order_by(*last).limit(1)
    row = session.scalars(which).first()
    return None if row is None else record(row)


def joined() -> ColumnElement[datetime]:
    """When a party came, to sort or compare the few that are open.

    By the bare column SQLite would go through everybody who ever came, in that order.
    """
    opened = tables.Visit.opened_at
    return func.coalesce(opened, opened)


def by_id(session: Session, visit_id: int) -> Visit:
    return record(session.get_one(tables.Visit, visit_id, populate_existing=True))


def every_open(session: Session) -> list[Visit]:
    """In the order of joining."""
    visit = tables.Visit
    which = select(*COLUMNS).where(visit.ended_at.is_(None)).order_by(joined(), visit.id)
    return [record(row) for row in session.execute(which)]


def wanting_warning(session: Session) -> list[Visit]:
    """Who waits, wants to know when their turn comes near, and has not been told."""
    visit = tables.Visit
    which = select(*COLUMNS).where(
        visit.ended_at.is_(None),
        visit.state == State.WAITING.value,
        visit.warn_ahead.is_not(None),
        visit.warned_at.is_(None),
    )
    return [record(row) for row in session.execute(which)]


def insert(session: Session, **values: Any) -> Visit:
    row = tables.Visit(**{"times_called": 0, **values})
    session.add(row)
    session.flush()
    session.refresh(row)
    return record(row)


def change(session: Session, visit_id: int, **values: Any) -> None:
    """Columns as they stand in the table: `notes` as JSON."""
    session.execute(update(tables.Visit).where(tables.Visit.id == visit_id).values(**values))


def forget(session: Session, visit_ids: Sequence[int]) -> None:
    """Notes, answers and what was written of changes go; the numbers stay."""
    blank = {"notes": "[]", "answer": "", "answered_at": None, "place": "", "quote_reason": ""}
    visit, audit = tables.Visit, tables.Audit
    session.execute(update(visit).where(visit.id.in_(visit_ids)).values(**blank))
    session.execute(
        update(audit).where(audit.visit_id.in_(visit_ids)).values(before="{}", after="{}")
    )


def last_number(session: Session, since: datetime) -> int:
    """The highest ticket of those who came from then on; 0 for none."""
    visit = tables.Visit
    found = session.scalar(select(func.max(visit.number)).where(visit.opened_at >= since))
    return found or 0


def record(row: Any) -> Visit:
    """Of a row with at least COLUMNS, or of an object of the table."""
    return Visit(
        row.id,
        row.public_id,
        row.guest_id,
        row.opened_at,
        row.called_at,
        row.times_called,
        row.hold_until,
        row.ended_at,
        row.outcome,
        State(row.state),
        row.channel_id,
        row.source,
        row.party_size,
        row.number,
        tuple(json.loads(row.notes)),
        row.place,
        row.quote_minutes,
        row.quoted_until,
        row.quote_reason,
        row.answer,
        row.answered_at,
        row.warn_ahead,
        row.warned_at,
        row.page_shown_at,
        row.ring_id,
        row.changed_at,
    )
