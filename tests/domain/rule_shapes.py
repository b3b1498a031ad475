"""Random rules, and the simplest way to follow one: a generator that goes through it."""

from collections.abc import Generator
from datetime import time, timedelta
from typing import TypeAlias

from hypothesis import strategies as st

from pushdesk.domain.conditions import Condition, InAudience, Language, Not, Visited
from pushdesk.domain.rules import (
    AddTo,
    CallAgain,
    Definition,
    If,
    Move,
    Record,
    Release,
    RemoveFrom,
    Send,
    Step,
    Steps,
    Stop,
    Tell,
    Wait,
    WaitFor,
    Webhook,
    WhenDate,
    WhenEvent,
    WhenMissing,
)

EVENTS = ("ping", "pong", "joined_audience")
AUDIENCES = ("A", "B")
names = st.sampled_from(EVENTS)
audience_names = st.sampled_from(AUDIENCES)
durations = st.integers(1, 30).map(lambda seconds: timedelta(seconds=seconds))
conditions: st.SearchStrategy[Condition] = st.builds(InAudience, audience_names)
# What a house without phones can do, and a simple model can follow.
plain_actions: st.SearchStrategy[Step] = st.one_of(
    st.builds(AddTo, audience_names),
    st.builds(RemoveFrom, audience_names),
    st.builds(Move, audience_names, audience_names),
    st.builds(Record, st.sampled_from(["ping", "pong"])),
    st.builds(Tell, st.sampled_from(["one", "two"])),
)
every_action: st.SearchStrategy[Step] = plain_actions | st.one_of(
    st.builds(Send, st.sampled_from(["ready", "a “b”"])),
    st.builds(CallAgain),
    st.builds(Release),
    st.builds(Webhook, st.sampled_from(["https://example.com/hook?x=1", "http://127.0.0.1:9/"])),
    st.builds(Record, names, st.just((("a", "1"), ("b", "ü")))),
)
more_conditions: st.SearchStrategy[Condition] = conditions | st.sampled_from(
    [Language("de"), Not(Visited(3))]
)


def steps_of(
    actions: st.SearchStrategy[Step], asked: st.SearchStrategy[Condition], depth: int
) -> st.SearchStrategy[Steps]:
    one = actions | st.builds(Wait, durations) | st.builds(Stop)
    if depth:
        inner = steps_of(actions, asked, depth - 1)
        one |= st.builds(WaitFor, names, durations, inner, inner) | st.builds(
            If, asked, inner, inner
        )
    return st.lists(one, max_size=3).map(tuple)


triggers = st.builds(WhenEvent, names) | st.builds(WhenMissing, names, durations, names)
plain_rules = st.builds(
    Definition,
    triggers,
    steps_of(plain_actions, conditions, 2).filter(bool),
    st.none() | conditions,
    st.integers(1, 2),
)
every_rule = st.builds(
    Definition,
    triggers
    | st.builds(WhenEvent, names, st.just((("template", "ready"),)))
    | st.builds(
        WhenDate, st.just("birthday"), st.just(time(10, 30)), st.integers(-400, 400), st.booleans()
    ),
    steps_of(every_action, more_conditions, 3).filter(bool),
    st.none() | more_conditions,
    st.integers(1, 10),
)

# What a walk through a rule asks for: do a step, ask a condition, or wait.
Asks: TypeAlias = Step | Condition
Walk: TypeAlias = Generator[Asks, bool, None]


class Stopped(Exception):
    """A rule says stop, wherever that stands in it."""


def walk(steps: Steps) -> Walk:
    """Yields each step; an answer to WaitFor and If is whether it came or holds."""
    for step in steps:
        match step:
            case Stop():
                raise Stopped
            case WaitFor():
                came = yield step
                yield from walk(step.came if came else step.over)
            case If():
                holds = yield step.condition
                yield from walk(step.then if holds else step.otherwise)
            case _:
                yield step


def whole(rule: Definition) -> Walk:
    """With what comes before the first step."""
    try:
        if isinstance(rule.when, WhenMissing):
            if (yield WaitFor(rule.when.event, rule.when.within)):
                return
            if rule.condition is not None and not (yield rule.condition):
                return
        yield from walk(rule.then)
    except Stopped:
        return
