"""What an owner pastes into the venue's web site, so that it puts guests into an audience."""

import secrets
from dataclasses import dataclass
from html import escape

from pushdesk.domain.events import AudienceChanged
from pushdesk.domain.staff import Permission
from pushdesk.i18n import _
from pushdesk.services import links, membership, own_sites
from pushdesk.services.context import Context
from pushdesk.store import audiences as rows


@dataclass(frozen=True)
class Pixel:
    """HTML: `image` works everywhere, `script` also knows guests on a site of another domain.

    `image_out` and `script_out` take the guest out again. `hint` says what is missing before it
    works; empty where nothing is.
    """

    key: str
    image: str
    image_out: str
    script: str
    script_out: str
    hint: str


def every(ctx: Context) -> dict[str, Pixel]:
    """Of the audiences that a web site may put guests into, by name."""
    with ctx.store.read() as session:
        keys = rows.pixel_keys(session)
    return {name: _pixel(ctx, key) for name, key in keys.items()}


def switch_on(ctx: Context, name: str, key: str = "") -> Pixel:
    """Refused for an audience with a condition. `key` is one that was switched off before."""
    ctx.require(Permission.AUDIENCES)
    with ctx.store.write() as session:
        row = membership.by_hand(session, name)
        key = row.pixel_key or key or secrets.token_urlsafe(12)
        rows.set_pixel_key(session, row.id, key)
    ctx.bus.publish(AudienceChanged(name))
    return _pixel(ctx, key)


def switch_off(ctx: Context, name: str) -> None:
    """What is on the web site puts nobody in any more; who is in the audience stays."""
    ctx.require(Permission.AUDIENCES)
    with ctx.store.write() as session:
        rows.set_pixel_key(session, membership.find(session, name).id, None)
    ctx.bus.publish(AudienceChanged(name))


def _pixel(ctx: Context, key: str) -> Pixel:
    base = links.base(ctx)
    return Pixel(
        key,
        _image(f"{base}/px.gif?a={key}"),
        _image(f"{base}/px.gif?a={key}&do=remove"),
        _script(base, f'data-add="{key}"'),
        _script(base, f'data-remove="{key}"'),
        _hint(ctx),
    )


def _hint(ctx: Context) -> str:
    if not links.reaches_phones(ctx):
        return _(
            "This address works on this computer only. For guests' phones, set the public https "
            "address in Preferences."
        )
    if not own_sites.origins(ctx):
        return _("The script knows nobody yet. Name your web site in Preferences, under Phones.")
    return ""


def _image(address: str) -> str:
    return f'<img src="{escape(address)}" alt="" width="1" height="1">'


def _script(base: str, task: str) -> str:
    return f'<script async src="{escape(base)}/tag.js" {task}></script>'
