"""How long a table is held, and how soon a guest may be called again."""

from datetime import datetime, timedelta

HOLDS = tuple(timedelta(minutes=minutes) for minutes in (5, 10, 15, 20, 30))
DEFAULT_HOLD = timedelta(minutes=10)
SHORTEST_HOLD = timedelta(minutes=1)
LONGEST_HOLD = timedelta(hours=4)
COOL_DOWN = timedelta(seconds=15)
# So long after the end of a visit the party can be brought back to its place.
RECALL = timedelta(hours=2)


def cool_down_left(now: datetime, last_called: datetime | None) -> timedelta:
    """Zero when the guest may be called; a second tap in the rush must not ring twice.

    A clock that was set back must not block the button for longer than the cool-down itself.
    """
    if last_called is None or last_called > now:
        return timedelta(0)
    return max(timedelta(0), last_called + COOL_DOWN - now)
