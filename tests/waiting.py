"""Waits for what another process does, which can't signal us."""

import time
from collections.abc import Callable
from threading import Event


def wait_for(happened: Callable[[], bool], seconds: float) -> None:
    """Looks every 20 ms; fails when the time is over."""
    end = time.monotonic() + seconds
    pause = Event()
    while not happened():
        assert time.monotonic() < end, "it did not happen in time"
        pause.wait(0.02)
