"""How long to say that a party will wait."""

import math
from collections.abc import Sequence
from datetime import datetime, timedelta
from statistics import median

WEEKS = 8
FEWEST = 5
MINUTES_A_PARTY = 15
STEP = 5
_AROUND = timedelta(hours=1)


def like(at: datetime) -> list[tuple[datetime, datetime]]:
    """The last hour, and this hour of the same weekday in the last weeks, one more on each side.

    `at` in the venue's own zone: its clock, not the sun, makes an evening.
    """
    weeks = (at - timedelta(weeks=week) for week in range(1, WEEKS + 1))
    return [(at - _AROUND, at), *((one - _AROUND, one + _AROUND) for one in weeks)]


def suggest(
    alike: Sequence[float], in_lane: Sequence[float], parties_ahead: int
) -> tuple[int, int]:
    """Minutes, and from how many visits: those of such an hour, else of the lane, else none.

    Behind somebody there is always a wait.
    """
    least = STEP if parties_ahead else 0
    for waits in (alike, in_lane):
        if len(waits) >= FEWEST:
            return max(least, rounded(median(waits))), len(waits)
    return parties_ahead * MINUTES_A_PARTY, 0


def rounded(minutes: float) -> int:
    """Up to a number that people say; less than two minutes is no wait."""
    return math.ceil(minutes / STEP) * STEP if minutes >= 2 else 0
