"""Tells a scanner from a person by the time between two keys; without any widget."""

from dataclasses import dataclass, field

FASTEST_PERSON_MS = 35
SHORTEST_CODE = 6
# Nobody types so many so fast: from then on it is a scanner, and only the window may be slow.
SURELY_A_SCANNER = 16
SLOW_WINDOW_MS = 400


@dataclass
class Burst:
    """Characters that came one upon the other; `last` in milliseconds of any clock."""

    characters: list[str] = field(default_factory=list)
    last: float = 0.0

    @property
    def text(self) -> str:
        return "".join(self.characters)

    @property
    def patience(self) -> int:
        """Milliseconds that the next character may take."""
        sure = len(self.characters) >= SURELY_A_SCANNER
        return SLOW_WINDOW_MS if sure else FASTEST_PERSON_MS

    def goes_on(self, at: float) -> bool:
        return bool(self.characters) and at - self.last < self.patience

    def add(self, character: str, at: float) -> None:
        self.characters.append(character)
        self.last = at

    def is_code(self, at: float) -> bool:
        """Whether Enter or Tab at this moment ends a scanned code."""
        return self.goes_on(at) and len(self.characters) >= SHORTEST_CODE

    def clear(self) -> None:
        self.characters.clear()


@dataclass
class Repeats:
    """A code that is held before the camera counts once; `window` in seconds."""

    window: float = 2.0
    _code: str = ""
    _seen: float = 0.0

    def is_new(self, code: str, at: float) -> bool:
        # A clock that was set back must not make the desk deaf.
        again = code == self._code and abs(at - self._seen) < self.window
        self._code, self._seen = code, at
        return not again
