"""Notices that the computer's clock was set back."""

import time
from datetime import timedelta

from pushdesk.runtime.clock import Clock

_TOLERANCE = timedelta(seconds=2)


class TimeWatch:
    """Holds the clock against the monotonic one between two looks."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._first = True
        self._wall = clock.now()
        self._steady = time.monotonic()

    def was_set_back(self) -> bool:
        """Also true at the first look: nobody knows what happened while the program was off."""
        wall, steady = self._clock.now(), time.monotonic()
        expected = self._wall + timedelta(seconds=steady - self._steady)
        set_back = self._first or wall < expected - _TOLERANCE
        self._first, self._wall, self._steady = False, wall, steady
        return set_back
