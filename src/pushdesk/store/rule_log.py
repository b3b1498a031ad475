"""What rules did for guests and why, or why not."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import String, insert, literal, select
from sqlalchemy.orm import Session

from pushdesk.store import tables


@dataclass(frozen=True)
class Entry:
    """`what` is a domain.rule_story.What, `details` what its sentence needs.

    `id` is 0 before it is written.
    """

    rule_id: int
    guest_id: int
    at: datetime
    what: str
    details: Mapping[str, object]
    run_id: int | None = None
    id: int = 0


@dataclass(frozen=True)
class Logged:
    entry: Entry
    rule: str
    public_id: str
    guest: str
    pushed_id: str


def write(session: Session, entry: Entry) -> None:
    session.add(
        tables.RuleLog(
            rule_id=entry.rule_id,
            run_id=entry.run_id,
            guest_id=entry.guest_id,
            at=entry.at,
            what=entry.what,
            details=json.dumps(dict(entry.details), ensure_ascii=False),
        )
    )


def write_for_current(
    session: Session, rule_id: int, at: datetime, what: str, details: Mapping[str, object]
) -> None:
    """One entry for each guest who is on the way through the rule, in one statement."""
    run, log = tables.RuleRun, tables.RuleLog
    entries = select(
        run.rule_id,
        run.id,
        run.guest_id,
        literal(at, tables.UtcDateTime()),
        literal(what, String()),
        literal(json.dumps(dict(details)), String()),
    ).where(run.rule_id == rule_id, run.ended_at.is_(None))
    columns = ["rule_id", "run_id", "guest_id", "at", "what", "details"]
    session.execute(insert(log).from_select(columns, entries))


def read(
    session: Session, rule_id: int | None, guest_id: int | None, limit: int, first: int = 0
) -> list[Logged]:
    """The latest first, without the `first` ones; None takes every rule, every guest."""
    log, rule, guest = tables.RuleLog, tables.Rule, tables.Guest
    which = (
        select(log, rule.name, rule.public_id, guest.name, guest.pushed_id)
        .join(rule, rule.id == log.rule_id)
        .join(guest, guest.id == log.guest_id)
        .order_by(log.id.desc())
        .limit(limit)
        .offset(first)
    )
    if rule_id is not None:
        which = which.where(log.rule_id == rule_id)
    if guest_id is not None:
        which = which.where(log.guest_id == guest_id)
    return [Logged(_entry(row), *names) for row, *names in session.execute(which)]


def _entry(row: tables.RuleLog) -> Entry:
    details = json.loads(row.details)
    return Entry(row.rule_id, row.guest_id, row.at, row.what, details, row.run_id, row.id)
