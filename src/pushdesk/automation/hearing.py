"""What an event means for rules: whoever waited for it goes on, and rules begin."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from pushdesk.domain import rule_machine, rule_story
from pushdesk.domain.conditions import NoCondition
from pushdesk.domain.rule_machine import ENDED, MAX_RUN_DEPTH, MAX_RUNS_A_DAY, State, Waiting
from pushdesk.domain.rule_story import What
from pushdesk.store import Session, rule_log, rule_runs
from pushdesk.store import rules as rows
from pushdesk.store.events import Happened
from pushdesk.store.rule_log import Entry
from pushdesk.store.rule_runs import Run
from pushdesk.store.rules import Rule

DAY = timedelta(days=1)


@dataclass
class Heard:
    """What a batch has changed: runs that may take a step, and rules that have done something."""

    ready: list[int] = field(default_factory=list)
    rules: set[int] = field(default_factory=set)


def hear(session: Session, event: Happened, rules: list[Rule], now: datetime) -> Heard:
    """Part of the caller's transaction. Those who wait come first: a rule that the event begins
    does not wait for that same event.
    """
    heard = Heard()
    for run in rule_runs.waiting_for(session, event.guest_id, event.name):
        if isinstance(run.state, Waiting) and event.at <= run.state.until:
            _go_on(session, run, run.state, event, now, heard)
    for rule in rules:
        enabled = rule.enabled_at is not None and rule.enabled_at <= event.at
        if enabled and rule_machine.starts(rule.definition, event.name, event.properties):
            _begin(session, rule, event, now, heard)
    return heard


def begun(
    session: Session, rule: Rule, guest_id: int, run_id: int, state: State, event: str, at: datetime
) -> None:
    """Writes down that a guest has begun; without an event's name, on a day."""
    _log(session, rule.id, guest_id, at, What.BEGAN, {"event": event}, run_id)
    said = rule_story.begun(rule_machine.program(rule.definition), state)
    if said is not None:
        _log(session, rule.id, guest_id, at, *said, run_id)


def _go_on(
    session: Session, run: Run, waits: Waiting, event: Happened, now: datetime, heard: Heard
) -> None:
    state = rule_machine.came(rule_machine.program(run.definition), waits)
    _log(session, run.rule_id, run.guest_id, now, What.CAME, {"event": event.name}, run.id)
    put(session, run, state, now)
    heard.rules.add(run.rule_id)
    if state != ENDED:
        heard.ready.append(run.id)


def put(session: Session, run: Run, state: State, now: datetime) -> None:
    """Where the run stands now, and that it has ended."""
    rule_runs.put(session, run.id, state, now)
    if state == ENDED:
        _log(session, run.rule_id, run.guest_id, now, What.ENDED, {}, run.id)


def _begin(session: Session, rule: Rule, event: Happened, now: datetime, heard: Heard) -> None:
    heard.rules.add(rule.id)
    taken = rule_runs.slots(session, rule.id, event.guest_id)
    why_not = _why_not(session, rule, event, taken, now)
    if why_not is not None:
        what, why = why_not
        details = {"event": event.name, "why": why}
        _log(session, rule.id, event.guest_id, now, what, details)
        return
    steps = rule_machine.program(rule.definition)
    state = rule_machine.begin(steps, min(event.at, now))
    run_id = rule_runs.start(
        session,
        rule.id,
        event.guest_id,
        min(set(range(rule.definition.at_once)) - taken),
        rule.definition,
        state,
        event.properties,
        event.depth,
        now,
    )
    begun(session, rule, event.guest_id, run_id, state, event.name, now)
    if isinstance(state, rule_machine.Ready):
        heard.ready.append(run_id)


def _why_not(
    session: Session, rule: Rule, event: Happened, taken: set[int], now: datetime
) -> tuple[What, str] | None:
    if event.depth >= MAX_RUN_DEPTH:
        return What.TOO_DEEP, ""
    if len(taken) >= rule.definition.at_once:
        return What.ALREADY, ""
    asked = rule_machine.asked_first(rule.definition)
    try:
        if asked is not None and not rows.holds(session, asked, event.guest_id, now):
            return What.NOT_MET, ""
    except NoCondition as error:
        return What.NOT_ASKED, error.detail
    if rule_runs.begun_since(session, rule.id, event.guest_id, now - DAY) >= MAX_RUNS_A_DAY:
        return What.TOO_OFTEN, ""
    return None


def _log(
    session: Session,
    rule_id: int,
    guest_id: int,
    at: datetime,
    what: What,
    details: Mapping[str, object],
    run_id: int | None = None,
) -> None:
    rule_log.write(session, Entry(rule_id, guest_id, at, what, details, run_id))
