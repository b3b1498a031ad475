"""Rules that begin on a day in an own field."""

from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo

from pushdesk.automation import hearing
from pushdesk.domain import dates, rule_machine
from pushdesk.domain.rule_machine import Ready
from pushdesk.domain.rules import WhenDate
from pushdesk.store import Session, rule_days, rule_runs
from pushdesk.store import rules as rows
from pushdesk.store.rules import Rule


def begin(session: Session, rule: Rule, zone: tzinfo, now: datetime) -> list[int] | None:
    """Begins the first day that has come and was not looked at; None where there is none.

    Part of the caller's transaction. Returns the runs that may take a step.
    """
    when = rule.definition.when
    if not isinstance(when, WhenDate):
        return None
    for day, moment in dates.moments(when.at, zone, _since(rule, now), now):
        named = day - timedelta(days=when.days)
        who = rule_days.guests_with(when.field, named, yearly=when.yearly)
        state = rule_machine.begin(rule_machine.program(rule.definition), moment)
        made = rule_runs.start_for(session, rule.id, rule.definition, state, who, now)
        for run_id, guest_id in made:
            hearing.begun(session, rule, guest_id, run_id, state, "", now)
        rows.scanned(session, rule.id, moment)
        return [run_id for run_id, _guest in made] if isinstance(state, Ready) else []
    return None


def next_moments(rules: list[Rule], zone: tzinfo, now: datetime) -> Iterator[datetime]:
    for rule in rules:
        if isinstance(rule.definition.when, WhenDate):
            yield dates.next_moment(rule.definition.when.at, zone, _since(rule, now))


def _since(rule: Rule, now: datetime) -> datetime:
    """What was missed while the computer was off for longer is over."""
    looked = rule.scanned_until or rule.enabled_at or now
    return max(looked, now - dates.CATCH_UP)
