"""Looks at everything that has to be right before a guest's phone can ring."""

import json
import ssl
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.client import HTTPException
from urllib.parse import urlsplit

from cryptography import x509

from pushdesk.errors import UserError
from pushdesk.i18n import _
from pushdesk.paths import DataDir
from pushdesk.services import channels, links, preferences
from pushdesk.services.context import Context
from pushdesk.settings import CONTACT
from pushdesk.store import sqlite
from pushdesk.webpush.vapid import check_subject

_SECONDS = 10.0
_MOST = 512 * 1024
# No connection, no HTTP, an address that is none, JSON without an end.
_UNREADABLE = (OSError, HTTPException, ValueError, RecursionError)


@dataclass(frozen=True)
class Finding:
    """`sentence` says what was seen; `what_to_do` is empty where all is well."""

    check: str
    ok: bool
    sentence: str
    what_to_do: str = ""


def examine(ctx: Context, data_dir: DataDir) -> Iterator[Finding]:
    """Yields findings as they come: the later ones ask the portal and may take seconds."""
    yield _database(ctx, data_dir)
    yield _keys(data_dir)
    yield _contact(ctx)
    yield from examine_address(ctx)


def examine_address(ctx: Context) -> Iterator[Finding]:
    """Whether guests' phones come through to the pages."""
    yield _https(ctx)
    portal = _healthz(ctx)
    yield portal
    if not portal.ok:
        return
    yield _certificate(ctx)
    yield from _page(ctx)


def _database(ctx: Context, data_dir: DataDir) -> Finding:
    name = _("database")
    if ctx.store.file is None:
        return Finding(name, True, _("The database server answers."))
    if sqlite.is_sound(data_dir.database):
        return Finding(name, True, _("{path} is sound.").format(path=data_dir.database))
    return Finding(
        name,
        False,
        _("{path} is damaged.").format(path=data_dir.database),
        _("Run: pushdesk restore FILE with your latest backup."),
    )


def _keys(data_dir: DataDir) -> Finding:
    exposed = [file.name for file in data_dir.keys.iterdir() if file.stat().st_mode & 0o077]
    if exposed:
        return Finding(
            _("keys"),
            False,
            _("Others on this computer can read: {files}.").format(files=", ".join(exposed)),
            _("Run: chmod 600 {folder}/*").format(folder=data_dir.keys),
        )
    return Finding(_("keys"), True, _("The key that reaches your guests is there and yours alone."))


def _contact(ctx: Context) -> Finding:
    contact = preferences.get(ctx, CONTACT) or links.base(ctx)
    try:
        subject = check_subject(contact)
    except UserError as error:
        return Finding(
            _("contact"),
            False,
            _("Push services have no address to write to when something is wrong."),
            error.what_to_do,
        )
    return Finding(_("contact"), True, _("Push services may write to {to}.").format(to=subject))


def _https(ctx: Context) -> Finding:
    base = links.base(ctx)
    if links.reaches_phones(ctx):
        return Finding(_("public address"), True, _("Guests reach {url}.").format(url=base))
    return Finding(
        _("public address"),
        False,
        _("{url} works on this computer only.").format(url=base),
        _(
            "Set up a named tunnel or your own server, and enter its address in Preferences, or: "
            "pushdesk serve --public-url https://…"
        ),
    )


def _healthz(ctx: Context) -> Finding:
    url = f"{links.base(ctx)}/healthz"
    try:
        ours = json.loads(_fetch(url)).get("status") == "ok"
    except (*_UNREADABLE, AttributeError) as error:
        return Finding(
            _("portal"),
            False,
            _("{url} doesn't answer: {reason}.").format(url=url, reason=_reason(error)),
            _("Start the desk or pushdesk serve, and check the tunnel."),
        )
    if not ours:
        return Finding(
            _("portal"),
            False,
            _("Something else answers at {url}.").format(url=url),
            _("Point the address at PushDesk's portal."),
        )
    return Finding(_("portal"), True, _("The portal answers at {url}.").format(url=url))


def _certificate(ctx: Context) -> Finding:
    """Reached only after a fetch that has already checked the chain and the name."""
    parts = urlsplit(links.base(ctx))
    if parts.scheme != "https":
        return Finding(_("certificate"), True, _("None is needed on this computer."))
    try:
        ends = _expiry(parts.hostname or "", parts.port or 443)
    except _UNREADABLE as error:
        return Finding(
            _("certificate"),
            False,
            _("The certificate can't be read: {reason}.").format(reason=_reason(error)),
            _("Check the tunnel or proxy, and run this again."),
        )
    left = ends - datetime.now(UTC)
    return Finding(
        _("certificate"),
        left > timedelta(days=7),
        _("The certificate is valid until {date}.").format(date=f"{ends:%Y-%m-%d}"),
        "" if left > timedelta(days=7) else _("Renew it now: phones refuse an expired one."),
    )


def _expiry(host: str, port: int) -> datetime:
    pem = ssl.get_server_certificate((host, port), timeout=_SECONDS)
    return x509.load_pem_x509_certificate(pem.encode()).not_valid_after_utc


def _page(ctx: Context) -> Iterator[Finding]:
    open_channels = channels.every(ctx)
    if not open_channels:
        yield Finding(
            _("channel"),
            False,
            _("There is no channel yet."),
            _("Add one under Channels, or run: pushdesk channel create NAME"),
        )
        return
    link = links.subscribe(ctx, open_channels[0].alias)
    page = _text(link)
    yield _found(_("subscribe page"), 'id="notify-me"' in page, link)
    yield _found(_("VAPID key on the page"), ctx.vapid_public_key in page, link)
    worker = f"{links.base(ctx)}/sw.js"
    yield _found(_("service worker"), "showNotification" in _text(worker), worker)
    manifest = f"{link}/manifest.webmanifest"
    yield _found(_("manifest"), '"standalone"' in _text(manifest), manifest)


def _found(check: str, ok: bool, url: str) -> Finding:
    if ok:
        return Finding(check, True, _("Found at {url}.").format(url=url))
    return Finding(
        check,
        False,
        _("Not as expected at {url}.").format(url=url),
        _("Check that the tunnel or proxy passes the portal's pages through unchanged."),
    )


def _reason(error: Exception) -> str:
    """The system's words, without the name and number that urllib and the sockets put round."""
    inner = getattr(error, "reason", error)
    return getattr(inner, "strerror", None) or str(inner)


def _text(url: str) -> str:
    try:
        return _fetch(url).decode(errors="replace")
    except _UNREADABLE:
        return ""


def _fetch(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=_SECONDS) as answer:  # noqa: S310 - the owner's own address
        return bytes(answer.read(_MOST))
