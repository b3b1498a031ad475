"""What the phone receives: Declarative Web Push JSON, which our service worker reads as well."""

import json
from dataclasses import replace

from pushdesk.domain import placeholders
from pushdesk.domain.placeholders import Wording
from pushdesk.services import texts
from pushdesk.store.outbox import Claimed

# Safe for every push service and browser; Firefox on Android refuses from about 2.8 kB.
COMFORTABLE = 2000
# For the one more try after a 413.
SHORT = 1000
_ELLIPSIS = "…"


def compose(claimed: Claimed, base: str, receipt: str) -> bytes:
    """`receipt` is the token with which the phone reports; `base` the portal's address."""
    claimed = personal(claimed)
    room = SHORT if claimed.shortened else COMFORTABLE
    body = claimed.body
    payload = _encode(claimed, base, receipt, body)
    while len(payload) > room and body:
        body = _shorter(body, len(payload) - room)
        payload = _encode(claimed, base, receipt, body)
    return payload


def personal(claimed: Claimed) -> Claimed:
    """In the guest's language and with the guest's own values.

    `language` is then that of the text, empty where nobody has named it.
    """
    standard = Wording(claimed.title, claimed.body)
    tag, wording = placeholders.choose(standard, claimed.translations, claimed.language)
    return replace(
        claimed,
        language=tag,
        # A notification must have a title.
        title=_rendered(wording.title, claimed, texts.TITLE_LENGTH) or claimed.venue,
        body=_rendered(wording.body, claimed, texts.BODY_LENGTH),
    )


def _rendered(text: str, claimed: Claimed, longest: int) -> str:
    if "{" not in text:
        return text
    own = {**claimed.fields, "name": claimed.guest_name, "venue": claimed.venue}
    values = {name: _plain(value) for name, value in {**own, **claimed.variables}.items()}
    return placeholders.clip(placeholders.render(text, values).strip(), longest)


def _plain(value: str) -> str:
    """Without control characters, and no longer than a whole text."""
    return texts.line(value[: texts.BODY_LENGTH], "", texts.BODY_LENGTH, required=False)


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
