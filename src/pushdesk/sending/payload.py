"""What the phone receives: Declarative Web Push JSON, which our service worker reads as well."""

import json

from pushdesk.store.outbox import Claimed

# Safe for every push service and browser; Firefox on Android refuses from about 2.8 kB.
COMFORTABLE = 2000
# For the one more try after a 413.
SHORT = 1000
_ELLIPSIS = "…"


def compose(claimed: Claimed, base: str, receipt: str) -> bytes:
    """`receipt` is the token with which the phone reports; `base` the portal's address."""
    room = SHORT if claimed.shortened else COMFORTABLE
    body = claimed.body
    payload = _encode(claimed, base, receipt, body)
    while len(payload) > room and body:
        body = _shorter(body, len(payload) - room)
        payload = _encode(claimed, base, receipt, body)
    return payload


def _encode(claimed: Claimed, base: str, receipt: str, body: str) -> bytes:
    navigate = claimed.url or f"{base}/g/{claimed.pass_token}?n={receipt}"
    notification = {
        "title": claimed.title,
        "body": body,
        "navigate": navigate,
        "lang": claimed.language,
        "dir": "auto",
        "tag": claimed.topic,
        "silent": False,
        "data": {"navigate": navigate, "receipt": f"{base}/r/{receipt}"},
    }
    declaration = {"web_push": 8030, "notification": notification, "mutable": True}
    return json.dumps(declaration, ensure_ascii=False, separators=(",", ":")).encode()


def _shorter(body: str, excess: int) -> str:
    """At least one character goes, so that cutting comes to an end."""
    kept = body.removesuffix(_ELLIPSIS).encode()
    cut = kept[: max(0, len(kept) - excess - len(_ELLIPSIS.encode()))].decode(errors="ignore")
    return cut.rstrip() + _ELLIPSIS if cut.strip() else ""
