"""Rules as the owner keeps them, and whether a condition holds for a guest."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Update, delete, func, select, update
from sqlalchemy.orm import Session

from pushdesk.domain import rule_json
from pushdesk.domain.conditions import Condition
from pushdesk.domain.rules import Definition
from pushdesk.store import conditions, tables


@dataclass(frozen=True)
class Rule:
    """Switched on since `enabled_at`; days in own fields are looked at until `scanned_until`."""

    id: int
    public_id: str
    name: str
    definition: Definition
    position: int
    enabled_at: datetime | None
    scanned_until: datetime | None


def every(session: Session) -> list[Rule]:
    """In the owner's order."""
    order = tables.Rule.position, tables.Rule.id
    return [_record(row) for row in session.scalars(select(tables.Rule).order_by(*order))]


def enabled(session: Session) -> list[Rule]:
    return [rule for rule in every(session) if rule.enabled_at is not None]


def by_id(session: Session, rule_id: int) -> Rule | None:
    return _one(session, tables.Rule.id == rule_id)


def by_public_id(session: Session, public_id: str) -> Rule | None:
    return _one(session, tables.Rule.public_id == public_id)


def by_name(session: Session, name: str) -> Rule | None:
    return _one(session, tables.Rule.name == name)


def insert(
    session: Session, public_id: str, name: str, definition: Definition, at: datetime
) -> Rule:
    """Behind the others, switched off."""
    last = session.scalar(select(func.max(tables.Rule.position)))
    row = tables.Rule(
        public_id=public_id,
        name=name,
        definition=rule_json.to_json(definition),
        position=0 if last is None else last + 1,
        created_at=at,
        enabled_at=None,
        scanned_until=None,
    )
    session.add(row)
    session.flush()
    return _record(row)


def save(session: Session, rule_id: int, name: str, definition: Definition) -> None:
    text = rule_json.to_json(definition)
    session.execute(_row(rule_id).values(name=name, definition=text))


def delete_with_traces(session: Session, rule_id: int) -> None:
    """Its runs and its log go with it."""
    for table in (tables.RuleLog, tables.RuleRun):
        session.execute(delete(table).where(table.rule_id == rule_id))
    session.execute(delete(tables.Rule).where(tables.Rule.id == rule_id))


def switch(session: Session, rule_id: int, enabled_at: datetime | None) -> None:
    """None switches it off. Days that have passed before are not looked at."""
    session.execute(_row(rule_id).values(enabled_at=enabled_at, scanned_until=enabled_at))


def scanned(session: Session, rule_id: int, until: datetime) -> None:
    session.execute(_row(rule_id).values(scanned_until=until))


def not_before(session: Session, now: datetime) -> None:
    """A clock that was ahead has left moments which are not there yet."""
    rule = tables.Rule
    session.execute(update(rule).where(rule.enabled_at > now).values(enabled_at=now))
    session.execute(update(rule).where(rule.scanned_until > now).values(scanned_until=now))


def place(session: Session, public_id: str, position: int) -> None:
    rule = tables.Rule
    session.execute(update(rule).where(rule.public_id == public_id).values(position=position))


def holds(session: Session, condition: Condition, guest_id: int, now: datetime) -> bool:
    """Raises NoCondition where it names an audience that is gone."""
    resolved = conditions.resolve(condition, conditions.stored(session))
    guest = tables.Guest.id
    found = select(guest).where(guest == guest_id, conditions.matching(resolved, guest, now))
    return session.scalar(found) is not None


def who_meet(
    session: Session, condition: Condition, guest_ids: Collection[int], now: datetime
) -> set[int]:
    """Of these guests. Raises NoCondition."""
    resolved = conditions.resolve(condition, conditions.stored(session))
    guest = tables.Guest.id
    found = select(guest).where(conditions.matching(resolved, guest, now))
    return set(session.scalars(found)) & set(guest_ids)


def _one(session: Session, which: ColumnElement[bool]) -> Rule | None:
    row = session.scalars(select(tables.Rule).where(which)).first()
    return None if row is None else _record(row)


def _row(rule_id: int) -> Update:
    return update(tables.Rule).where(tables.Rule.id == rule_id)


def _record(row: tables.Rule) -> Rule:
    definition = rule_json.parse(row.definition)
    return Rule(
        row.id,
        row.public_id,
        row.name,
        definition,
        row.position,
        row.enabled_at,
        row.scanned_until,
    )
