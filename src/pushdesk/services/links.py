"""The addresses that guests get to see."""

from urllib.parse import urlsplit

from pushdesk.services import preferences
from pushdesk.services.context import Context
from pushdesk.settings import PUBLIC_URL


def base(ctx: Context) -> str:
    """Without a slash at the end."""
    return preferences.get(ctx, PUBLIC_URL) or ctx.portal_url


def subscribe(ctx: Context, alias: str) -> str:
    return f"{base(ctx)}/c/{alias}"


def reaches_phones(ctx: Context) -> bool:
    """False while the address works on this computer only."""
    parts = urlsplit(base(ctx))
    return parts.scheme == "https" and parts.hostname not in {"localhost", "127.0.0.1", "::1"}
