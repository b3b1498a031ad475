"""The machine goes through a rule as a generator would, whatever answers it gets."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from pushdesk.domain import rule_machine, rule_play
from pushdesk.domain.conditions import InAudience, Language, Not
from pushdesk.domain.rule_machine import ENDED, Ready, State, Waiting
from pushdesk.domain.rule_play import Heard
from pushdesk.domain.rules import (
    Definition,
    If,
    Steps,
    Wait,
    WaitFor,
    Webhook,
    WhenDate,
    every_step,
)
from tests.domain.rule_shapes import Asks, every_rule, plain_rules, whole
from tests.house import EVENING

answers = st.lists(st.booleans(), min_size=200, max_size=200)


def by_generator(rule: Definition, script: list[bool]) -> list[Asks]:
    """What is asked for, with each question answered by the script."""
    asked: list[Asks] = []
    going = whole(rule)
    replies = iter(script)
    one = next(going, None)
    while one is not None:
        asked.append(one)
        try:
            one = going.send(next(replies) if _is_question(one) else True)
        except StopIteration:
            break
    return asked


def by_machine(rule: Definition, script: list[bool]) -> list[Asks]:
    steps = rule_machine.program(rule)
    asked: list[Asks] = []
    replies = iter(script)
    state: State = Ready((0,))
    while state != ENDED:
        # A restart between any two steps keeps what is in the database only.
        text = rule_machine.to_text(state)
        waits = state if isinstance(state, Waiting) else None
        state = rule_machine.from_text(
            text, waits.event if waits else "", waits.until if waits else None
        )
        match state:
            case Ready():
                state = _take(steps, state, asked, replies)
            case Waiting():
                state = _answer(steps, state, replies)
    return asked


def _take(steps: Steps, state: Ready, asked: list[Asks], replies: Iterator[bool]) -> State:
    step = rule_machine.step_at(steps, state.path)
    taken = rule_machine.take(steps, state, EVENING, lambda _condition: next(replies))
    if isinstance(step, If):
        asked.append(step.condition)
    elif taken.action is not None or isinstance(step, Wait | WaitFor | Webhook):
        asked.append(_bare(step))
    return taken.state


def _answer(steps: Steps, state: Waiting, replies: Iterator[bool]) -> State:
    step = rule_machine.step_at(steps, state.path)
    if isinstance(step, WaitFor) and next(replies):
        return rule_machine.came(steps, state)
    return rule_machine.time_over(steps, state)


def _is_question(one: Asks) -> bool:
    return isinstance(one, WaitFor | InAudience | Language | Not)


def _bare(one: Asks) -> Asks:
    """A wait without what follows it: the machine has its own for the trigger."""
    return WaitFor(one.event, one.within) if isinstance(one, WaitFor) else one


@given(every_rule, answers)
def test_step_by_step_as_the_generator(rule: Definition, script: list[bool]) -> None:
    if isinstance(rule.when, WhenDate) and rule.condition is not None:
        rule = replace(rule, condition=None)  # asked first, and the walk has no place for it
    assert by_machine(rule, script) == [_bare(one) for one in by_generator(rule, script)]


@given(plain_rules, st.lists(st.sampled_from(["ping", "pong"]), max_size=10), st.booleans())
def test_a_play_ends_no_later_than_its_waits(
    rule: Definition, names: list[str], holds: bool
) -> None:
    heard = [Heard(EVENING + timedelta(seconds=at), name) for at, name in enumerate(names)]
    longest = timedelta(seconds=10 + 100 * 30)
    for run in rule_play.play(rule, heard, EVENING + longest, lambda _condition: holds):
        assert run.state == ENDED
        assert [line.at for line in run.lines] == sorted(line.at for line in run.lines)


@given(every_rule)
def test_practice_tells_each_step_once(rule: Definition) -> None:
    told = rule_play.possible(rule)
    assert len(told) <= 6 * sum(1 for _ in every_step(rule_machine.program(rule))) + 4
    assert all(one.after >= timedelta(0) for one in told)
