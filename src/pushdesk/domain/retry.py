"""When to try a delivery again, and when to stop trying."""

from dataclasses import dataclass
from datetime import datetime, timedelta

# Seconds before attempt 2, 3, …; the last one repeats. A table that is ready can't wait long.
BACK_OFF = (1, 3, 8, 20, 60)


@dataclass(frozen=True)
class Again:
    at: datetime


@dataclass(frozen=True)
class TooLate:
    """No attempt is left before the message's absolute expiry."""


def next_attempt(
    attempts: int, now: datetime, expires_at: datetime, retry_after: timedelta | None
) -> Again | TooLate:
    """`attempts` are those made so far, at least 1; Retry-After never shortens the back-off."""
    pause = timedelta(seconds=BACK_OFF[min(attempts, len(BACK_OFF)) - 1])
    at = now + max(pause, retry_after or pause)
    return Again(at) if at < expires_at else TooLate()


def remaining_ttl(now: datetime, created_at: datetime, expires_at: datetime) -> int:
    """Whole seconds left for this attempt (RFC 8030 section 5.2); 0 or less means too late.

    Never more than the message was given: a clock that was set back must not lengthen a hold.
    """
    return int(min(expires_at - now, expires_at - created_at).total_seconds())
