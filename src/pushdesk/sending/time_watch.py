"""Notices that the computer's clock was set back."""

import time
from datetime import timedelta

from pushdesk.runtime.clock import Clock

_TOLERANCE = timedelta(seconds=2)


class TimeWatch:
    """Holds the clock against the monotonic one between two looks."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._wall = clock.now()
        self._steady = time.monotonic()

    def was_set_back(self) -> bool:
        wall, steady = self._clock.now(), time.monotonic()
        expected = self._wall + timedelta(seconds=steady - self._steady)
        self._wall, self._steady = wall, steady
        return wall < expected - _TOLERANCE
