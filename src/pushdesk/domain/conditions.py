"""Conditions: which guests a smart audience means, as data, as JSON and as one sentence."""

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import astuple, dataclass
from datetime import UTC, datetime, tzinfo
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

MAX_JSON = 10_000
MAX_DEPTH = 6
MAX_PARTS = 60
MAX_TEXT = 200
MAX_DAYS = 3650
MAX_VISITS = 10_000


class Reason(StrEnum):
    """Why something is no condition."""

    NOT_JSON = "not_json"
    UNKNOWN_KIND = "unknown_kind"
    BAD_VALUE = "bad_value"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    UNKNOWN_AUDIENCE = "unknown_audience"
    CIRCULAR = "circular"


class NoCondition(ValueError):
    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True)
class All:
    of: tuple["Condition", ...]


@dataclass(frozen=True)
class Any:
    of: tuple["Condition", ...]


@dataclass(frozen=True)
class Not:
    of: "Condition"


@dataclass(frozen=True)
class Subscribed:
    """On any channel now, since a moment in [begin, end); None leaves that side open."""

    begin: datetime | None = None
    end: datetime | None = None


@dataclass(frozen=True)
class OnChannel:
    alias: str


@dataclass(frozen=True)
class InAudience:
    name: str


@dataclass(frozen=True)
class Language:
    """A tag of RFC 5646; `de` means `de-AT` as well."""

    tag: str


@dataclass(frozen=True)
class Platform:
    """Of a device that can still be reached, in the words of domain.user_agents."""

    name: str


@dataclass(frozen=True)
class Browser:
    """Of a device that can still be reached, in the words of domain.user_agents."""

    name: str


@dataclass(frozen=True)
class SeenWithin:
    days: int


@dataclass(frozen=True)
class Visited:
    at_least: int


@dataclass(frozen=True)
class OwnField:
    name: str
    value: str


@dataclass(frozen=True)
class HasOwnId:
    system: str


_Named: TypeAlias = OnChannel | InAudience | Language | Platform | Browser | HasOwnId
_Counted: TypeAlias = SeenWithin | Visited
Leaf: TypeAlias = Subscribed | OwnField | _Named | _Counted
Condition: TypeAlias = All | Any | Not | Leaf
# A leaf in words: as it is, and as it isn't.
_Clauses: TypeAlias = tuple[str, str]


def parse(json_text: str) -> Condition:
    """The condition that `to_json` wrote; raises NoCondition for all else."""
    if len(json_text) > MAX_JSON:
        raise NoCondition(Reason.TOO_LARGE)
    try:
        value = json.loads(json_text)
    except (ValueError, RecursionError) as error:
        raise NoCondition(Reason.NOT_JSON) from error
    condition = _read(value, MAX_DEPTH)
    if size(condition) > MAX_PARTS:
        raise NoCondition(Reason.TOO_LARGE)
    return condition


def to_json(condition: Condition) -> str:
    return json.dumps(_write(condition), ensure_ascii=False)


def parts(condition: Condition) -> tuple[Condition, ...]:
    match condition:
        case All(of) | Any(of):
            return of
        case Not(part):
            return (part,)
        case _:
            return ()


def size(condition: Condition) -> int:
    return 1 + sum(size(part) for part in parts(condition))


def _read(value: object, depth: int) -> Condition:
    if depth == 0:
        raise NoCondition(Reason.TOO_LARGE)
    if not isinstance(value, dict) or len(value) != 1:
        raise NoCondition(Reason.UNKNOWN_KIND)
    ((kind, content),) = value.items()
    match kind:
        case "all":
            return All(_read_parts(content, depth))
        case "any":
            return Any(_read_parts(content, depth))
        case "not":
            return Not(_read(content, depth - 1))
        case _:
            return _read_leaf(kind, content)


def _read_parts(value: object, depth: int) -> tuple[Condition, ...]:
    if not isinstance(value, list):
        raise NoCondition(Reason.BAD_VALUE)
    if not value:
        raise NoCondition(Reason.EMPTY)
    return tuple(_read(part, depth - 1) for part in value)


def _read_leaf(kind: str, value: object) -> Leaf:
    if kind == "subscribed":
        return _read_subscribed(value)
    if kind == "field":
        return _read_field(value)
    if kind in _TEXTS:
        named, pattern = _TEXTS[kind]
        return named(_text(value, pattern))
    if kind in _NUMBERS:
        counted, most = _NUMBERS[kind]
        return counted(_number(value, most))
    raise NoCondition(Reason.UNKNOWN_KIND)


def _read_subscribed(value: object) -> Subscribed:
    if not isinstance(value, dict) or not value.keys() <= {"from", "to"}:
        raise NoCondition(Reason.BAD_VALUE)
    begin, end = _moment(value.get("from")), _moment(value.get("to"))
    if begin is not None and end is not None and begin >= end:
        raise NoCondition(Reason.BAD_VALUE)
    return Subscribed(begin, end)


def _read_field(value: object) -> OwnField:
    if not isinstance(value, dict) or value.keys() != {"name", "value"}:
        raise NoCondition(Reason.BAD_VALUE)
    return OwnField(_text(value["name"]), _text(value["value"]))


def _moment(value: object) -> datetime | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise NoCondition(Reason.BAD_VALUE)
    try:
        moment = datetime.fromisoformat(value)
    except ValueError as error:
        raise NoCondition(Reason.BAD_VALUE) from error
    # What lies further off can't be told in every time zone.
    if moment.tzinfo is None or not 1900 <= moment.year <= 9000:
        raise NoCondition(Reason.BAD_VALUE)
    return moment.astimezone(UTC)


def _text(value: object, pattern: str = ".*") -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > MAX_TEXT:
        raise NoCondition(Reason.BAD_VALUE)
    plain = not any(unicodedata.category(character) in {"Cc", "Cs"} for character in value)
    if not plain or not re.fullmatch(pattern, value):
        raise NoCondition(Reason.BAD_VALUE)
    return value.strip()


def _number(value: object, most: int) -> int:
    # True is an int in Python.
    if type(value) is not int or not 1 <= value <= most:
        raise NoCondition(Reason.BAD_VALUE)
    return value


# Leaves of one value by their kind in JSON, with the pattern or the most that it may have.
_TEXTS: Mapping[str, tuple[type[_Named], str]] = MappingProxyType(
    {
        "channel": (OnChannel, r"[A-Za-z0-9]{6}"),
        "audience": (InAudience, r".*"),
        "language": (Language, r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}"),
        "platform": (Platform, r".*"),
        "browser": (Browser, r".*"),
        "own_id": (HasOwnId, r".*"),
    }
)
_NUMBERS: Mapping[str, tuple[type[_Counted], int]] = MappingProxyType(
    {
        "seen_within_days": (SeenWithin, MAX_DAYS),
        "visits_at_least": (Visited, MAX_VISITS),
    }
)


def _write(condition: Condition) -> dict[str, object]:
    match condition:
        case All(of):
            return {"all": [_write(part) for part in of]}
        case Any(of):
            return {"any": [_write(part) for part in of]}
        case Not(part):
            return {"not": _write(part)}
        case Subscribed(begin, end):
            bounds = {"from": begin, "to": end}
            return {"subscribed": {k: at.isoformat() for k, at in bounds.items() if at}}
        case OwnField(name, value):
            return {"field": {"name": name, "value": value}}
        case leaf:
            types = {**_TEXTS, **_NUMBERS}
            kind = next(kind for kind, (type_, _) in types.items() if type_ is type(leaf))
            return {kind: astuple(leaf)[0]}


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
        case Language() | Platform() | Browser() | OwnField() | HasOwnId():
            return _trait(condition, voice)[negated]
        case _:
            return _story(condition, voice)[negated]


def _inner(part: Condition, voice: _Voice, *, negated: bool) -> str:
    clause = _clause(part, voice, negated=negated)
    core = part.of if isinstance(part, Not) else part
    return f"({clause})" if len(parts(core)) > 1 else clause


def _trait(leaf: Language | Platform | Browser | OwnField | HasOwnId, voice: _Voice) -> _Clauses:
    """What the guest is or has: as it is, and as it isn't."""
    _ = voice.gettext
    match leaf:
        case Language(tag):
            yes, no = _("whose language is {what}"), _("whose language is not {what}")
            return _both(yes, no, what=_language(tag, _))
        case OwnField(name, value):
            yes, no = _("whose {name} is “{what}”"), _("whose {name} is not “{what}”")
            return _both(yes, no, name=name, what=value)
        case HasOwnId(system):
            yes, no = _("who have an ID in {what}"), _("who have no ID in {what}")
            return _both(yes, no, what=system)
        case Platform(name) | Browser(name):
            return _both(_("who use {what}"), _("who don't use {what}"), what=name)


def _story(
    leaf: Subscribed | OnChannel | InAudience | SeenWithin | Visited, voice: _Voice
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


def _language(tag: str, _: Callable[[str], str]) -> str:
    names = {"en": _("English"), "es": _("Spanish"), "fr": _("French")}
    names |= {"de": _("German"), "it": _("Italian"), "pt": _("Portuguese")}
    return names.get(tag.lower(), tag)


def _both(yes: str, no: str, **values: object) -> _Clauses:
    return yes.format(**values), no.format(**values)
