"""Counts the audiences one after the other: with a million guests each takes a moment."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, QTimer, Signal

from pushdesk.errors import UserError
from pushdesk.gui.audiences import lookup
from pushdesk.gui.program import Parts

_AGAIN_MS = 30_000


class Counting(QObject):
    """`counted` carries a name and a number, None where it can't be counted."""

    counted = Signal(str, object)

    def __init__(self, parts: Parts, owner: QObject) -> None:
        super().__init__(owner)
        self._parts = parts
        self._names: tuple[str, ...] = ()
        self._waiting: list[str] = []
        self._busy = False
        self._timer = QTimer(self, interval=_AGAIN_MS)
        self._timer.timeout.connect(self._count_all)

    def watch(self, names: Iterable[str]) -> None:
        """Counts those that are new at once, and all of them every now and then."""
        known, self._names = set(self._names), tuple(names)
        self._waiting += [name for name in self._names if name not in known]
        self._next()

    def start(self) -> None:
        self._count_all()
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()
        self._waiting.clear()

    def _count_all(self) -> None:
        self._waiting = list(self._names)
        self._next()

    def _next(self) -> None:
        if self._busy or not self._waiting:
            return
        self._busy = True
        ctx, name = self._parts.ctx, self._waiting.pop(0)
        self._parts.background.run(
            lambda: lookup.count(ctx, name),
            lambda number: self._done(name, number),
            self,
            lambda _error: self._failed(name, _error),
        )

    def _done(self, name: str, number: int | None) -> None:
        self._busy = False
        self.counted.emit(name, number)
        self._next()

    def _failed(self, name: str, _error: UserError) -> None:
        """Deleted meanwhile, or its rule asks for what is gone: its own page says so."""
        self._done(name, None)
