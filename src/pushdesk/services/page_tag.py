"""What the venue's own web site tells of guests: hearsay, for whoever has the ID can say it."""

from collections.abc import Mapping

from pushdesk.domain import pushed_id
from pushdesk.domain.events import GuestChanged
from pushdesk.errors import NotFound, UserError
from pushdesk.i18n import _
from pushdesk.services import audiences, events, guests, own_sites
from pushdesk.services.context import Context
from pushdesk.services.guests import Guest
from pushdesk.store import audiences as audience_rows
from pushdesk.store import recognition

EVENT_SOURCE = "page_tag"
PIXEL_SOURCE = "pixel"


def guest_of(ctx: Context, pass_token: str | None, written: str) -> Guest | None:
    """Who has the Pushed ID that the page wrote; else who holds the pass.

    None for whoever is not here, has left, or doesn't want to be recognised.
    """
    found = _named(ctx, written) or _holder(ctx, pass_token)
    if found is None:
        return None
    with ctx.store.read() as session:
        return found if recognition.is_recognised(session, found.id) else None


def check(name: str, properties: Mapping[str, str]) -> None:
    """Raises UserError for what can't be an event, or is the program's own word."""
    events.check(name, properties)
    if name in events.OWN_NAMES:
        raise UserError(
            _("“{name}” is not for a web site to tell.").format(name=name),
            _("PushDesk itself says so when it happens."),
            _("Choose another name, such as “purchase”."),
        )


def record(ctx: Context, guest_id: int, name: str, properties: Mapping[str, str]) -> None:
    """Raises UserError as `check` does, and NotFound."""
    check(name, properties)
    events.record(ctx, guest_id, name, properties, EVENT_SOURCE)


def put_in(ctx: Context, key: str, guest_id: int) -> None:
    """Into the audience with this pixel key; nothing happens where there is none."""
    name = _audience(ctx, key)
    if name:
        audiences.add(ctx, name, guest_id, PIXEL_SOURCE)


def take_out(ctx: Context, key: str, guest_id: int) -> None:
    name = _audience(ctx, key)
    if name:
        audiences.remove(ctx, name, guest_id, PIXEL_SOURCE)


def wish(ctx: Context, guest_id: int) -> bool | None:
    """Whether the guest lets the venue's sites recognise them, as all do until they say no.

    None where the venue has no site that could.
    """
    has_site = bool(own_sites.origins(ctx))
    with ctx.store.read() as session:
        if has_site or audience_rows.pixel_keys(session):
            return recognition.wants(session, guest_id)
    return None


def choose(ctx: Context, guest_id: int, *, wanted: bool) -> None:
    with ctx.store.write() as session:
        recognition.choose(session, guest_id, wanted=wanted)
    ctx.bus.publish(GuestChanged(guest_id))


def _named(ctx: Context, written: str) -> Guest | None:
    if pushed_id.repair(written) is None:
        return None
    try:
        return guests.known_by(ctx, written)
    except NotFound:
        return None


def _holder(ctx: Context, pass_token: str | None) -> Guest | None:
    if pass_token is None:
        return None
    try:
        return guests.by_pass(ctx, pass_token).guest
    except NotFound:
        return None


def _audience(ctx: Context, key: str) -> str:
    with ctx.store.read() as session:
        row = audience_rows.by_pixel_key(session, key)
    return row.name if row else ""
