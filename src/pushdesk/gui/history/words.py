"""Deliveries in the words and colours of the desk, counted."""

from dataclasses import dataclass

from pushdesk.domain.deliveries import DeliveryState
from pushdesk.i18n import _
from pushdesk.services.statistics import Counts, Line, Topic

# As pale as can still be told from the card, 3 to 1.
PALE = 0.7


@dataclass(frozen=True)
class Segment:
    """A part of a bar; `colour` is a field of the theme's Colours, `strength` from 0 to 1."""

    word: str
    states: tuple[DeliveryState, ...]
    colour: str
    strength: float = 1.0

    def of(self, counts: Counts) -> int:
        return sum(counts.get(state, 0) for state in self.states)


def segments() -> tuple[Segment, ...]:
    """From the best to the worst; each delivery is in exactly one."""
    return (
        Segment(_("answered"), (DeliveryState.ANSWERED,), "accent"),
        Segment(_("seen"), (DeliveryState.OPENED,), "green"),
        Segment(_("on the phone"), (DeliveryState.SHOWN,), "green", PALE),
        Segment(_("sent"), (DeliveryState.ACCEPTED,), "blue"),
        Segment(_("under way"), (DeliveryState.QUEUED, DeliveryState.SENDING), "grey", PALE),
        Segment(_("too late"), (DeliveryState.EXPIRED,), "amber"),
        Segment(_("phone gone"), (DeliveryState.GONE,), "red", PALE),
        Segment(_("failed"), (DeliveryState.FAILED,), "red"),
    )


def in_words(counts: Counts) -> str:
    """As a screen reader says it: "2 seen · 1 failed"."""
    told = [f"{number(each.of(counts))} {each.word}" for each in segments() if each.of(counts)]
    return " · ".join(told) or _("nobody")


def share(part: int, whole: int) -> str:
    """In whole percent, and never 0 % or 100 % of what isn't; a dash where there is nothing."""
    if not whole:
        return _("–")
    percent = round(100 * part / whole)
    if 0 < part < whole:
        percent = min(99, max(1, percent))
    return _("{n} %").format(n=percent)


def title(line: Line) -> str:
    """The words of an erased guest's own message are gone."""
    if line.cancelled_at is not None:
        return _("{title} (cancelled)").format(title=line.title)
    return line.title or _("erased")


def number(value: int) -> str:
    return f"{value:,}"


def step(until: int | None) -> str:
    """Until when: what came after the step before."""
    return _("later") if until is None else _duration(until)


def topic(which: Topic) -> str:
    return {
        Topic.CHANNEL: _("Channel"),
        Topic.PLATFORM: _("Phone"),
        Topic.BROWSER: _("Browser"),
        Topic.LANGUAGE: _("Language"),
    }[which]


def part(which: Topic, name: str) -> str:
    if name:
        return name
    return _("on no channel then") if which is Topic.CHANNEL else _("erased guests")


def _duration(seconds: int) -> str:
    if seconds < 60:
        return _("{n} s").format(n=seconds)
    if seconds < 60 * 60:
        return _("{n} min").format(n=seconds // 60)
    return _("{n} h").format(n=seconds // (60 * 60))
