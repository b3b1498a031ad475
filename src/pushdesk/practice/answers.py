"""What a push service answers: the refusals it finds itself, and the faults that a test scripts."""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


class Refusal(Exception):
    """The status, and the rule that the request broke."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(f"{status}: {reason}")
        self.status = status
        self.reason = reason


@dataclass(frozen=True)
class Answer:
    """What one POST gets; without a `status`, whatever it deserves, `delay` seconds later.

    `reset` breaks the connection without a word; `endless` never ends the body.
    """

    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0
    reset: bool = False
    endless: bool = False


class Script:
    """Answers in the order of the requests; those for one token come before those for any."""

    def __init__(self) -> None:
        self._answers: dict[str | None, deque[Answer]] = {}

    def add(self, token: str | None, answers: Iterable[Answer]) -> None:
        self._answers.setdefault(token, deque()).extend(answers)

    def next(self, token: str) -> Answer:
        for key in (token, None):
            waiting = self._answers.get(key)
            if waiting:
                return waiting.popleft()
        return Answer()
