"""The notification that a push asks for: Declarative Web Push, read as strictly as iPhones do."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

MAGIC = 8030


class Malformed(ValueError):
    """The sentence names the first thing that is wrong."""


@dataclass(frozen=True)
class Notification:
    """`navigate` is where a tap leads, `receipt` where the phone reports; both absolute."""

    title: str
    body: str
    navigate: str
    tag: str
    receipt: str


def read(payload: bytes) -> Notification:
    """Raises ValueError; `Malformed` where it is JSON of another shape."""
    declaration = _object(json.loads(payload), "the message")
    if declaration.get("web_push") != MAGIC:
        raise Malformed(f"web_push must be {MAGIC}")
    shown = _object(declaration.get("notification"), "notification")
    data = _object(shown.get("data"), "data")
    return Notification(
        title=_text(shown, "title"),
        body=_text(shown, "body", may_be_empty=True),
        navigate=_address(shown, "navigate"),
        tag=_text(shown, "tag"),
        receipt=_address(data, "receipt"),
    )


def _object(value: object, name: str) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise Malformed(f"{name} must be an object")
    return value


def _text(fields: Mapping[str, object], name: str, *, may_be_empty: bool = False) -> str:
    value = fields.get(name)
    if not isinstance(value, str) or not (value or may_be_empty):
        raise Malformed(f"{name} must be a text")
    return value


def _address(fields: Mapping[str, object], name: str) -> str:
    value = _text(fields, name)
    if not value.startswith(("https://", "http://")):
        raise Malformed(f"{name} must be an absolute web address")
    return value
