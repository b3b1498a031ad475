"""The headers and size that a push service holds a POST to (RFC 8030 section 5, RFC 8291)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pushdesk.practice.answers import Refusal

MAX_BODY = 4096
LONGEST_TTL = 28 * 24 * 3600

_SECONDS = re.compile(r"[0-9]{1,10}", re.ASCII)
_TOPIC = re.compile(r"[A-Za-z0-9_-]{1,32}", re.ASCII)
_URGENCIES = ("very-low", "low", "normal", "high")


@dataclass(frozen=True)
class PushHeaders:
    """`ttl` in seconds, cut to what the service keeps."""

    ttl: int
    urgency: str
    topic: str | None


def check(headers: Mapping[str, str], body: bytes) -> PushHeaders:
    """`headers` must find names in any case; raises Refusal."""
    if len(body) > MAX_BODY:
        raise Refusal(413, f"the body has {len(body)} bytes, {MAX_BODY} are taken")
    if body and headers.get("Content-Encoding") != "aes128gcm":
        raise Refusal(400, "Content-Encoding must be aes128gcm")
    return PushHeaders(_ttl(headers.get("TTL")), _urgency(headers), _topic(headers.get("Topic")))


def _ttl(text: str | None) -> int:
    if text is None:
        raise Refusal(400, "the TTL header is missing")
    if not _SECONDS.fullmatch(text):
        raise Refusal(400, "TTL must be a number of seconds")
    return min(int(text), LONGEST_TTL)


def _urgency(headers: Mapping[str, str]) -> str:
    urgency = headers.get("Urgency", "normal")
    if urgency not in _URGENCIES:
        raise Refusal(400, f"Urgency must be one of {', '.join(_URGENCIES)}")
    return urgency


def _topic(text: str | None) -> str | None:
    if text is not None and not _TOPIC.fullmatch(text):
        raise Refusal(400, "a Topic has 1 to 32 base64url characters")
    return text
