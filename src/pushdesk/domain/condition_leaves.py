"""What conditions are made of: which guests a smart audience means, as data."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

MAX_JSON = 10_000
MAX_DEPTH = 6
MAX_PARTS = 60
MAX_TEXT = 200
MAX_DAYS = 3650
MAX_VISITS = 10_000
EVENT_LENGTH = 64


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
class Country:
    """In capitals, as in ISO 3166-1 alpha-2."""

    code: str


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
class Happened:
    """An event of this name, ever or in the last `days`."""

    name: str
    days: int | None = None


@dataclass(frozen=True)
class OwnField:
    name: str
    value: str


@dataclass(frozen=True)
class HasOwnId:
    system: str


Named: TypeAlias = OnChannel | InAudience | Language | Country | Platform | Browser | HasOwnId
Counted: TypeAlias = SeenWithin | Visited
Leaf: TypeAlias = Subscribed | OwnField | Happened | Named | Counted
Condition: TypeAlias = All | Any | Not | Leaf


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
