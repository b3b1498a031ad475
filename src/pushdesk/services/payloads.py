"""What the phone receives: Declarative Web Push JSON, which our service worker reads as well."""

import json
from dataclasses import replace

from pushdesk.domain import placeholders
from pushdesk.domain.placeholders import Wording
from pushdesk.i18n import translation
from pushdesk.services import texts
from pushdesk.store.claimed import Claimed

# Safe for every push service and browser; Firefox on Android refuses from about 2.8 kB.
COMFORTABLE = 2000
# For the one more try after a 413.
SHORT = 1000
# Of both calls; an owner who edits their text leaves the topic as it is.
_CALL_TOPIC = "r-"
_ELLIPSIS = "…"


def compose(claimed: Claimed, base: str, receipt: str) -> bytes:
    """`receipt` is the token with which the phone reports; `base` the portal's address."""
    return fit(claimed, base, receipt)[1]


def fit(claimed: Claimed, base: str, receipt: str) -> tuple[Claimed, bytes]:
    """What is shown, and the payload that says so.

    What doesn't fit goes in this order: picture, icon, buttons, and the end of the text.
    """
    claimed = personal(claimed)
    room = SHORT if claimed.shortened else COMFORTABLE
    for fitted in _plainer(claimed):
        payload = _encode(fitted, base, receipt)
        if len(payload) <= room:
            break
    while len(payload) > room and fitted.body:
        fitted = replace(fitted, body=_shorter(fitted.body, len(payload) - room))
        payload = _encode(fitted, base, receipt)
    return fitted, payload


def personal(claimed: Claimed) -> Claimed:
    """In the guest's language and with the guest's own values.

    `language` is then that of the text, empty where nobody has named it.
    """
    tag, wording = wording_for(claimed)
    return replace(
        claimed,
        language=tag,
        # A notification must have a title.
        title=_rendered(wording.title, claimed, texts.TITLE_LENGTH) or claimed.venue,
        body=_rendered(wording.body, claimed, texts.BODY_LENGTH),
    )


def wording_for(claimed: Claimed) -> tuple[str, Wording]:
    """The language's tag and the text with its placeholders."""
    standard = Wording(claimed.title, claimed.body)
    return placeholders.choose(standard, claimed.translations, claimed.language)


def values_of(claimed: Claimed) -> dict[str, str]:
    """What a message says goes before what the venue knows of the guest."""
    own = {**claimed.fields, "name": claimed.guest_name, "venue": claimed.venue}
    return {name: _plain(value) for name, value in {**own, **claimed.variables}.items()}


def _rendered(text: str, claimed: Claimed, longest: int) -> str:
    if "{" not in text:
        return text
    return placeholders.clip(placeholders.render(text, values_of(claimed)).strip(), longest)


def _plain(value: str) -> str:
    """Without control characters, and no longer than a whole text."""
    return texts.line(value[: texts.BODY_LENGTH], "", texts.BODY_LENGTH, required=False)


def _plainer(claimed: Claimed) -> tuple[Claimed, ...]:
    """As it is, and with less and less around the text."""
    no_image = replace(claimed, image="")
    no_icon = replace(no_image, icon="")
    return claimed, no_image, no_icon, replace(no_icon, buttons=())


def _encode(claimed: Claimed, base: str, receipt: str) -> bytes:
    navigate = claimed.url or f"{base}/g/{claimed.pass_token}?n={receipt}"
    notification = {
        "title": claimed.title,
        "body": claimed.body,
        "navigate": navigate,
        "lang": claimed.language,
        "dir": "auto",
        "tag": claimed.topic,
        "silent": False,
        "data": {"navigate": navigate, "receipt": f"{base}/r/{receipt}"},
        **_extras(claimed, f"{base}/g/{claimed.pass_token}", receipt),
    }
    declaration = {"web_push": 8030, "notification": notification, "mutable": True}
    text = json.dumps(declaration, ensure_ascii=False, separators=(",", ":"))
    # Half a character can only come from a text that nobody has checked yet.
    return text.encode(errors="replace")


def _extras(claimed: Claimed, own_page: str, receipt: str) -> dict[str, object]:
    """Only what there is: every byte counts."""
    actions = _replies(claimed, own_page, receipt) + [
        {"action": f"button-{number}", "title": button.title, "navigate": button.url}
        for number, button in enumerate(claimed.buttons, 1)
    ]
    extras = {"icon": claimed.icon, "image": claimed.image, "actions": actions}
    return {name: value for name, value in extras.items() if value}


def _replies(claimed: Claimed, own_page: str, receipt: str) -> list[dict[str, str]]:
    """A call is answered from the notification; browsers show the first two, or none at all.

    Our service worker answers by itself; where a browser shows the push alone, the page does.
    """
    if not claimed.topic.startswith(_CALL_TOPIC):
        return []
    say = translation(claimed.language or "en").gettext
    replies = {"coming": say("On my way"), "later": say("5 more minutes"), "cancel": say("Cancel")}
    return [
        {"action": reply, "title": title, "navigate": f"{own_page}?reply={reply}&n={receipt}"}
        for reply, title in replies.items()
    ]


def _shorter(body: str, excess: int) -> str:
    """At least one character goes, so that cutting comes to an end."""
    kept = body.removesuffix(_ELLIPSIS).encode()
    cut = kept[: max(0, len(kept) - excess - len(_ELLIPSIS.encode()))].decode(errors="ignore")
    return cut.rstrip() + _ELLIPSIS if cut.strip() else ""
