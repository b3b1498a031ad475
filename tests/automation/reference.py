"""How rules should behave, said in another way: generators, a list of runs, a queue of events."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from pushdesk.domain.conditions import Condition, InAudience
from pushdesk.domain.rules import (
    AddTo,
    Definition,
    Move,
    Record,
    RemoveFrom,
    Step,
    Tell,
    Wait,
    WaitFor,
    WhenEvent,
    WhenMissing,
)
from tests.domain.rule_shapes import Walk, whole

DAY = timedelta(days=1)


@dataclass
class Going:
    number: int
    rule: str
    walk: Walk
    depth: int
    began: datetime
    waits_for: str = ""
    due: datetime | None = None
    ended: bool = False


@dataclass
class Model:
    """One guest. `did` has what was done, by rule, in order."""

    rules: dict[str, Definition]
    now: datetime
    inside: set[str] = field(default_factory=set)
    did: list[tuple[str, Step]] = field(default_factory=list)
    runs: list[Going] = field(default_factory=list)
    queue: deque[tuple[str, int]] = field(default_factory=deque)

    def happen(self, name: str) -> None:
        self.queue.append((name, 0))
        self._settle()

    def later(self, by: timedelta) -> None:
        self.now += by
        self._settle()

    def _settle(self) -> None:
        while self.queue or self._due():
            if self.queue:
                self._hear(*self.queue.popleft())
            else:
                run = min(self._due(), key=lambda one: (one.due, one.number))
                self._answer(run, came=False)

    def _due(self) -> list[Going]:
        return [run for run in self.runs if run.due is not None and run.due <= self.now]

    def _hear(self, name: str, depth: int) -> None:
        moving = [
            run
            for run in self.runs
            if run.waits_for == name and run.due is not None and self.now <= run.due
        ]
        for run in moving:
            run.due = None
        begun = [new for rule in self.rules if (new := self._begin(rule, name, depth))]
        for run in moving:
            self._answer(run, came=True)
        for new in begun:
            self._go_on(new, next(new.walk, None))

    def _begin(self, name: str, event: str, depth: int) -> Going | None:
        rule = self.rules[name]
        mine = [run for run in self.runs if run.rule == name]
        begins_by = rule.when.after if isinstance(rule.when, WhenMissing) else rule.when
        if begins_by not in {event, WhenEvent(event)} or depth >= 10:
            return None
        if sum(not run.ended for run in mine) >= rule.at_once:
            return None
        asked = rule.condition if isinstance(rule.when, WhenEvent) else None
        if asked is not None and not self._holds(asked):
            return None
        if sum(run.began > self.now - DAY for run in mine) >= 20:
            return None
        run = Going(len(self.runs), name, whole(rule), depth, self.now)
        self.runs.append(run)
        return run

    def _answer(self, run: Going, *, came: bool) -> None:
        run.waits_for, run.due = "", None
        self._send(run, came)

    def _send(self, run: Going, answer: bool) -> None:
        try:
            self._go_on(run, run.walk.send(answer))
        except StopIteration:
            run.ended = True

    def _go_on(self, run: Going, asks: Step | Condition | None) -> None:
        match asks:
            case None:
                run.ended = True
            case Wait(duration):
                run.due = self.now + duration
            case WaitFor(event, within):
                run.waits_for, run.due = event, self.now + within
            case InAudience(name):
                self._send(run, name in self.inside)
            case AddTo() | RemoveFrom() | Move() | Record() | Tell():
                self._do(run, asks)
                self._send(run, True)
            case _:
                raise AssertionError(f"no rule of these tests asks for {asks}")

    def _holds(self, condition: Condition) -> bool:
        assert isinstance(condition, InAudience)
        return condition.name in self.inside

    def _do(self, run: Going, step: Step) -> None:
        match step:
            case AddTo(name):
                self._enter(name, run.depth)
            case RemoveFrom(name):
                self._leave(name)
            case Move(source, target):
                self._leave(source)
                self._enter(target, run.depth)
            case Record(event):
                self.queue.append((event, run.depth + 1))
            case Tell():
                pass
        self.did.append((run.rule, step))

    def _enter(self, name: str, depth: int) -> None:
        if name not in self.inside:
            self.inside.add(name)
            self.queue.append(("joined_audience", depth + 1))

    def _leave(self, name: str) -> None:
        # That is an event as well, but none that these rules listen to.
        self.inside.discard(name)
