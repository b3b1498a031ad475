"""Rules in plain sentences: when, if, then, and each step with those inside it further in."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from pushdesk.domain.conditions import Condition
from pushdesk.domain.rules import (
    Action,
    AddTo,
    CallAgain,
    Definition,
    If,
    Move,
    Properties,
    Record,
    Release,
    RemoveFrom,
    Send,
    Step,
    Steps,
    Stop,
    Tell,
    Trigger,
    Wait,
    WaitFor,
    Webhook,
    WhenDate,
    WhenEvent,
    WhenMissing,
)

_UNITS = (86_400, 3_600, 60)
# What a ready rule calls the field; an owner's own fields are said as they are called.
_BIRTHDAY = "birthday"


@dataclass(frozen=True)
class Voice:
    """What sentences are said with; `condition` says one as “guests who …”.

    `template` says what a guest reads of the one that is named.
    """

    gettext: Callable[[str], str]
    ngettext: Callable[[str, str, int], str]
    condition: Callable[[Condition], str]
    template: Callable[[str], str] = str


@dataclass(frozen=True)
class Line:
    """`depth` is how far in it stands: 0 for the rule's own steps."""

    depth: int
    text: str


def lines(rule: Definition, voice: Voice) -> tuple[Line, ...]:
    """The whole rule: its trigger, its condition, its steps."""
    said = [Line(0, trigger(rule.when, voice))]
    if rule.condition is not None:
        said.append(Line(0, only_for(rule.condition, voice)))
    return (*said, *_lines(rule.then, voice, 0))


def trigger(when: Trigger, voice: Voice) -> str:
    _ = voice.gettext
    match when:
        case WhenEvent(name, where):
            return _("When a guest {event}{where}:").format(
                event=event(name, _), where=_where(where, voice)
            )
        case WhenMissing(name, within, after, where):
            return _("When a guest {after}{where} and {missing} within {time}:").format(
                time=duration(within, voice),
                after=event(after, _),
                where=_where(where, voice),
                missing=_missing(name, _),
            )
        case WhenDate():
            return _date(when, voice)


def only_for(condition: Condition, voice: Voice) -> str:
    return voice.gettext("Only for {guests}.").format(guests=voice.condition(condition))


def step(one: Step, voice: Voice) -> str:
    """Without what stands in its branches."""
    _ = voice.gettext
    match one:
        case Wait(time):
            return _("Wait {time}.").format(time=duration(time, voice))
        case WaitFor(name, within):
            return _("Wait until the guest {event}, at most {time}.").format(
                event=event(name, _), time=duration(within, voice)
            )
        case If(condition):
            return _("Is the guest one of the {guests}?").format(guests=voice.condition(condition))
        case Stop():
            return _("Stop.")
        case _:
            return _action(one, voice)


def event(name: str, _: Callable[[str], str]) -> str:
    """“is called”: what the guest does or what happens to them, after “a guest”."""
    known = {
        "subscribed": _("subscribes"),
        "left": _("leaves"),
        "shown": _("gets a message on the phone"),
        "opened": _("opens a message"),
        "answered": _("answers"),
        "called": _("is called"),
        "called_again": _("is called again"),
        "seated": _("is seated"),
        "released": _("is released"),
        "joined_audience": _("comes into an audience"),
        "left_audience": _("goes out of an audience"),
        "category_chosen": _("chooses a category"),
        "category_dropped": _("drops a category"),
    }
    return known.get(name) or _("has “{name}”").format(name=name)


def _missing(name: str, _: Callable[[str], str]) -> str:
    """“isn't called”: the same event, where it doesn't come."""
    known = {
        "subscribed": _("doesn't subscribe"),
        "left": _("doesn't leave"),
        "shown": _("gets no message on the phone"),
        "opened": _("opens no message"),
        "answered": _("doesn't answer"),
        "called": _("isn't called"),
        "called_again": _("isn't called again"),
        "seated": _("isn't seated"),
        "released": _("isn't released"),
        "joined_audience": _("comes into no audience"),
        "left_audience": _("goes out of no audience"),
        "category_chosen": _("chooses no category"),
        "category_dropped": _("drops no category"),
    }
    return known.get(name) or _("has no “{name}”").format(name=name)


def duration(time: timedelta, voice: Voice) -> str:
    """“5 minutes”: in the largest unit that needs no fraction."""
    seconds = int(time.total_seconds())
    unit = next((unit for unit in _UNITS if seconds % unit == 0), 1)
    n = seconds // unit
    said = {
        86_400: voice.ngettext("{n} day", "{n} days", n),
        3_600: voice.ngettext("{n} hour", "{n} hours", n),
        60: voice.ngettext("{n} minute", "{n} minutes", n),
        1: voice.ngettext("{n} second", "{n} seconds", n),
    }
    return said[unit].format(n=n)


def _date(when: WhenDate, voice: Voice) -> str:
    _ = voice.gettext
    texts = {
        (True, 0): _("Every year on {day}, at {at}:"),
        (True, 1): _("Every year {days} after {day}, at {at}:"),
        (True, -1): _("Every year {days} before {day}, at {at}:"),
        (False, 0): _("On {day}, at {at}:"),
        (False, 1): _("{days} after {day}, at {at}:"),
        (False, -1): _("{days} before {day}, at {at}:"),
    }
    side = (when.days > 0) - (when.days < 0)
    days = duration(timedelta(days=abs(when.days)), voice)
    day = _("the day in “{field}”").format(field=when.field)
    if when.field == _BIRTHDAY:
        day = _("the guest's birthday")
    return texts[when.yearly, side].format(day=day, at=f"{when.at:%H:%M}", days=days)


def _action(one: Action, voice: Voice) -> str:
    _ = voice.gettext
    match one:
        case Send(template):
            said = _("Send “{template}”.").format(template=voice.template(template))
        case CallAgain():
            said = _("Call again.")
        case Release():
            said = _("Release the table.")
        case Webhook(url):
            said = _("Tell the program at {url}.").format(url=url)
        case Tell(sentence):
            said = _("Tell the desk: “{sentence}”").format(sentence=sentence)
        case Record(name):
            said = _("Note that the guest {event}.").format(event=event(name, _))
        case _:
            said = _audience(one, _)
    return said


def _audience(one: AddTo | RemoveFrom | Move, _: Callable[[str], str]) -> str:
    match one:
        case AddTo(name):
            return _("Add to “{name}”.").format(name=name)
        case RemoveFrom(name):
            return _("Take out of “{name}”.").format(name=name)
        case Move(source, target):
            return _("Move from “{source}” to “{target}”.").format(source=source, target=target)


def _where(where: Properties, voice: Voice) -> str:
    _ = voice.gettext
    if not where:
        return ""
    pairs = ", ".join(
        _("with “{title}”").format(title=voice.template(text))
        if name == "template"
        else f"{name} “{text}”"
        for name, text in where
    )
    return _(" ({pairs})").format(pairs=pairs)


def _lines(steps: Steps, voice: Voice, depth: int) -> Iterator[Line]:
    for one in steps:
        yield Line(depth, step(one, voice))
        for heading, branch in _headed(one, voice.gettext):
            if branch:
                yield Line(depth + 1, heading)
                yield from _lines(branch, voice, depth + 2)


def _headed(one: Step, _: Callable[[str], str]) -> tuple[tuple[str, Steps], ...]:
    match one:
        case WaitFor(came=came, over=over):
            return (_("If it happened:"), came), (_("If the time ran out:"), over)
        case If(then=then, otherwise=otherwise):
            return (_("If yes:"), then), (_("If no:"), otherwise)
        case _:
            return ()
