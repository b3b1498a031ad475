"""Days in own fields, such as a birthday: which texts name a day, and when it comes."""

from calendar import isleap
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo

# What was missed while the computer was off for longer is over.
CATCH_UP = timedelta(days=1)


def texts(day: date) -> tuple[str, ...]:
    """How a field names this day of any year: `-MM-DD` at the end, or `MM-DD` alone.

    In years without a 29 February those who were born on it have theirs on the 28th.
    """
    named = [f"{day:%m-%d}"]
    if (day.month, day.day) == (2, 28) and not isleap(day.year):
        named.append("02-29")
    return tuple(named)


def moments(
    at: time, zone: tzinfo, since: datetime, until: datetime
) -> Iterator[tuple[date, datetime]]:
    """The days whose `at`, by the zone's clock, lies in (since, until]."""
    day = since.astimezone(zone).date() - timedelta(days=1)
    while (moment := _moment(day, at, zone)) <= until:
        if moment > since:
            yield day, moment
        day += timedelta(days=1)


def next_moment(at: time, zone: tzinfo, after: datetime) -> datetime:
    return next(moments(at, zone, after, after + timedelta(days=3)))[1]


def _moment(day: date, at: time, zone: tzinfo) -> datetime:
    """A time that the change to summer time leaves out comes an hour later."""
    return datetime.combine(day, at, zone).astimezone(UTC)
