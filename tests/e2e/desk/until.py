"""Looks again and again at what no journal tells of."""

import time
from collections.abc import Callable
from threading import Event
from typing import TypeVar

from ..fakes.journal import WAIT, Missing

T = TypeVar("T")
_LOOK_AGAIN = 0.02


def until(look: Callable[[], T], fits: Callable[[T], object] = bool, timeout: float = WAIT) -> T:
    """The first value that fits; raises `Missing` with the last one after `timeout` seconds."""
    end = time.monotonic() + timeout
    pause = Event()
    while not fits(seen := look()):
        if time.monotonic() > end:
            raise Missing(f"within {timeout} s only this was seen: {seen!r}")
        pause.wait(_LOOK_AGAIN)
    return seen
