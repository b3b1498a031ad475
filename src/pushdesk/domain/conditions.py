"""Conditions: which guests a smart audience means, as data and as JSON."""

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import astuple
from datetime import UTC, datetime
from types import MappingProxyType

from pushdesk.domain.condition_leaves import (
    EVENT_LENGTH,
    MAX_DAYS,
    MAX_DEPTH,
    MAX_JSON,
    MAX_PARTS,
    MAX_TEXT,
    MAX_VISITS,
    All,
    Any,
    Browser,
    Condition,
    Counted,
    Country,
    Happened,
    HasOwnId,
    InAudience,
    Language,
    Leaf,
    Named,
    NoCondition,
    Not,
    OnChannel,
    OwnField,
    Platform,
    Reason,
    SeenWithin,
    Subscribed,
    Visited,
    parts,
    size,
)

__all__ = [
    "EVENT_LENGTH",
    "MAX_DAYS",
    "MAX_DEPTH",
    "MAX_JSON",
    "MAX_PARTS",
    "MAX_TEXT",
    "MAX_VISITS",
    "All",
    "Any",
    "Browser",
    "Condition",
    "Country",
    "Happened",
    "HasOwnId",
    "InAudience",
    "Language",
    "Leaf",
    "NoCondition",
    "Not",
    "OnChannel",
    "OwnField",
    "Platform",
    "Reason",
    "SeenWithin",
    "Subscribed",
    "Visited",
    "parse",
    "parts",
    "size",
    "to_json",
]


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
    if kind in _SHAPES:
        return _SHAPES[kind](value)
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


def _read_event(value: object) -> Happened:
    if not isinstance(value, dict) or not {"name"} <= value.keys() <= {"name", "within_days"}:
        raise NoCondition(Reason.BAD_VALUE)
    days = value.get("within_days")
    name = _text(value["name"], rf".{{1,{EVENT_LENGTH}}}")
    return Happened(name, None if days is None else _number(days, MAX_DAYS))


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


# Leaves of several values by their kind in JSON.
_SHAPES: Mapping[str, Callable[[object], Leaf]] = MappingProxyType(
    {"subscribed": _read_subscribed, "field": _read_field, "event": _read_event}
)
# Leaves of one value by their kind in JSON, with the pattern or the most that it may have.
_TEXTS: Mapping[str, tuple[type[Named], str]] = MappingProxyType(
    {
        "channel": (OnChannel, r"[A-Za-z0-9]{6}"),
        "audience": (InAudience, r".*"),
        "language": (Language, r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}"),
        "country": (Country, r"[A-Z]{2}"),
        "platform": (Platform, r".*"),
        "browser": (Browser, r".*"),
        "own_id": (HasOwnId, r".*"),
    }
)
_NUMBERS: Mapping[str, tuple[type[Counted], int]] = MappingProxyType(
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
        case leaf:
            return _write_leaf(leaf)


def _write_leaf(leaf: Leaf) -> dict[str, object]:
    match leaf:
        case Subscribed(begin, end):
            bounds = {"from": begin, "to": end}
            return {"subscribed": {k: at.isoformat() for k, at in bounds.items() if at}}
        case Happened(name, days):
            return {"event": {"name": name} | ({"within_days": days} if days else {})}
        case OwnField(name, value):
            return {"field": {"name": name, "value": value}}
        case _:
            types = {**_TEXTS, **_NUMBERS}
            kind = next(kind for kind, (type_, _) in types.items() if type_ is type(leaf))
            return {kind: astuple(leaf)[0]}
