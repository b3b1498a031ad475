"""Rules as data: when something happens, if a condition holds, then these steps."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import time, timedelta
from enum import StrEnum
from typing import TypeAlias

from pushdesk.domain import conditions
from pushdesk.domain.conditions import Condition

MAX_STEPS = 100
MAX_DEPTH = 6
MAX_TEXT = 200
MAX_NAME = 80
MAX_URL = 500
MAX_PROPERTIES = 20
MAX_AT_ONCE = 10
MAX_DAYS = 400
SHORTEST_WAIT = timedelta(seconds=1)
LONGEST_WAIT = timedelta(days=MAX_DAYS)

EVENT_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}", re.ASCII)
PROPERTY_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,39}", re.ASCII)
# Names and texts; a tuple, so that rules can be compared and kept.
Properties: TypeAlias = tuple[tuple[str, str], ...]


class Reason(StrEnum):
    """Why something is no rule."""

    NOT_JSON = "not_json"
    UNKNOWN_KIND = "unknown_kind"
    BAD_VALUE = "bad_value"
    BAD_CONDITION = "bad_condition"
    NO_STEPS = "no_steps"
    TOO_LARGE = "too_large"


class NoRule(ValueError):
    """`detail` is the word in the JSON that can't be read."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True)
class WhenEvent:
    """Something happens; `where` are properties that it must have."""

    event: str
    where: Properties = ()


@dataclass(frozen=True)
class WhenMissing:
    """`event` does not happen `within` a time after another one, which `where` is about."""

    event: str
    within: timedelta
    after: str
    where: Properties = ()


@dataclass(frozen=True)
class WhenDate:
    """A day in an own field, YYYY-MM-DD or MM-DD; `days` later (negative: before) at `at`.

    Every year, or, with `yearly` false, only in the year that the field names.
    """

    field: str
    at: time
    days: int = 0
    yearly: bool = True


@dataclass(frozen=True)
class Send:
    """The event's properties and the guest's own fields fill the template's placeholders."""

    template: str


@dataclass(frozen=True)
class CallAgain:
    """The table stays held as long as it was."""


@dataclass(frozen=True)
class Release:
    """The visit ends; the table is free for the next party."""


@dataclass(frozen=True)
class AddTo:
    audience: str


@dataclass(frozen=True)
class RemoveFrom:
    audience: str


@dataclass(frozen=True)
class Move:
    source: str
    target: str


@dataclass(frozen=True)
class Webhook:
    """`url` is https, or http on this computer."""

    url: str


@dataclass(frozen=True)
class Tell:
    """A sentence for the desk; may have placeholders as a message does."""

    sentence: str


@dataclass(frozen=True)
class Record:
    event: str
    properties: Properties = ()


@dataclass(frozen=True)
class Stop:
    pass


@dataclass(frozen=True)
class Wait:
    duration: timedelta


@dataclass(frozen=True)
class WaitFor:
    """Until `event`, at most `within`; then `came` or `over`, then what follows."""

    event: str
    within: timedelta
    came: "Steps" = ()
    over: "Steps" = ()


@dataclass(frozen=True)
class If:
    condition: Condition
    then: "Steps" = ()
    otherwise: "Steps" = ()


Trigger: TypeAlias = WhenEvent | WhenMissing | WhenDate
Action: TypeAlias = Send | CallAgain | Release | AddTo | RemoveFrom | Move | Webhook | Tell | Record
Step: TypeAlias = Action | Stop | Wait | WaitFor | If
Steps: TypeAlias = tuple[Step, ...]


@dataclass(frozen=True)
class Definition:
    """`at_once` is how often one guest may be on the way through it at the same time."""

    when: Trigger
    then: Steps
    condition: Condition | None = None
    at_once: int = 1


def branches(step: Step) -> tuple[Steps, ...]:
    match step:
        case WaitFor(came=first, over=second) | If(then=first, otherwise=second):
            return first, second
        case _:
            return ()


def every_step(steps: Steps) -> Iterator[Step]:
    """With those in branches."""
    for step in steps:
        yield step
        for branch in branches(step):
            yield from every_step(branch)


def asked_in(definition: Definition) -> Iterator[Condition]:
    """The conditions in it."""
    if definition.condition is not None:
        yield definition.condition
    for step in every_step(definition.then):
        if isinstance(step, If):
            yield step.condition


def audiences(definition: Definition) -> set[str]:
    """Those that its steps and conditions name."""
    named: set[str] = set()
    for step in every_step(definition.then):
        match step:
            case AddTo(name) | RemoveFrom(name):
                named.add(name)
            case Move(source, target):
                named |= {source, target}
            case _:
                pass
    return named.union(*(_named_in(condition) for condition in asked_in(definition)))


def renamed(
    definition: Definition, old: str, new: str, in_condition: Callable[[Condition], Condition]
) -> Definition:
    """With an audience's new name in steps and triggers; conditions by `in_condition`."""

    def follow(name: str) -> str:
        return new if name == old else name

    def change(steps: Steps) -> Steps:
        return tuple(one(step) for step in steps)

    def one(step: Step) -> Step:
        match step:
            case AddTo(name):
                return AddTo(follow(name))
            case RemoveFrom(name):
                return RemoveFrom(follow(name))
            case Move(source, target):
                return Move(follow(source), follow(target))
            case WaitFor():
                return replace(step, came=change(step.came), over=change(step.over))
            case If(condition, then, otherwise):
                return If(in_condition(condition), change(then), change(otherwise))
            case _:
                return step

    when = definition.when
    if isinstance(when, WhenEvent | WhenMissing):
        filters = ((key, follow(text) if key == "audience" else text) for key, text in when.where)
        when = replace(when, where=tuple(filters))
    condition = definition.condition
    return replace(
        definition,
        when=when,
        then=change(definition.then),
        condition=None if condition is None else in_condition(condition),
    )


def _named_in(condition: Condition) -> set[str]:
    if isinstance(condition, conditions.InAudience):
        return {condition.name}
    return set().union(*(_named_in(part) for part in conditions.parts(condition)))
