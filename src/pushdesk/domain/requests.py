"""What somebody asks to have sent, as data and as the JSON of `POST /api/v1/messages`."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from pushdesk.domain import targets
from pushdesk.domain.placeholders import Wording
from pushdesk.domain.targets import Target

MAX_JSON = 500_000
MAX_TARGETS = 2000
MAX_ENTRIES = 100
MAX_TEXT = 5000
MAX_BUTTONS = 2
MAX_LIMIT = 10**9
MAX_SECONDS = 10**8

T = TypeVar("T")


class Purpose(StrEnum):
    """What belongs to a visit always comes; news needs consent, rests at night, and has a cap."""

    VISIT = "visit"
    NEWS = "news"


class Reason(StrEnum):
    """Why something is no request."""

    NOT_JSON = "not_json"
    TOO_LARGE = "too_large"
    UNKNOWN_FIELD = "unknown_field"
    BAD_VALUE = "bad_value"
    NO_TARGET = "no_target"


class NoRequest(ValueError):
    """`detail` names the field, or the target that is none."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True)
class Button:
    title: str
    url: str


@dataclass(frozen=True)
class Request:
    """`subscribed` is from–to, [begin, end); None leaves a side open.

    The words are a template's or `title`, `body` and their `translations` by language tag.
    It is valid for `ttl` from its start or until the moment `until`; without both, for as long as
    the template says, or four hours.
    """

    to: tuple[Target, ...]
    exclude: tuple[Target, ...] = ()
    subscribed: tuple[datetime | None, datetime | None] | None = None
    limit: int | None = None
    title: str = ""
    body: str = ""
    url: str = ""
    template: str = ""
    variables: Mapping[str, str] = field(default_factory=dict)
    translations: Mapping[str, Wording] = field(default_factory=dict)
    ttl: timedelta | None = None
    until: datetime | None = None
    urgency: str | None = None
    purpose: Purpose = Purpose.VISIT
    icon: str = ""
    image: str = ""
    buttons: tuple[Button, ...] = ()


def parse(json_text: str) -> Request:
    """The request that `to_json` wrote or a program sent; raises NoRequest for all else."""
    if len(json_text) > MAX_JSON:
        raise NoRequest(Reason.TOO_LARGE)
    try:
        value = json.loads(json_text)
    except (ValueError, RecursionError) as error:
        raise NoRequest(Reason.NOT_JSON) from error
    if not isinstance(value, dict):
        raise NoRequest(Reason.NOT_JSON)
    if unknown := sorted(value.keys() - _READERS.keys()):
        raise NoRequest(Reason.UNKNOWN_FIELD, unknown[0])
    fields = {name: read(name, value.get(name)) for name, read in _READERS.items()}
    return Request(**{name: read for name, read in fields.items() if read is not None})


def to_json(request: Request) -> str:
    """Without what is not said. Half characters stay escaped: no database would take them."""
    every = {
        "to": [_target(target) for target in request.to],
        "exclude": [_target(target) for target in request.exclude],
        "subscribed": _window(request.subscribed),
        "limit": request.limit,
        **{name: getattr(request, name) for name in _TEXTS},
        "variables": dict(request.variables),
        "translations": {
            tag: {"title": wording.title, "body": wording.body}
            for tag, wording in request.translations.items()
        },
        "ttl": None if request.ttl is None else _number(request.ttl.total_seconds()),
        "until": _moment(request.until),
        "urgency": request.urgency,
        "purpose": None if request.purpose is Purpose.VISIT else request.purpose.value,
        "buttons": [{"title": button.title, "url": button.url} for button in request.buttons],
    }
    said = {name: value for name, value in every.items() if value not in (None, "", [], {})}
    return json.dumps({"to": [], **said}, separators=(",", ":"))


def _target(target: Target) -> dict[str, object]:
    match target:
        case targets.App():
            return {"app": True}
        case targets.Channel(alias):
            return {"channel": alias}
        case targets.PushedId(value):
            return {"pushed_id": value}
        case targets.Audience(name):
            return {"audience": name}
        case targets.Email(address):
            return {"email": address}
        case targets.OwnId(system, value):
            return {"own": {"system": system, "id": value}}


def _window(
    window: tuple[datetime | None, datetime | None] | None,
) -> dict[str, str | None] | None:
    return window and {"from": _moment(window[0]), "to": _moment(window[1])}


def _moment(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()


def _number(seconds: float) -> float:
    return int(seconds) if seconds.is_integer() else seconds


def _bad(name: str) -> NoRequest:
    return NoRequest(Reason.BAD_VALUE, name)


def _optional(read: Callable[[str, object], T]) -> Callable[[str, object], T | None]:
    return lambda name, value: None if value is None else read(name, value)


def _read_targets(name: str, value: object) -> tuple[Target, ...]:
    return tuple(_read_target(item) for item in _read_list(name, value, MAX_TARGETS))


def _read_target(value: object) -> Target:
    """As text it is what `targets.parse` reads, so both doors have the same rules."""
    if isinstance(value, dict) and len(value) == 1:
        ((kind, named),) = value.items()
        text = _as_text(str(kind), named)
        target = targets.parse(text) if text is not None else None
        if target is not None:
            return target
    raise NoRequest(Reason.NO_TARGET, _short(value))


def _as_text(kind: str, named: object) -> str | None:
    if kind == "app":
        return "app" if named is True else None
    if kind == "own" and isinstance(named, dict) and named.keys() == {"system", "id"}:
        system, id_ = named["system"], named["id"]
        whole = isinstance(system, str) and isinstance(id_, str) and "/" not in system
        return f"own:{system}/{id_}" if whole else None
    return f"{kind}:{named}" if isinstance(named, str) and kind != "own" else None


def _short(value: object) -> str:
    return json.dumps(value)[:60]


def _read_list(name: str, value: object, most: int) -> list[object]:
    if not isinstance(value, list):
        raise _bad(name)
    if len(value) > most:
        raise NoRequest(Reason.TOO_LARGE, name)
    return value


def _read_texts(name: str, value: object) -> dict[str, str]:
    return {key: _read_text(name, text) for key, text in _entries(name, value)}


def _read_translations(name: str, value: object) -> dict[str, Wording]:
    return {tag: _read_wording(name, wording) for tag, wording in _entries(name, value)}


def _entries(name: str, value: object) -> Iterable[tuple[str, object]]:
    if not isinstance(value, dict):
        raise _bad(name)
    if len(value) > MAX_ENTRIES:
        raise NoRequest(Reason.TOO_LARGE, name)
    return value.items()


def _read_wording(name: str, value: object) -> Wording:
    if not isinstance(value, dict) or not value.keys() <= {"title", "body"}:
        raise _bad(name)
    parts = (value.get("title", ""), value.get("body", ""))
    return Wording(*(_read_text(name, part) for part in parts))


def _read_text(name: str, value: object) -> str:
    if not isinstance(value, str) or len(value) > MAX_TEXT:
        raise _bad(name)
    return value


def _read_window(name: str, value: object) -> tuple[datetime | None, datetime | None]:
    if not isinstance(value, dict) or not value.keys() <= {"from", "to"}:
        raise _bad(name)
    read = _optional(_read_moment)
    return read(name, value.get("from")), read(name, value.get("to"))


def _read_moment(name: str, value: object) -> datetime:
    """ISO 8601 with its offset: a bare time of day would mean another moment on each computer."""
    try:
        at = datetime.fromisoformat(_read_text(name, value))
        moment = at.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise _bad(name) from error
    if at.tzinfo is None:
        raise _bad(name)
    return moment


def _read_limit(name: str, value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MAX_LIMIT:
        raise _bad(name)
    return value


def _read_ttl(name: str, value: object) -> timedelta:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise _bad(name)
    if not 0 <= value <= MAX_SECONDS:  # also what is no number (NaN)
        raise _bad(name)
    return timedelta(seconds=value)


def _read_purpose(name: str, value: object) -> Purpose:
    found = next((purpose for purpose in Purpose if purpose.value == value), None)
    if found is None:
        raise _bad(name)
    return found


def _read_buttons(name: str, value: object) -> tuple[Button, ...]:
    return tuple(_read_button(name, item) for item in _read_list(name, value, MAX_BUTTONS))


def _read_button(name: str, value: object) -> Button:
    if not isinstance(value, dict) or value.keys() != {"title", "url"}:
        raise _bad(name)
    return Button(_read_text(name, value["title"]), _read_text(name, value["url"]))


_TEXTS = ("title", "body", "url", "template", "icon", "image")
_READERS: dict[str, Callable[[str, object], Any]] = {
    "to": _read_targets,
    **dict.fromkeys((*_TEXTS, "urgency"), _optional(_read_text)),
    "exclude": _optional(_read_targets),
    "subscribed": _optional(_read_window),
    "limit": _optional(_read_limit),
    "variables": _optional(_read_texts),
    "translations": _optional(_read_translations),
    "ttl": _optional(_read_ttl),
    "until": _optional(_read_moment),
    "purpose": _optional(_read_purpose),
    "buttons": _optional(_read_buttons),
}
