"""How a guest goes through a rule: one step at a time, decided from what is given alone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from pushdesk.domain.conditions import Condition
from pushdesk.domain.rules import (
    Action,
    Definition,
    If,
    Step,
    Steps,
    Stop,
    Wait,
    WaitFor,
    Webhook,
    WhenDate,
    WhenEvent,
    WhenMissing,
    branches,
)

# What a run waits for while another program is told; no event's name has this character.
WEBHOOK = "#webhook"
READY = "at:"
_WAITING = "in:"
# Bounds of what rules may cause by themselves.
MAX_RUN_DEPTH = 10
MAX_RUNS_A_DAY = 20

# Indices of steps and, between them, of the branch that is taken: (2, 1, 0) is the first step of
# the second branch of the third step.
Path: TypeAlias = tuple[int, ...]


@dataclass(frozen=True)
class Ready:
    """The step there is taken next."""

    path: Path


@dataclass(frozen=True)
class Waiting:
    """At the step there: for `event`, or for nothing but the time."""

    path: Path
    event: str
    until: datetime


@dataclass(frozen=True)
class Ended:
    pass


ENDED = Ended()
State: TypeAlias = Ready | Waiting | Ended
Holds: TypeAlias = Callable[[Condition], bool]


@dataclass(frozen=True)
class Taken:
    """A step, where the guest stands afterwards, and what is to be done for it now.

    `held` is whether a condition held.
    """

    step: Step
    state: State
    action: Action | None = None
    held: bool | None = None


def program(rule: Definition) -> Steps:
    """The rule's steps; of triggers that are no event themselves, with what comes before them."""
    asked: Steps = (If(rule.condition, rule.then),) if rule.condition is not None else rule.then
    match rule.when:
        case WhenEvent():
            return rule.then
        case WhenMissing(event, within):
            return (WaitFor(event, within, came=(Stop(),)), *asked)
        case WhenDate():
            return asked


def starts(rule: Definition, event: str, properties: Mapping[str, str]) -> bool:
    """Whether an event is one that the rule begins with."""
    match rule.when:
        case WhenEvent(name, where) | WhenMissing(after=name, where=where):
            return name == event and all(properties.get(key) == text for key, text in where)
        case WhenDate():
            return False


def asked_first(rule: Definition) -> Condition | None:
    """What has to hold when the event happens; other triggers ask when their time has come."""
    return rule.condition if isinstance(rule.when, WhenEvent) else None


def begin(steps: Steps, at: datetime) -> State:
    """A wait that comes first counts from the event itself, however late it is heard."""
    first = _settled(steps, (0,))
    if isinstance(first, Ready) and isinstance(step_at(steps, first.path), Wait | WaitFor):
        return take(steps, first, at, _never).state
    return first


def take(steps: Steps, state: Ready, now: datetime, holds: Holds) -> Taken:
    step = step_at(steps, state.path)
    match step:
        case Wait(duration):
            return Taken(step, Waiting(state.path, "", now + duration))
        case WaitFor(event, within):
            return Taken(step, Waiting(state.path, event, now + within))
        case Webhook():
            return Taken(step, Waiting(state.path, WEBHOOK, now))
        case If(condition):
            held = holds(condition)
            return Taken(step, _into(steps, state.path, 0 if held else 1), held=held)
        case Stop():
            return Taken(step, ENDED)
        case _:
            return Taken(step, after(steps, state.path), step)


def came(steps: Steps, state: Waiting) -> State:
    """The event happened in time."""
    return _into(steps, state.path, 0)


def time_over(steps: Steps, state: Waiting) -> State:
    match step_at(steps, state.path):
        case WaitFor():
            return _into(steps, state.path, 1)
        case _:
            return after(steps, state.path)


def after(steps: Steps, path: Path) -> State:
    """Behind the step there: the next one, or what follows the branch that it ended."""
    return _settled(steps, (*path[:-1], path[-1] + 1))


def step_at(steps: Steps, path: Path) -> Step:
    """Raises IndexError where there is none."""
    *way, last = path
    return _list_at(steps, tuple(way))[last]


def longest_wait(steps: Steps, state: Waiting) -> timedelta:
    """How long a wait at this step may take from its beginning."""
    match step_at(steps, state.path):
        case Wait(duration) | WaitFor(within=duration):
            return duration
        case _:
            return timedelta(0)


def to_text(state: State) -> str:
    match state:
        case Ready(path):
            return READY + _path_text(path)
        case Waiting(path):
            return _WAITING + _path_text(path)
        case Ended():
            return ""


def from_text(text: str, event: str, until: datetime | None) -> State:
    """What `to_text` wrote, with what is kept beside it."""
    if not text:
        return ENDED
    path = tuple(int(part) for part in text[len(READY) :].split("."))
    if text.startswith(READY):
        return Ready(path)
    if until is None:
        raise ValueError("a wait has no end")
    return Waiting(path, event, until)


def _into(steps: Steps, path: Path, way: int) -> State:
    return _settled(steps, (*path, way, 0))


def _settled(steps: Steps, path: Path) -> State:
    """The path itself, or, behind the end of a branch, what comes after that branch."""
    while path[-1] >= len(_list_at(steps, path[:-1])):
        if len(path) == 1:
            return ENDED
        path = (*path[:-3], path[-3] + 1)
    return Ready(path)


def _list_at(steps: Steps, way: Path) -> Steps:
    """`way` is pairs of a step and its branch."""
    for index, branch in zip(way[::2], way[1::2], strict=True):
        steps = branches(steps[index])[branch]
    return steps


def _path_text(path: Path) -> str:
    return ".".join(str(part) for part in path)


def _never(_condition: Condition) -> bool:
    raise AssertionError("a wait asks nothing")
