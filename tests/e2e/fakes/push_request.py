"""The rules that a push service holds a POST to (RFC 8030, 8188), with Mozilla's error numbers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

MAX_BODY = 4096
_TOPIC = re.compile(r"[A-Za-z0-9_-]{1,32}")
_URGENCIES = ("very-low", "low", "normal", "high")


class Refusal(Exception):
    """`errno` as in the documentation of autopush."""

    def __init__(self, status: int, errno: int, reason: str) -> None:
        super().__init__(f"{status}/{errno}: {reason}")
        self.status = status
        self.errno = errno
        self.reason = reason


@dataclass(frozen=True)
class PushRequest:
    """`ttl` in seconds; `body` is the encrypted record, empty for a message without data."""

    ttl: int
    topic: str | None
    urgency: str
    encoding: str
    body: bytes


def parse(headers: Mapping[str, str], body: bytes) -> PushRequest:
    """`headers` must find names case-insensitively; raises `Refusal`."""
    encoding = headers.get("Content-Encoding", "")
    if len(body) > MAX_BODY:
        raise Refusal(413, 104, f"{len(body)} bytes are more than {MAX_BODY}")
    if body and encoding != "aes128gcm":
        raise Refusal(400, 110, f"Content-Encoding {encoding!r} is not aes128gcm")
    return PushRequest(_ttl(headers), _topic(headers), _urgency(headers), encoding, body)


def _ttl(headers: Mapping[str, str]) -> int:
    text = headers.get("TTL")
    if text is None:
        raise Refusal(400, 111, "the TTL header is missing")
    if re.fullmatch(r"[0-9]+", text) is None:
        raise Refusal(400, 112, f"TTL {text!r} is not a number of seconds")
    return int(text)


def _topic(headers: Mapping[str, str]) -> str | None:
    topic = headers.get("Topic")
    if topic is not None and _TOPIC.fullmatch(topic) is None:
        raise Refusal(400, 113, "a Topic has 1 to 32 base64url characters")
    return topic


def _urgency(headers: Mapping[str, str]) -> str:
    urgency = headers.get("Urgency", "normal")
    if urgency not in _URGENCIES:
        raise Refusal(400, 114, f"Urgency {urgency!r} is unknown")
    return urgency
