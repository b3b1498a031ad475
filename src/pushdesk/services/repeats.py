"""Repeating times: recurrence rules of RFC 5545 (section 3.3.10) by the wall clock of a zone."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Literal
from zoneinfo import ZoneInfo

from dateutil import rrule

from pushdesk.errors import UserError
from pushdesk.i18n import _
from pushdesk.services import repeat_rules, repeat_words
from pushdesk.services.repeat_rules import WEEKDAYS, Frequency, Rule, Weekday

_FREQUENCIES: dict[str, Literal[0, 1, 2, 3]] = {
    "DAILY": rrule.DAILY,
    "WEEKLY": rrule.WEEKLY,
    "MONTHLY": rrule.MONTHLY,
    "YEARLY": rrule.YEARLY,
}


@dataclass(frozen=True)
class Repeat:
    """An RRULE, and the IANA name of the zone whose clock it goes by."""

    text: str
    zone: str


def check(text: str) -> None:
    """Raises UserError for what is no rule, or one that PushDesk doesn't know."""
    repeat_rules.parse(text)


def sentence(text: str, start: datetime, zone: str) -> str:
    """“Every week on Friday at 18:00, 10 times”. Raises UserError."""
    rule = repeat_rules.parse(text)
    local = start.astimezone(zone_named(zone))
    return repeat_words.sentence(rule, local)


def upcoming(text: str, start: datetime, zone: str, after: datetime, number: int) -> list[datetime]:
    """The next moments after `after`, in UTC; `start` is the first one that may be."""
    later = (moment for moment in moments(text, start, zone) if moment > after)
    return list(islice(later, number))


def latest(text: str, start: datetime, zone: str, until: datetime) -> datetime | None:
    """The last moment that is not after `until`."""
    last = None
    for moment in moments(text, start, zone):
        if moment > until:
            break
        last = moment
    return last


def moments(text: str, start: datetime, zone: str) -> Iterator[datetime]:
    """All of them in UTC, each once.

    A time of day that the clock skips comes as much later; one that comes twice counts once.
    """
    rule, where = repeat_rules.parse(text), zone_named(zone)
    first = start.astimezone(where).replace(tzinfo=None, fold=0)
    before = None
    for wall in _walls(rule, first, where):
        moment = wall.replace(tzinfo=where).astimezone(UTC)
        if before is None or moment > before:
            before = moment
            yield moment


def build(
    freq: Frequency,
    interval: int = 1,
    weekdays: Collection[str] = (),
    *,
    until: date | None = None,
    count: int | None = None,
) -> str:
    """`weekdays` as in WEEKDAYS; raises UserError for what doesn't go together."""
    days = tuple(Weekday(WEEKDAYS.index(day)) for day in sorted(weekdays, key=WEEKDAYS.index))
    last = datetime.combine(until, time(23, 59, 59)) if until else None
    text = repeat_rules.to_text(Rule(freq, interval, days, count=count, until=last))
    check(text)
    return text


def zone_named(name: str) -> ZoneInfo:
    """Raises UserError."""
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError) as error:
        raise _no_zone(name) from error


def _walls(rule: Rule, first: datetime, zone: ZoneInfo) -> Iterator[datetime]:
    """By the wall clock; dateutil counts COUNT from the first that fits."""
    days = [rrule.weekday(day.number, day.ordinal or None) for day in rule.weekdays]
    return iter(
        rrule.rrule(
            _FREQUENCIES[rule.frequency],
            dtstart=first,
            interval=rule.interval,
            byweekday=days or None,
            bymonthday=rule.days or None,
            count=rule.count,
            until=_wall(rule.until, zone),
        )
    )


def _wall(until: datetime | None, zone: ZoneInfo) -> datetime | None:
    if until is None or until.tzinfo is None:
        return until
    # The calendar ends in the year 9999, in some zones before it does in UTC.
    latest_day = datetime.max.replace(tzinfo=UTC) - timedelta(days=2)
    return min(until, latest_day).astimezone(zone).replace(tzinfo=None)


def _no_zone(name: str) -> UserError:
    return UserError(
        _("“{name}” is no time zone.").format(name=name[:40]),
        "",
        _("Give its IANA name, such as Europe/Berlin."),
    )
