"""A journal that a fake writes and a test reads: the one way in which tests wait for anything."""

import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar

WAIT = 15.0
"""Seconds after which whatever a test waits for is taken as missing."""

T = TypeVar("T")


class Missing(AssertionError):
    """What was waited for did not come; the text holds the newest entries of the journal."""


class Journal(Generic[T]):
    """Written on any thread; each entry can be taken once and stays in `entries()`."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._all: list[T] = []
        self._unread: deque[T] = deque()
        self._changed = threading.Condition()
        self._closed = False

    def write(self, entry: T) -> None:
        with self._changed:
            self._all.append(entry)
            self._unread.append(entry)
            self._changed.notify_all()

    def close(self) -> None:
        """Nothing more will come: waiting ends at once instead of after its limit."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def take(self, match: Callable[[T], bool] = lambda _: True, timeout: float = WAIT) -> T:
        """The oldest entry that matches and was not taken; raises `Missing` after `timeout` s."""
        end = time.monotonic() + timeout
        with self._changed:
            while True:
                for entry in self._unread:
                    if match(entry):
                        self._unread.remove(entry)
                        return entry
                left = end - time.monotonic()
                if self._closed or left <= 0:
                    raise Missing(f"not in the journal of {self.name}:\n{self.tail()}")
                self._changed.wait(left)

    def entries(self) -> list[T]:
        with self._changed:
            return list(self._all)

    def forget(self) -> None:
        """Starts afresh, so that a test does not read what the one before it caused."""
        with self._changed:
            self._all.clear()
            self._unread.clear()

    def tail(self, count: int = 60) -> str:
        return "\n".join(str(entry)[:400] for entry in self.entries()[-count:])
