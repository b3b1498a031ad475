"""A condition as one sentence for people."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from types import MappingProxyType
from typing import TypeAlias

from pushdesk.domain.conditions import (
    All,
    Any,
    Browser,
    Condition,
    Country,
    Happened,
    HasOwnId,
    InAudience,
    Language,
    Not,
    OnChannel,
    OwnField,
    Platform,
    SeenWithin,
    Subscribed,
    Visited,
    parts,
)

# A leaf in words: as it is, and as it isn't.
_Clauses: TypeAlias = tuple[str, str]


@dataclass(frozen=True)
class _Voice:
    """What a sentence is said with: translations, names for aliases, the reader's time zone."""

    gettext: Callable[[str], str]
    ngettext: Callable[[str, str, int], str]
    channels: Mapping[str, str]
    zone: tzinfo | None

    def moment(self, at: datetime) -> str:
        return at.astimezone(self.zone).strftime("%Y-%m-%d %H:%M")


def _english(one: str, many: str, n: int) -> str:
    return one if n == 1 else many


def sentence(
    condition: Condition,
    _: Callable[[str], str],
    ngettext: Callable[[str, str, int], str] = _english,
    *,
    channels: Mapping[str, str] = MappingProxyType({}),
    zone: tzinfo | None = None,
) -> str:
    """“guests who are on Lunch and whose language is German”; each “not” goes to its leaf.

    `channels` has names by alias; times are told in `zone`, else in the system's.
    """
    clause = _clause(condition, _Voice(_, ngettext, channels, zone), negated=False)
    return _("guests {clause}").format(clause=clause)


def _clause(condition: Condition, voice: _Voice, *, negated: bool) -> str:
    _ = voice.gettext
    match condition:
        case Not(part):
            return _clause(part, voice, negated=not negated)
        case All(of) | Any(of):
            both = isinstance(condition, All) != negated
            clauses = [_inner(part, voice, negated=negated) for part in of]
            if len(clauses) == 1:
                return _clause(of[0], voice, negated=negated)
            joined = _("{first} and {last}") if both else _("{first} or {last}")
            return joined.format(first=", ".join(clauses[:-1]), last=clauses[-1])
        case Language() | Country() | Platform() | Browser() | OwnField() | HasOwnId():
            return _trait(condition, voice)[negated]
        case _:
            return _story(condition, voice)[negated]


def _inner(part: Condition, voice: _Voice, *, negated: bool) -> str:
    clause = _clause(part, voice, negated=negated)
    core = part.of if isinstance(part, Not) else part
    return f"({clause})" if len(parts(core)) > 1 else clause


def _trait(
    leaf: Language | Country | Platform | Browser | OwnField | HasOwnId, voice: _Voice
) -> _Clauses:
    """What the guest is or has: as it is, and as it isn't."""
    _ = voice.gettext
    match leaf:
        case Language(tag):
            yes, no = _("whose language is {what}"), _("whose language is not {what}")
            return _both(yes, no, what=_language(tag, _))
        case Country(code):
            yes, no = _("whose country is {what}"), _("whose country is not {what}")
            return _both(yes, no, what=code)
        case OwnField(name, value):
            yes, no = _("whose {name} is “{what}”"), _("whose {name} is not “{what}”")
            return _both(yes, no, name=name, what=value)
        case HasOwnId(system):
            yes, no = _("who have an ID in {what}"), _("who have no ID in {what}")
            return _both(yes, no, what=system)
        case Platform(name) | Browser(name):
            return _both(_("who use {what}"), _("who don't use {what}"), what=name)


def _story(
    leaf: Subscribed | OnChannel | InAudience | SeenWithin | Visited | Happened, voice: _Voice
) -> _Clauses:
    """Where the guest is and what they did: as it is, and as it isn't."""
    _, ngettext = voice.gettext, voice.ngettext
    match leaf:
        case OnChannel(alias):
            name = voice.channels.get(alias, alias)
            return _both(_("who are on {what}"), _("who are not on {what}"), what=name)
        case InAudience(name):
            return _both(_("who are in “{what}”"), _("who are not in “{what}”"), what=name)
        case Subscribed():
            yes, no = _period(leaf, _)
            begin, end = (at and voice.moment(at) for at in (leaf.begin, leaf.end))
            return _both(yes, no, begin=begin, end=end)
        case Happened(name, days):
            yes, no = _event(days, voice)
            return _both(yes, no, what=name, n=days)
        case Visited(n):
            yes = ngettext("who came at least once", "who came at least {n} times", n)
            no = ngettext("who never came", "who came less than {n} times", n)
            return _both(yes, no, n=n)
        case SeenWithin(n):
            yes = ngettext("who were seen in the last day", "who were seen in the last {n} days", n)
            no = ngettext("who were not seen for a day", "who were not seen for {n} days", n)
            return _both(yes, no, n=n)


def _period(leaf: Subscribed, _: Callable[[str], str]) -> _Clauses:
    match leaf.begin, leaf.end:
        case None, None:
            return _("who are subscribed"), _("who are not subscribed")
        case None, _end:
            return _("who subscribed before {end}"), _("who did not subscribe before {end}")
        case _begin, None:
            return _("who subscribed since {begin}"), _("who did not subscribe since {begin}")
        case _both_ends:
            return (
                _("who subscribed between {begin} and {end}"),
                _("who did not subscribe between {begin} and {end}"),
            )


def _event(days: int | None, voice: _Voice) -> _Clauses:
    _, ngettext = voice.gettext, voice.ngettext
    if days is None:
        return _("who had the event “{what}”"), _("who never had the event “{what}”")
    return (
        ngettext(
            "who had the event “{what}” in the last day",
            "who had the event “{what}” in the last {n} days",
            days,
        ),
        ngettext(
            "who had no event “{what}” in the last day",
            "who had no event “{what}” in the last {n} days",
            days,
        ),
    )


def _language(tag: str, _: Callable[[str], str]) -> str:
    names = {"en": _("English"), "es": _("Spanish"), "fr": _("French")}
    names |= {"de": _("German"), "it": _("Italian"), "pt": _("Portuguese")}
    return names.get(tag.lower(), tag)


def _both(yes: str, no: str, **values: object) -> _Clauses:
    return yes.format(**values), no.format(**values)
