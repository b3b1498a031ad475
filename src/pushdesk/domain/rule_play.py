"""Plays a rule for one guest without doing anything: what it would have done, and all it can do."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from pushdesk.domain import rule_machine, rule_story
from pushdesk.domain.rule_machine import ENDED, Holds, Path, Ready, State, Waiting
from pushdesk.domain.rule_story import What
from pushdesk.domain.rules import Definition, Steps, WaitFor, Webhook, WhenDate

# When a practice guest begins; only the distances from it are told.
_START = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Heard:
    """An event of the guest, or, without a name, a day in an own field that has come."""

    at: datetime
    name: str = ""
    properties: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    at: datetime
    what: What
    details: Mapping[str, object]


@dataclass
class Played:
    """One way through the rule; it may not have ended yet."""

    began_at: datetime
    state: State
    lines: list[Line]


@dataclass(frozen=True)
class Possible:
    """`after` the beginning; `depth` counts the questions that had to be answered one way."""

    after: timedelta
    depth: int
    what: What
    details: Mapping[str, object]


def play(
    rule: Definition, heard: Iterable[Heard], until: datetime, holds: Holds
) -> tuple[Played, ...]:
    """`heard` in order; waits that are over by `until` run out."""
    steps = rule_machine.program(rule)
    runs: list[Played] = []
    for one in heard:
        for run in runs:
            _let_time_pass(steps, run, one.at, holds)
            _hear(steps, run, one, holds)
        under_way = sum(run.state != ENDED for run in runs)
        if _begins(rule, one, holds) and under_way < rule.at_once:
            runs.append(_begin(steps, one, holds))
    for run in runs:
        _let_time_pass(steps, run, until, holds)
    return tuple(runs)


def possible(rule: Definition) -> tuple[Possible, ...]:
    """Each wait answered both ways, each condition met and not; where ways meet, the first one."""
    steps = rule_machine.program(rule)
    state = rule_machine.begin(steps, _START)
    said = rule_story.begun(steps, state)
    first = [Possible(timedelta(0), 0, *said)] if said else []
    return (*first, *_explore(steps, state, _START, 0, set()))


def _begins(rule: Definition, one: Heard, holds: Holds) -> bool:
    if not one.name:
        return isinstance(rule.when, WhenDate)
    if not rule_machine.starts(rule, one.name, one.properties):
        return False
    asked = rule_machine.asked_first(rule)
    return asked is None or holds(asked)


def _begin(steps: Steps, one: Heard, holds: Holds) -> Played:
    run = Played(one.at, rule_machine.begin(steps, one.at), [])
    run.lines.append(Line(one.at, What.BEGAN, {"event": one.name}))
    if said := rule_story.begun(steps, run.state):
        run.lines.append(Line(one.at, *said))
    _go_on(steps, run, one.at, holds)
    return run


def _hear(steps: Steps, run: Played, one: Heard, holds: Holds) -> None:
    waits = run.state
    if isinstance(waits, Waiting) and waits.event == one.name != "" and one.at <= waits.until:
        run.lines.append(Line(one.at, What.CAME, {"event": one.name}))
        run.state = rule_machine.came(steps, waits)
        _go_on(steps, run, one.at, holds)


def _let_time_pass(steps: Steps, run: Played, until: datetime, holds: Holds) -> None:
    while isinstance(run.state, Waiting) and run.state.until < until:
        at = run.state.until
        if isinstance(rule_machine.step_at(steps, run.state.path), WaitFor):
            run.lines.append(Line(at, What.OVER, {}))
        run.state = rule_machine.time_over(steps, run.state)
        _go_on(steps, run, at, holds)


def _go_on(steps: Steps, run: Played, now: datetime, holds: Holds) -> None:
    """Until it waits or has ended."""
    while isinstance(run.state, Ready):
        taken = rule_machine.take(steps, run.state, now, holds)
        said = rule_story.told(taken)
        if isinstance(taken.step, Webhook) and isinstance(taken.state, Waiting):
            said = What.DID, rule_story.about(taken.step)
            run.state = rule_machine.time_over(steps, taken.state)
        else:
            run.state = taken.state
        if said is not None:
            run.lines.append(Line(now, *said))
    if run.state == ENDED:
        run.lines.append(Line(now, What.ENDED, {}))


def _explore(
    steps: Steps, state: State, now: datetime, depth: int, seen: set[Path]
) -> Iterator[Possible]:
    """Both ways from each question, and what follows both of them once."""
    after = now - _START
    if isinstance(state, Waiting):
        yield from _both_ends(steps, state, now, depth, seen)
    elif isinstance(state, Ready) and state.path not in seen:
        seen.add(state.path)
        yield from _both_answers(steps, state, now, depth, seen)
    elif state == ENDED:
        yield Possible(after, depth, What.ENDED, {})


def _both_ends(
    steps: Steps, state: Waiting, now: datetime, depth: int, seen: set[Path]
) -> Iterator[Possible]:
    step = rule_machine.step_at(steps, state.path)
    over = rule_machine.time_over(steps, state)
    if isinstance(step, WaitFor):
        heard = now + (state.until - now) / 2
        yield Possible(heard - _START, depth, What.CAME, {"event": step.event})
        yield from _explore(steps, rule_machine.came(steps, state), heard, depth + 1, seen)
        yield Possible(state.until - _START, depth, What.OVER, {})
        yield from _explore(steps, over, state.until, depth + 1, seen)
    else:
        yield from _explore(steps, over, state.until, depth, seen)


def _both_answers(
    steps: Steps, state: Ready, now: datetime, depth: int, seen: set[Path]
) -> Iterator[Possible]:
    yes = rule_machine.take(steps, state, now, lambda _condition: True)
    no = rule_machine.take(steps, state, now, lambda _condition: False)
    for taken in (yes,) if yes.held is None else (yes, no):
        said = rule_story.told(taken)
        if isinstance(taken.step, Webhook):
            said = What.DID, rule_story.about(taken.step)
        if said is not None:
            yield Possible(now - _START, depth, *said)
        deeper = depth if taken.held is None else depth + 1
        yield from _explore(steps, taken.state, now, deeper, seen)
