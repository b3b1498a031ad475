"""Who writes next: the thread that has waited longest.

A lock of Python's, and the queue of a connection pool, go to whoever asks at the right moment: a
thread that writes without a pause would keep the others out for seconds.
"""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock

from pushdesk.store import faults


class Turns:
    """One thread at a time. `patience` in seconds, after which `turn` raises Unavailable."""

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._changes = Lock()
        self._taken = False
        self._waiting: deque[Event] = deque()

    @contextmanager
    def turn(self) -> Iterator[None]:
        own = self._queue_up()
        if own is not None:
            self._wait(own)
        try:
            yield
        finally:
            self._pass_on()

    def _queue_up(self) -> Event | None:
        """None for who may go at once; else what is set when it is this thread's turn."""
        with self._changes:
            if not self._taken:
                self._taken = True
                return None
            own = Event()
            self._waiting.append(own)
            return own

    def _wait(self, own: Event) -> None:
        came = False
        try:
            came = own.wait(self._patience)
        finally:
            if not came:
                self._leave(own)
        if not came:
            raise faults.busy()

    def _leave(self, own: Event) -> None:
        with self._changes:
            still_waits = own in self._waiting
            if still_waits:
                self._waiting.remove(own)
        if not still_waits:
            self._pass_on()  # the turn came at the last moment

    def _pass_on(self) -> None:
        with self._changes:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._taken = False
