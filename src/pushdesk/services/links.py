"""The addresses that guests get to see."""

import socket
from urllib.parse import urlsplit

from pushdesk.errors import Unavailable
from pushdesk.i18n import _
from pushdesk.services import preferences
from pushdesk.services.context import Context
from pushdesk.settings import PUBLIC_URL

_PATIENCE = 1.0  # seconds


def base(ctx: Context) -> str:
    """Without a slash at the end."""
    return preferences.get(ctx, PUBLIC_URL) or ctx.portal_url


def subscribe(ctx: Context, alias: str) -> str:
    return f"{base(ctx)}/c/{alias}"


def own_page(ctx: Context, pass_token: str, language: str = "") -> str:
    """A guest's; without a language it is as the guest has chosen it."""
    words = f"?lang={language}" if language else ""
    return f"{base(ctx)}/g/{pass_token}{words}"


def check_portal(ctx: Context) -> None:
    """Raises Unavailable where nobody answers guests' phones; waits for a second at most."""
    place = urlsplit(ctx.portal_url)
    try:
        socket.create_connection((place.hostname or "", place.port or 80), _PATIENCE).close()
    except OSError as error:
        raise Unavailable(
            _("The program at the desk doesn't run."),
            _("Guests' phones get no answer."),
            _("Start PushDesk at the desk."),
        ) from error


def reaches_phones(ctx: Context) -> bool:
    """False while the address works on this computer only."""
    parts = urlsplit(base(ctx))
    return parts.scheme == "https" and parts.hostname not in {"localhost", "127.0.0.1", "::1"}
