"""Recurrence rules as text and as data: the part of RFC 5545 section 3.3.10 that a venue needs."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any, Literal, cast

from pushdesk.errors import UserError
from pushdesk.i18n import _

Frequency = Literal["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]
# As in BYDAY.
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MAX_LENGTH = 200
MAX_INTERVAL = 1000
MAX_COUNT = 10_000
_DAY = re.compile(r"([1-5]|-1)?(MO|TU|WE|TH|FR|SA|SU)", re.ASCII)
_UNTIL = re.compile(r"[0-9]{8}(T[0-9]{6}Z?)?", re.ASCII)
_NUMBER = re.compile(r"-?[0-9]{1,5}", re.ASCII)


@dataclass(frozen=True)
class Weekday:
    """`number` from Monday, 0; `ordinal` within a month, -1 is the last and 0 each one."""

    number: int
    ordinal: int = 0


@dataclass(frozen=True)
class Rule:
    """`until` is the last moment that may be: aware, or by the wall clock."""

    frequency: Frequency
    interval: int = 1
    weekdays: tuple[Weekday, ...] = ()
    days: tuple[int, ...] = ()
    count: int | None = None
    until: datetime | None = None


def parse(text: str) -> Rule:
    """Raises UserError for what is no rule, or one that PushDesk doesn't know."""
    upper = text.strip().upper().removeprefix("RRULE:")
    if len(upper) > MAX_LENGTH:
        raise _no_rule(text, _("It is too long."))
    pairs = [part.partition("=") for part in upper.split(";") if part]
    fields = {name: value for name, _equals, value in pairs}
    frequency = fields.pop("FREQ", "")
    if len(fields) + 1 != len(pairs) or frequency not in _FREQUENCIES:
        raise _no_rule(text, _("It needs FREQ=DAILY, WEEKLY, MONTHLY or YEARLY, each part once."))
    read = {name: _read(text, name, value) for name, value in fields.items()}
    rule = Rule(
        cast(Frequency, frequency),
        read.get("INTERVAL", 1),
        read.get("BYDAY", ()),
        read.get("BYMONTHDAY", ()),
        read.get("COUNT"),
        read.get("UNTIL"),
    )
    if not _fits(rule):
        raise _no_rule(text, _("Its parts don't go together."))
    return rule


def to_text(rule: Rule) -> str:
    days = ",".join(f"{day.ordinal or ''}{WEEKDAYS[day.number]}" for day in rule.weekdays)
    parts = {
        "FREQ": rule.frequency,
        "INTERVAL": rule.interval if rule.interval > 1 else "",
        "BYDAY": days,
        "BYMONTHDAY": ",".join(map(str, rule.days)),
        "COUNT": rule.count or "",
        "UNTIL": f"{rule.until:%Y%m%dT%H%M%S}" if rule.until else "",
    }
    return ";".join(f"{name}={value}" for name, value in parts.items() if value)


def _read(text: str, name: str, value: str) -> Any:
    reader = _READERS.get(name)
    if reader is None:
        raise _no_rule(text, _("PushDesk knows no {part} in it.").format(part=name[:20]))
    found = reader(value)
    if not found:
        raise _no_rule(text, _("The value of {part} doesn't fit.").format(part=name))
    return found


def _fits(rule: Rule) -> bool:
    """What could mean no day at all, or would be read in two ways, is refused."""
    ordinals = any(day.ordinal for day in rule.weekdays)
    if rule.count and rule.until:
        return False
    match rule.frequency:
        case "DAILY":
            return not rule.days and not ordinals and (rule.interval == 1 or not rule.weekdays)
        case "WEEKLY":
            return not rule.days and not ordinals
        case "MONTHLY":
            return not (rule.days and rule.weekdays)
        case "YEARLY":
            return not (rule.days or rule.weekdays)


def _within(lowest: int, highest: int) -> Callable[[str], int | None]:
    def read(value: str) -> int | None:
        number = int(value) if _NUMBER.fullmatch(value) else None
        return number if number is not None and lowest <= number <= highest else None

    return read


def _weekdays(value: str) -> tuple[Weekday, ...] | None:
    found = [_DAY.fullmatch(part) for part in value.split(",")]
    days = {Weekday(WEEKDAYS.index(day[2]), int(day[1] or 0)) for day in found if day}
    ordered = sorted(days, key=lambda day: (day.ordinal, day.number))
    return tuple(ordered) if all(found) else None


def _month_days(value: str) -> tuple[int, ...] | None:
    read = [_within(-31, 31)(part) for part in value.split(",")]
    return tuple(sorted({day for day in read if day})) if all(read) else None


def _until(value: str) -> datetime | None:
    """A date means its whole day; `Z` means UTC."""
    if not _UNTIL.fullmatch(value):
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment if "T" in value else datetime.combine(moment, time(23, 59, 59))


def _no_rule(text: str, why: str) -> UserError:
    return UserError(
        _("“{text}” is no rule for repeating.").format(text=text.strip()[:60]),
        why,
        _("Give one such as FREQ=WEEKLY;BYDAY=FR,SA."),
    )


_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_READERS: dict[str, Callable[[str], object]] = {
    "INTERVAL": _within(1, MAX_INTERVAL),
    "COUNT": _within(1, MAX_COUNT),
    "BYDAY": _weekdays,
    "BYMONTHDAY": _month_days,
    "UNTIL": _until,
    # Weeks begin on Monday here.
    "WKST": lambda value: value == "MO",
}
