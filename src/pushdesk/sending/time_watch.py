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

    def set_back_by(self) -> timedelta:
        """Since the last look; zero for a clock that goes as it should, or too fast."""
        wall, steady = self._clock.now(), time.monotonic()
        expected = self._wall + timedelta(seconds=steady - self._steady)
        self._wall, self._steady = wall, steady
        return expected - wall if wall < expected - _TOLERANCE else timedelta(0)
