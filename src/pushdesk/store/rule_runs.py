"""Guests on the way through rules: where each stands, and when somebody has to look again."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, Update, func, insert, literal, select, update
from sqlalchemy.orm import Session

from pushdesk.domain import rule_json, rule_machine
from pushdesk.domain.rule_machine import State, Waiting
from pushdesk.domain.rules import Definition
from pushdesk.store import tables


@dataclass(frozen=True)
class Run:
    """`definition` is the one that it began with."""

    id: int
    rule_id: int
    guest_id: int
    slot: int
    definition: Definition
    state: State
    depth: int
    properties: Mapping[str, str]
    tries: int


def start(
    session: Session,
    rule_id: int,
    guest_id: int,
    slot: int,
    definition: Definition,
    state: State,
    properties: Mapping[str, str],
    depth: int,
    now: datetime,
) -> int:
    row = tables.RuleRun(
        rule_id=rule_id,
        guest_id=guest_id,
        slot=slot,
        definition=rule_json.to_json(definition),
        depth=depth,
        properties=json.dumps(dict(properties), ensure_ascii=False),
        tries=0,
        started_at=now,
        ended_at=None,
        **_place(state, now),
    )
    session.add(row)
    session.flush()
    return row.id


def start_for(
    session: Session,
    rule_id: int,
    definition: Definition,
    state: State,
    guests: Select[int],
    now: datetime,
) -> list[tuple[int, int]]:
    """For each of these guests who isn't on the way already; ids of runs and guests."""
    run = tables.RuleRun
    guest_id = guests.subquery().c[0]
    on_the_way = select(run.guest_id).where(run.rule_id == rule_id, run.ended_at.is_(None))
    before = session.scalar(select(func.max(run.id))) or 0
    place = _place(state, now)
    values = {
        "rule_id": literal(rule_id),
        "guest_id": guest_id,
        "slot": literal(0),
        "definition": literal(rule_json.to_json(definition)),
        "position": literal(place["position"]),
        "waits_for": literal(place["waits_for"]),
        "due_at": literal(place["due_at"], tables.UtcDateTime()),
        "depth": literal(0),
        "properties": literal("{}"),
        "tries": literal(0),
        "started_at": literal(now, tables.UtcDateTime()),
    }
    entries = select(*values.values()).where(guest_id.not_in(on_the_way)).order_by(guest_id)
    session.execute(insert(run).from_select(list(values), entries))
    made = select(run.id, run.guest_id).where(run.id > before, run.rule_id == rule_id)
    return [(row.id, row.guest_id) for row in session.execute(made)]


def current(session: Session, run_id: int) -> Run | None:
    """For a change by the caller; None once it has ended."""
    row = session.scalars(_running().where(tables.RuleRun.id == run_id).with_for_update()).first()
    return None if row is None else _record(row)


def find(session: Session, run_id: int) -> Run | None:
    """None once it has ended."""
    row = session.scalars(_running().where(tables.RuleRun.id == run_id)).first()
    return None if row is None else _record(row)


def rules_of(session: Session, run_ids: set[int]) -> set[str]:
    """The public ids of the rules that these runs go through."""
    rule, run = tables.Rule, tables.RuleRun
    which = select(rule.public_id).join(run, run.rule_id == rule.id)
    return set(session.scalars(which.where(run.id.in_(run_ids))))


def any_running(session: Session) -> bool:
    run = tables.RuleRun
    return session.scalar(select(run.id).where(run.ended_at.is_(None)).limit(1)) is not None


def waiting_for(session: Session, guest_id: int, event: str) -> list[Run]:
    run = tables.RuleRun
    which = _running().where(run.guest_id == guest_id, run.waits_for == event)
    return [_record(row) for row in session.scalars(which.order_by(run.id))]


def slots(session: Session, rule_id: int, guest_id: int) -> set[int]:
    """Those that are taken."""
    run = tables.RuleRun
    mine = select(run.slot).where(run.rule_id == rule_id, run.guest_id == guest_id)
    return set(session.scalars(mine.where(run.ended_at.is_(None))))


def begun_since(session: Session, rule_id: int, guest_id: int, since: datetime) -> int:
    run = tables.RuleRun
    mine = select(func.count()).where(run.rule_id == rule_id, run.guest_id == guest_id)
    return session.scalar(mine.where(run.started_at > since)) or 0


def ready(session: Session) -> list[int]:
    """Runs whose next step may be taken at once, the oldest first."""
    run = tables.RuleRun
    at_once = run.position.startswith(rule_machine.READY, autoescape=True)
    return list(session.scalars(select(run.id).where(run.ended_at.is_(None), at_once)))


def due(session: Session, now: datetime) -> int | None:
    """The run whose time has come first."""
    run = tables.RuleRun
    late = select(run.id).where(run.ended_at.is_(None), run.due_at <= now, _own_wait())
    return session.scalar(late.order_by(run.due_at, run.id).limit(1))


def next_due(session: Session) -> datetime | None:
    run = tables.RuleRun
    return session.scalar(select(func.min(run.due_at)).where(run.ended_at.is_(None), _own_wait()))


def due_webhooks(session: Session, now: datetime, limit: int) -> list[Run]:
    run = tables.RuleRun
    late = _running().where(run.due_at <= now, run.waits_for == rule_machine.WEBHOOK)
    return [_record(row) for row in session.scalars(late.order_by(run.due_at, run.id).limit(limit))]


def next_webhook(session: Session) -> datetime | None:
    run = tables.RuleRun
    mine = select(func.min(run.due_at)).where(run.waits_for == rule_machine.WEBHOOK)
    return session.scalar(mine.where(run.ended_at.is_(None)))


def put(session: Session, run_id: int, state: State, now: datetime) -> None:
    """Where it stands now; an ended one frees its slot."""
    ended = now if state == rule_machine.ENDED else None
    session.execute(_row(run_id).values(tries=0, ended_at=ended, **_place(state, now)))


def try_again(session: Session, run_id: int, tries: int, due_at: datetime) -> None:
    session.execute(_row(run_id).values(tries=tries, due_at=due_at))


def end_all(session: Session, rule_id: int, now: datetime) -> None:
    run = tables.RuleRun
    mine = update(run).where(run.rule_id == rule_id, run.ended_at.is_(None))
    session.execute(mine.values(ended_at=now, due_at=None))


def numbers(session: Session) -> dict[int, int]:
    """How many guests are on the way, by rule."""
    run = tables.RuleRun
    on_the_way = select(run.rule_id, func.count()).where(run.ended_at.is_(None))
    return {row.rule_id: row[1] for row in session.execute(on_the_way.group_by(run.rule_id))}


def waiting_beyond(session: Session, moment: datetime) -> list[Run]:
    run = tables.RuleRun
    return [_record(row) for row in session.scalars(_running().where(run.due_at > moment))]


def _running() -> Select[tables.RuleRun]:
    return select(tables.RuleRun).where(tables.RuleRun.ended_at.is_(None))


def _own_wait() -> ColumnElement[bool]:
    """Not one for the program at a webhook's other end."""
    return tables.RuleRun.waits_for != rule_machine.WEBHOOK


def _row(run_id: int) -> Update:
    return update(tables.RuleRun).where(tables.RuleRun.id == run_id)


def _place(state: State, now: datetime) -> dict[str, object]:
    waits = state if isinstance(state, Waiting) else None
    due = waits.until if waits else now
    return {
        "position": rule_machine.to_text(state),
        "waits_for": waits.event if waits else "",
        "due_at": None if state == rule_machine.ENDED else due,
    }


def _record(row: tables.RuleRun) -> Run:
    return Run(
        row.id,
        row.rule_id,
        row.guest_id,
        row.slot,
        rule_json.parse(row.definition),
        rule_machine.from_text(row.position, row.waits_for, row.due_at),
        row.depth,
        json.loads(row.properties),
        row.tries,
    )
