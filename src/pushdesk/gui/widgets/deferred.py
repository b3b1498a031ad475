"""A deed that is done ten seconds later: until then nothing has happened and it can be undone."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from pushdesk.errors import UserError
from pushdesk.gui.notices import Tone
from pushdesk.gui.program import Parts
from pushdesk.gui.widgets.undo_bar import UNDO_MS

# The offer to undo is gone before the deed is done.
_MARGIN_MS = 250
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True)
class _Deed(Generic[K]):
    key: K
    done: str


class Deferred(QObject, Generic[K]):
    """`do` gets the key of one thing, off the GUI thread, and may raise UserError.

    One thing waits at a time: another one, or the end of the program, lets the first go now.
    `changed` tells that one has to be hidden, or shown again.
    """

    changed = Signal()

    def __init__(
        self,
        parts: Parts,
        owner: QObject,
        do: Callable[[K], object],
        after_ms: int = UNDO_MS + _MARGIN_MS,
    ) -> None:
        super().__init__(owner)
        self._parts, self._do = parts, do
        self._waiting: _Deed[K] | None = None
        self._under_way: set[K] = set()
        self._timer = QTimer(self, singleShot=True, interval=after_ms)
        self._timer.timeout.connect(self.finish)

    def hides(self, key: K) -> bool:
        waits = self._waiting is not None and self._waiting.key == key
        return waits or key in self._under_way

    def ask(self, key: K, what: str, done: str = "") -> None:
        """`what` says what will happen, as in “Lunch” will be deleted; `done` that it has. Asked
        twice, it waits all the same.
        """
        if self.hides(key):
            return
        self.finish()
        deed = _Deed(key, done)
        self._waiting = deed
        self._timer.start()
        self._parts.notices.undoable.emit(what, lambda: self._undo(deed))
        self.changed.emit()

    def finish(self) -> None:
        """Does now what waits."""
        self._timer.stop()
        if self._waiting is None:
            return
        deed, self._waiting = self._waiting, None
        self._under_way.add(deed.key)
        self._parts.background.run(
            lambda: self._do(deed.key),
            lambda _answer: self._ended(deed, None),
            self,
            lambda error: self._ended(deed, error),
        )

    def _undo(self, deed: _Deed[K]) -> None:
        if self._waiting is deed:
            self._timer.stop()
            self._waiting = None
            self.changed.emit()

    def _ended(self, deed: _Deed[K], error: UserError | None) -> None:
        self._under_way.discard(deed.key)
        if error is not None:
            self._parts.notices.fault(error)
        elif deed.done:
            self._parts.notices.say(Tone.INFO, deed.done)
        self.changed.emit()
