"""Under which name and from where a request has arrived, and whether it may come in at all."""

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from pushdesk.errors import UserError
from pushdesk.i18n import _
from pushdesk.portal.followed import Followed
from pushdesk.portal.problems import Problem
from pushdesk.services import preferences
from pushdesk.services.context import Context
from pushdesk.settings import PUBLIC_URL


@dataclass(frozen=True)
class PublicAddress:
    """The address that the owner gave: `path` is empty or starts with a slash."""

    scheme: str
    host: str
    netloc: str
    path: str

    @classmethod
    def read(cls, url: str) -> "PublicAddress | None":
        parts = urlsplit(url)
        if not parts.hostname:
            return None
        return cls(parts.scheme, parts.hostname, parts.netloc, parts.path.rstrip("/"))

    @property
    def origin(self) -> str:
        return f"{self.scheme}://{self.netloc}".lower()


class Arrival:
    """Puts scheme, root path, client and allowed origins into the scope.

    A page elsewhere can point its own name at this computer (DNS rebinding); it can't do so with
    an address in figures. So names other than ours are refused with 421 (RFC 9110 section 15.5.20).
    """

    def __init__(self, app: ASGIApp, ctx: Context) -> None:
        self._app = app
        self._bind_host = urlsplit(ctx.portal_url).hostname
        self._address = Followed(ctx, lambda: PublicAddress.read(preferences.get(ctx, PUBLIC_URL)))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            self._admit(scope, await self._address.current())
        await self._app(scope, receive, send)

    def _admit(self, scope: Scope, public: PublicAddress | None) -> None:
        headers = Headers(scope=scope)
        written = headers.get("host", "")
        host = _hostname(written)
        names = {"localhost", self._bind_host, public.host if public else None}
        if host is None or not (host in names or _is_ip(host)):
            raise _not_here(written)
        origins = {f"{scope['scheme']}://{written}".lower()}
        forwarded = _forwarded_for(scope, headers) if public else None
        if forwarded:
            scope["client"] = (forwarded, 0)
        if public and (forwarded or host == public.host):
            scope["scheme"], scope["root_path"] = public.scheme, public.path
        scope["state"] = {"origins": origins | ({public.origin} if public else set())}


def _hostname(written: str) -> str | None:
    try:
        return urlsplit(f"//{written}").hostname
    except ValueError:
        return None


def _is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _forwarded_for(scope: Scope, headers: Headers) -> str | None:
    """The last entry, which our own tunnel or proxy on this computer has written."""
    peer = scope.get("client")
    if not peer or not _is_ip(peer[0]) or not ipaddress.ip_address(peer[0]).is_loopback:
        return None
    # Some proxies add a line of their own below the one that the client has made up.
    nearest = ",".join(headers.getlist("x-forwarded-for")).rpartition(",")[2].strip()
    return nearest if _is_ip(nearest) else None


def _not_here(host: str) -> Problem:
    return Problem(
        421,
        UserError(
            _("This desk doesn’t answer under the name “{name}”.").format(name=host[:80]),
            _("Only its public address and this computer’s own are known."),
            _("Open the link that the venue’s code shows."),
        ),
    )
