"""Rules that set off one another at once: what a rule causes without waiting, and the circles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pushdesk.domain.rules import (
    Action,
    AddTo,
    CallAgain,
    Definition,
    If,
    Move,
    Properties,
    Record,
    Release,
    RemoveFrom,
    Send,
    Step,
    Steps,
    Stop,
    Wait,
    WaitFor,
    WhenEvent,
)


@dataclass(frozen=True)
class _Caused:
    """An event as far as it is known beforehand."""

    event: str
    properties: Properties = ()


def circle(rules: Mapping[str, Definition]) -> tuple[str, ...]:
    """The names of rules that would set off one another for ever without a wait; () for none.

    The first follows from the last.
    """
    edges = {name: _followers(rule, rules) for name, rule in rules.items()}
    done: set[str] = set()
    for name in rules:
        found = _search(name, edges, [], done)
        if found:
            return tuple(found)
    return ()


def _search(
    name: str, edges: Mapping[str, Sequence[str]], way: list[str], done: set[str]
) -> list[str]:
    if name in way:
        return way[way.index(name) :]
    if name in done:
        return []
    for follower in edges[name]:
        found = _search(follower, edges, [*way, name], done)
        if found:
            return found
    done.add(name)
    return []


def _followers(rule: Definition, rules: Mapping[str, Definition]) -> list[str]:
    # What waits for an absence or a day has waited before its first step.
    caused, _goes_on = _at_once(rule.then)
    return [name for name, other in rules.items() if any(_begins(other, one) for one in caused)]


def _begins(rule: Definition, caused: _Caused) -> bool:
    """Whether it could: a property that isn't known beforehand may have any value."""
    if not isinstance(rule.when, WhenEvent) or rule.when.event != caused.event:
        return False
    known = dict(caused.properties)
    return all(known.get(name, text) == text for name, text in rule.when.where)


def _at_once(steps: Steps) -> tuple[list[_Caused], bool]:
    """What steps cause before their first wait, and whether they can be passed without one."""
    caused: list[_Caused] = []
    for step in steps:
        more, goes_on = _one(step)
        caused += more
        if not goes_on:
            return caused, False
    return caused, True


def _one(step: Step) -> tuple[list[_Caused], bool]:
    match step:
        case Wait() | WaitFor() | Stop():
            return [], False
        case If(then=then, otherwise=otherwise):
            yes, no = _at_once(then), _at_once(otherwise)
            return yes[0] + no[0], yes[1] or no[1]
        case _:
            return _events(step), True


def _events(step: Action) -> list[_Caused]:
    match step:
        case AddTo() | RemoveFrom() | Move():
            return _of_audience(step)
        case Record(event, properties):
            return [_Caused(event, properties)]
        case Send(template):
            # The phone shows it without anybody's doing.
            return [_Caused("shown", (("template", template),))]
        case CallAgain():
            return [_Caused("called_again"), *_events(Send("second_call"))]
        case Release():
            return [_Caused("released")]
        case _:
            return []


def _of_audience(step: AddTo | RemoveFrom | Move) -> list[_Caused]:
    match step:
        case AddTo(name):
            return [_Caused("joined_audience", (("audience", name),))]
        case RemoveFrom(name):
            return [_Caused("left_audience", (("audience", name),))]
        case Move(source, target):
            return [*_of_audience(RemoveFrom(source)), *_of_audience(AddTo(target))]
