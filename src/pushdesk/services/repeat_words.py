"""A rule for repeating as one plain sentence."""

from datetime import datetime

from pushdesk.i18n import _, ngettext
from pushdesk.services.repeat_rules import Rule, Weekday


def sentence(rule: Rule, start: datetime) -> str:
    """“Every 2 weeks on Friday and Saturday at 18:00, until 2026-12-24”; `start` by the clock."""
    parts = [_every(rule), _on(rule, start), _("at {time}").format(time=f"{start:%H:%M}")]
    said = " ".join(part for part in parts if part)
    if rule.count:
        times = ngettext("{n} time", "{n} times", rule.count).format(n=rule.count)
        return _("{repeat}, {end}").format(repeat=said, end=times)
    if rule.until:
        until = _("until {date}").format(date=f"{rule.until:%Y-%m-%d}")
        return _("{repeat}, {end}").format(repeat=said, end=until)
    return said


def _every(rule: Rule) -> str:
    n = rule.interval
    match rule.frequency:
        case "DAILY":
            return ngettext("Every day", "Every {n} days", n).format(n=n)
        case "WEEKLY":
            return ngettext("Every week", "Every {n} weeks", n).format(n=n)
        case "MONTHLY":
            return ngettext("Every month", "Every {n} months", n).format(n=n)
        case "YEARLY":
            return ngettext("Every year", "Every {n} years", n).format(n=n)


def _on(rule: Rule, start: datetime) -> str:
    """Where the rule doesn't say on which day, that of its first time."""
    if rule.weekdays:
        return _("on {days}").format(days=_list([_day(day) for day in rule.weekdays]))
    match rule.frequency:
        case "DAILY":
            return ""
        case "WEEKLY":
            return _("on {days}").format(days=_day(Weekday(start.weekday())))
        case "MONTHLY":
            days = rule.days or (start.day,)
            return _("on {days}").format(days=_list([_month_day(day) for day in days]))
        case "YEARLY":
            return _("on {days}").format(days=f"{start:%m-%d}")


def _day(day: Weekday) -> str:
    names = (
        _("Monday"),
        _("Tuesday"),
        _("Wednesday"),
        _("Thursday"),
        _("Friday"),
        _("Saturday"),
        _("Sunday"),
    )
    which = {
        0: "{day}",
        1: _("the first {day}"),
        2: _("the second {day}"),
        3: _("the third {day}"),
        4: _("the fourth {day}"),
        5: _("the fifth {day}"),
        -1: _("the last {day}"),
    }
    return which[day.ordinal].format(day=names[day.number])


def _month_day(day: int) -> str:
    if day == -1:
        return _("the last day")
    if day < 0:
        return _("day {n} from the end").format(n=-day)
    return _("day {n}").format(n=day)


def _list(parts: list[str]) -> str:
    if len(parts) == 1:
        return parts[0]
    return _("{first} and {last}").format(first=", ".join(parts[:-1]), last=parts[-1])
