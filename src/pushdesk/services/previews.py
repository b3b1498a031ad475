"""What a phone will show, before anybody is rung."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from pushdesk.domain import placeholders
from pushdesk.domain.requests import Button, Request
from pushdesk.services import guests, links, message_words, payloads, quiet, templates, venues
from pushdesk.services.context import Context
from pushdesk.services.templates import Wording
from pushdesk.store import templates as template_rows
from pushdesk.store.claimed import Claimed

# As long as those of a real delivery.
_RECEIPT = "x" * 27
_PASS = "x" * 22
_TOPIC = f"m-{'x' * 16}"


@dataclass(frozen=True)
class Preview:
    """In the words of one guest.

    `bytes` of `most_bytes` are used by what is sent; `icon`, `image` and `buttons` are what is
    left of them then. `missing` are placeholders without value and fallback for this guest.
    """

    title: str
    body: str
    language: str
    url: str
    icon: str
    image: str
    buttons: tuple[Button, ...]
    bytes: int
    most_bytes: int
    missing: tuple[str, ...]


def preview(
    ctx: Context, request: Request, guest_id: int | None = None, language: str | None = None
) -> Preview:
    """Takes half-typed requests; raises NotFound for a template or guest that is not there."""
    claimed = _example(ctx, request, guest_id, language)
    base = links.base(ctx)
    fitted, payload = payloads.fit(claimed, base, _RECEIPT)
    return Preview(
        title=fitted.title,
        body=fitted.body,
        language=fitted.language,
        url=fitted.url or f"{base}/g/{fitted.pass_token}",
        icon=fitted.icon,
        image=fitted.image,
        buttons=fitted.buttons,
        bytes=len(payload),
        most_bytes=payloads.COMFORTABLE,
        missing=_missing(claimed),
    )


def _example(ctx: Context, request: Request, guest_id: int | None, language: str | None) -> Claimed:
    """The delivery that this guest would get, or somebody without a name."""
    if request.template:
        request = replace(request, title="", body="", translations={})
    words = message_words.of_request(ctx, request)
    text, now = words.text, ctx.clock.now()
    ttl = _ttl(request, words.ttl, now)
    guest = None if guest_id is None else guests.card(ctx, guest_id).guest
    return Claimed(
        delivery_id=0,
        attempts=1,
        shortened=False,
        lane=0,
        device_gone=False,
        guest_id=guest_id or 0,
        endpoint="",
        p256dh=b"",
        auth=b"",
        pass_token=guest.pass_token if guest else _PASS,
        language=language or (guest.language if guest else ""),
        guest_name=guest.name if guest else "",
        fields=_fields(ctx, guest_id),
        venue=venues.get(ctx).name,
        message_id="",
        title=text.title,
        body=text.body,
        translations={tag: Wording(t.title, t.body) for tag, t in text.translations.items()},
        variables={**message_words.timing(now, ttl, quiet.zone(ctx)), **request.variables},
        url=text.url,
        urgency="normal",
        topic=_TOPIC,
        created_at=now,
        expires_at=now + ttl,
        icon=text.icon,
        image=text.image,
        buttons=text.buttons,
    )


def _fields(ctx: Context, guest_id: int | None) -> dict[str, str]:
    if guest_id is None:
        return {}
    with ctx.store.read() as session:
        return template_rows.fields(session, {guest_id}).get(guest_id, {})


def _ttl(request: Request, usual: timedelta, now: datetime) -> timedelta:
    """As far as a half-typed one says; no calendar goes on for as long as people can type."""
    if request.until is not None:
        return request.until - now
    return usual if request.ttl is None else min(request.ttl, templates.LONGEST_TTL)


def _missing(claimed: Claimed) -> tuple[str, ...]:
    """Whoever nobody in particular is has no name to miss."""
    _tag, wording = payloads.wording_for(claimed)
    values = payloads.values_of(claimed)
    known = {placeholders.key(name) for name, value in values.items() if value}
    nobody = set() if claimed.guest_id else {"name"}
    needed = placeholders.needed(f"{wording.title}\n{wording.body}")
    return tuple(sorted(needed - known - nobody))
