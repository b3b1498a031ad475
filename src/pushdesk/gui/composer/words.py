"""How the composer says languages, reach, times and speeds; without any widget."""

from datetime import datetime, timedelta

from pushdesk.domain.requests import Purpose
from pushdesk.gui.widgets import moments
from pushdesk.gui.widgets import words as widget_words
from pushdesk.i18n import _, ngettext
from pushdesk.services.broadcasts import Broadcast, State
from pushdesk.services.drafts import Draft
from pushdesk.services.messages import Reach

URGENCIES = ("high", "normal", "low", "very-low")
_STEPS = ((86400 * 7, "week"), (86400, "day"), (3600, "hour"), (60, "minute"), (1, "second"))


def language(tag: str) -> str:
    """Empty for the words of a message that names none."""
    return widget_words.language(tag) if tag else _("All languages")


def reach(found: Reach, purpose: Purpose) -> str:
    """“Reaches 214 guests on 230 devices. 12 have no live device.”"""
    told = [_("Reaches nobody.")]
    if found.guests:
        both = {
            "guests": widget_words.guests(found.guests),
            "devices": widget_words.devices(found.devices),
        }
        told = [_("Reaches {guests} on {devices}.").format(**both)]
    if found.unreachable:
        text = ngettext("{n} has no live device.", "{n} have no live device.", found.unreachable)
        told.append(text.format(n=f"{found.unreachable:,}"))
    if found.withheld and purpose is Purpose.NEWS:
        text = ngettext(
            "{n} is left out: no news wanted, or enough of it this week.",
            "{n} are left out: no news wanted, or enough of it this week.",
            found.withheld,
        )
        told.append(text.format(n=f"{found.withheld:,}"))
    return " ".join(told)


def purpose(of: Purpose) -> str:
    if of is Purpose.NEWS:
        return _(
            "Only to guests who have ticked a category, never in the quiet hours, "
            "and no more often in a week than you have set."
        )
    return _("For what a guest waits for: goes out at any hour, to everyone you name.")


def urgency(of: str) -> str:
    return {
        "high": _("Wakes the phone at once. For what can't wait."),
        "normal": _("Arrives when the phone is in use or wakes by itself."),
        "low": _("Waits until the phone isn't saving its battery."),
        "very-low": _("Waits until the phone has power and Wi-Fi."),
    }[of]


def urgency_names() -> tuple[tuple[str, str], ...]:
    names = (_("At once"), _("Normal"), _("Can wait"), _("Any time"))
    return tuple(zip(URGENCIES, names, strict=True))


def duration(of: timedelta) -> str:
    """In the largest unit that divides it: “90 minutes”, “1 day”."""
    number, unit = _in_units(of)
    text = {
        "week": ngettext("{n} week", "{n} weeks", number),
        "day": ngettext("{n} day", "{n} days", number),
        "hour": ngettext("{n} hour", "{n} hours", number),
        "minute": ngettext("{n} minute", "{n} minutes", number),
        "second": ngettext("{n} second", "{n} seconds", number),
    }[unit]
    return text.format(n=number)


def short_duration(of: timedelta) -> str:
    """For a chip: “90 min”, “4 h”."""
    number, unit = _in_units(of)
    short = {"hour": _("{n} h"), "minute": _("{n} min"), "second": _("{n} s")}
    return short[unit].format(n=number) if unit in short else duration(of)


def _in_units(of: timedelta) -> tuple[int, str]:
    seconds = int(of.total_seconds())
    size, unit = next((s, u) for s, u in _STEPS if seconds % s == 0)
    return seconds // size, unit


def moment(at: datetime, now: datetime, zone: str) -> str:
    """“today 18:00”, “tomorrow 18:00”, “Sat 21 Nov 2026 18:00”."""
    then, today = moments.here(at, zone), moments.here(now, zone).date()
    time = f"{then:%H:%M}"
    if then.date() == today:
        return _("today {time}").format(time=time)
    if then.date() == today + timedelta(days=1):
        return _("tomorrow {time}").format(time=time)
    return f"{then:%a} {widget_words.day(then)} {time}"


def template(name: str) -> str:
    names = {
        "ready": _("Table ready"),
        "second_call": _("Second call"),
        "getting_close": _("Getting close"),
        "delay": _("Delay"),
        "confirmation": _("Confirmation"),
        "reminder": _("Reminder"),
        "dispatch": _("On its way"),
        "error": _("Something went wrong"),
        "birthday": _("Birthday"),
        "follow_up": _("Thank you"),
    }
    return names.get(name, name)


def bytes_(used: int, most: int) -> str:
    return _("{used} of {most} bytes").format(used=f"{used:,}", most=f"{most:,}")


def speed(per_second: float | None, seconds_left: float | None) -> str:
    """“310 a second · 28 s left”; empty before anything is known."""
    told = []
    if per_second:
        told.append(_("{n} a second").format(n=f"{per_second:,.0f}"))
    if seconds_left is not None:
        minutes, seconds = divmod(int(seconds_left), 60)
        left = _("{n} min left").format(n=minutes) if minutes else _("{n} s left").format(n=seconds)
        told.append(left)
    return " · ".join(told)


def headline(title: str, body: str, of_template: str) -> str:
    """What a message is called in a list."""
    first = (title or body).strip().partition("\n")[0]
    if first:
        return first
    return (
        _("Template “{name}”").format(name=template(of_template))
        if of_template
        else _("No text yet")
    )


def progress(of: Broadcast) -> str:
    """“1,240 of 10,000 · 310 a second · 28 s left”."""
    done = _("{done} of {all}").format(done=f"{of.done:,}", all=f"{of.devices:,}")
    if of.state is State.PAUSED:
        return _("paused · {done}").format(done=done)
    if of.state is State.WAITING:
        return _("about to start · {devices}").format(devices=widget_words.devices(of.devices))
    return " · ".join(part for part in (done, speed(of.per_second, of.seconds_left)) if part)


def draft(of: Draft, now: datetime) -> str:
    """Where it stands: “draft”, “goes out tomorrow 18:00”, “sent 3 times, …”."""
    told = []
    if of.state == "scheduled" and of.send_at is not None:
        moment_ = moment(of.send_at, now, of.zone)
        text = _("repeats, next {moment}") if of.repeats else _("goes out {moment}")
        told.append(text.format(moment=moment_))
    elif of.state == "done":
        told.append(_("has gone out"))
    else:
        told.append(_("draft of {moment}").format(moment=widget_words.moment(of.updated_at, now)))
    if of.sent:
        told.append(ngettext("sent once", "sent {n} times", of.sent).format(n=of.sent))
    return " · ".join([*told, *([of.note] if of.note else [])])
