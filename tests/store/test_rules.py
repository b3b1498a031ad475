"""Events and runs in the database: in order, by their index, and no number comes back."""

from datetime import timedelta

from sqlalchemy import delete, text

from pushdesk.domain import rule_machine
from pushdesk.domain.rule_machine import ENDED, Ready, Waiting
from pushdesk.domain.rules import Definition, Tell, Wait, WhenEvent
from pushdesk.services import guests
from pushdesk.store import Session, events, rule_days, rule_runs, rules, tables
from tests.house import EVENING, House

RULE = Definition(WhenEvent("ping"), (Wait(timedelta(minutes=5)), Tell("x")))


def guest_id(house: House) -> int:
    return guests.by_pass(house.ctx, house.guest(house.channel()).token).guest.id


def started(session: Session, guest: int, state: Ready | Waiting, slot: int = 0) -> int:
    rule = rules.by_name(session, "Rule") or rules.insert(session, "r", "Rule", RULE, EVENING)
    return rule_runs.start(session, rule.id, guest, slot, RULE, state, {"a": "ü"}, 3, EVENING)


def test_a_number_is_never_given_twice(house: House) -> None:
    guest = guest_id(house)
    with house.ctx.store.write() as session:
        first = events.insert(session, guest, "ping", {}, "api", EVENING)
        session.execute(delete(tables.Event))
        assert events.insert(session, guest, "ping", {}, "api", EVENING) > first


def test_a_run_comes_back_as_it_was(house: House) -> None:
    guest = guest_id(house)
    until = EVENING + timedelta(minutes=5)
    states: list[Ready | Waiting] = [Ready((2, 1, 0)), Waiting((0,), "", until)]
    with house.ctx.store.write() as session:
        ids = [started(session, guest, state, slot) for slot, state in enumerate(states)]
        runs = [run for id_ in ids if (run := rule_runs.current(session, id_))]
        assert [run.state for run in runs] == states
        assert (runs[0].depth, runs[0].properties) == (3, {"a": "ü"})
        assert rule_runs.slots(session, runs[0].rule_id, guest) == {0, 1}
        assert rule_runs.ready(session) == ids[:1]


def test_what_is_due_comes_in_order(house: House) -> None:
    guest = guest_id(house)
    with house.ctx.store.write() as session:
        late = started(session, guest, Waiting((0,), "", EVENING + timedelta(minutes=2)))
        soon = started(session, guest, Waiting((0,), "x", EVENING + timedelta(minutes=1)), 1)
        told = started(session, guest, Waiting((0,), rule_machine.WEBHOOK, EVENING), 2)
        assert rule_runs.due(session, EVENING) is None
        assert rule_runs.due(session, EVENING + timedelta(hours=1)) == soon
        rule_runs.put(session, soon, ENDED, EVENING)
        assert rule_runs.due(session, EVENING + timedelta(hours=1)) == late
        assert [run.id for run in rule_runs.due_webhooks(session, EVENING, 5)] == [told]
        assert rule_runs.next_due(session) == EVENING + timedelta(minutes=2)


def test_what_is_due_is_found_by_its_index(house: House) -> None:
    plan = "EXPLAIN QUERY PLAN SELECT id FROM rule_run WHERE ended_at IS NULL AND due_at <= :now"
    with house.ctx.store.read() as session:
        steps = session.execute(text(plan + " ORDER BY due_at, id LIMIT 1"), {"now": "2026"})
        assert "ix_rule_run_due" in " ".join(str(step) for step in steps)


def test_whose_field_names_a_day(house: House) -> None:
    values = ("1990-02-28", "02-28", "1992-02-29", "02-29", "1990-12-28", "28.02.1990", "x-02-28")
    with house.ctx.store.write() as session:
        found = {value: guest_born(session, number, value) for number, value in enumerate(values)}
        day = (EVENING + timedelta(days=99)).date()
        assert day.isoformat() == "2027-02-28"
        yearly = rule_days.guest_ids(session, "birthday", day, 9, yearly=True)
        assert yearly == [found[value] for value in values[:4]]
        once = rule_days.guest_ids(session, "birthday", day.replace(year=1990), 9, yearly=False)
        assert once == [found["1990-02-28"]]


def guest_born(session: Session, number: int, birthday: str) -> int:
    row = tables.Guest(
        pushed_id=f"P{number}", pass_token=f"T{number}", created_at=EVENING, last_seen_at=EVENING
    )
    session.add(row)
    session.flush()
    session.add(tables.OwnField(guest_id=row.id, name="birthday", value=birthday))
    session.flush()
    return row.id
