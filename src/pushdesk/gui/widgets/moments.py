"""Moments as people type them, in the venue's time zone; without any widget."""

from datetime import datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

_FORMS = ("%Y-%m-%d %H:%M", "%Y-%m-%d")
_WRITTEN = "%Y-%m-%d %H:%M"


def read(text: str, zone: str) -> datetime | None:
    """None for an empty text; raises ValueError.

    `zone` is an IANA name, empty for the computer's.
    """
    bare = " ".join(text.split())
    if not bare:
        return None
    for form in _FORMS:
        try:
            naive = datetime.strptime(bare, form)  # noqa: DTZ007 - the zone comes in the next line
        except ValueError:
            continue
        return naive.replace(tzinfo=_zone(zone)) if zone else naive.astimezone()
    raise ValueError(bare)


def written(at: datetime | None, zone: str) -> str:
    """As `read` takes it."""
    return "" if at is None else here(at, zone).strftime(_WRITTEN)


def here(at: datetime, zone: str) -> datetime:
    return at.astimezone(_zone(zone))


def next_hour(now: datetime, zone: str) -> datetime:
    """The full hour that is at least half an hour away."""
    later = here(now, zone) + timedelta(minutes=90)
    return later.replace(minute=0, second=0, microsecond=0)


def _zone(zone: str) -> tzinfo | None:
    return ZoneInfo(zone) if zone else None
