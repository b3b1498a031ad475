"""Two visits of one person, known as two guests before: one of them stands."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from pushdesk.domain.visits import CALLED, Outcome
from pushdesk.store import audit, visits
from pushdesk.store.visits import Visit

JOINED = "merge"


def join(session: Session, one: Visit, other: Visit, at: datetime, staff_id: int | None) -> None:
    """That of who is called already, with the earlier place and the bigger party.

    Both as they are apart; in the table one of them may have ended, since a guest has one open
    visit at most. It is written down: what was done to one of them before can still be undone.
    """
    kept, double = sorted(
        (one, other), key=lambda visit: (visit.state not in CALLED, visit.opened_at, visit.id)
    )
    ended = {"ended_at": at, "outcome": Outcome.LEFT.value}
    both = {
        "opened_at": min(kept.opened_at, double.opened_at),
        "party_size": max(kept.party_size, double.party_size),
    }
    # The end comes first: the table takes no second visit that is open.
    after = {
        visit.id: _columns(visit) | values for visit, values in ((double, ended), (kept, both))
    }
    for visit_id, values in after.items():
        visits.change(session, visit_id, **values, changed_at=at)
    before = {visit.id: _columns(visit) for visit in (kept, double)}
    audit.insert(session, at, staff_id, None, JOINED, _by_visit(before), _by_visit(after))


def _columns(visit: Visit) -> dict[str, Any]:
    names = ("opened_at", "party_size", "ended_at", "outcome")
    return {name: getattr(visit, name) for name in names}


def _by_visit(values: dict[int, dict[str, Any]]) -> dict[str, Any]:
    return {str(visit_id): audit.plain(columns) for visit_id, columns in values.items()}
