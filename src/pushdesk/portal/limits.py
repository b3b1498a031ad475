"""How much one client may ask for: tokens that refill over time, and the size of a body."""

import asyncio
import ipaddress
import math
from collections import OrderedDict
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pushdesk.errors import UserError
from pushdesk.i18n import _
from pushdesk.portal.problems import Problem
from pushdesk.portal.security import SAFE_METHODS
from pushdesk.runtime.clock import Clock


@dataclass(frozen=True)
class Rate:
    """`burst` requests at once, then `per_second`."""

    burst: float
    per_second: float


@dataclass(frozen=True)
class Limits:
    """All guests on the venue's own Wi-Fi share one address, so the rates fit a full house."""

    reads: Rate = Rate(600, 20)
    changes: Rate = Rate(120, 2)
    receipts: Rate = Rate(1000, 50)
    # Of one guest, wherever the requests come from; of one address that asks for places.
    one_guest: Rate = Rate(30, 0.5)
    places: Rate = Rate(40, 0.5)
    clients: int = 4096
    body_bytes: int = 16 * 1024
    body_seconds: float = 10


class TokenBuckets:
    """One bucket for each client; the longest unused one goes where there are too many."""

    def __init__(self, rate: Rate, clients: int) -> None:
        self._rate = rate
        self._clients = clients
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, client: str, now: float) -> float:
        """Seconds to wait; 0 where a token was left and taken. `now` in seconds."""
        tokens, since = self._buckets.pop(client, (self._rate.burst, now))
        # A clock that was set back gives nothing and takes nothing.
        refilled = tokens + max(0.0, now - since) * self._rate.per_second
        tokens = min(self._rate.burst, refilled)
        granted = tokens >= 1
        self._buckets[client] = (tokens - 1 if granted else tokens, now)
        if len(self._buckets) > self._clients:
            self._buckets.popitem(last=False)
        return 0.0 if granted else (1 - tokens) / self._rate.per_second


class RateLimit:
    def __init__(self, app: ASGIApp, limits: Limits, clock: Clock) -> None:
        self._app = app
        self._clock = clock
        self._reads = TokenBuckets(limits.reads, limits.clients)
        self._changes = TokenBuckets(limits.changes, limits.clients)
        self._receipts = TokenBuckets(limits.receipts, limits.clients)
        self._one_guest = TokenBuckets(limits.one_guest, limits.clients)
        self._places = TokenBuckets(limits.places, limits.clients)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            now = self._clock.now().timestamp()
            client = client_of(scope)
            wait = self._buckets(scope).take(client, now) or self._narrow(scope, client, now)
            if wait:
                raise too_many(math.ceil(wait))
        await self._app(scope, receive, send)

    def _buckets(self, scope: Scope) -> TokenBuckets:
        if scope["method"] in SAFE_METHODS:
            return self._reads
        return self._receipts if within(scope).startswith("/r/") else self._changes

    def _narrow(self, scope: Scope, client: str, now: float) -> float:
        """Changes of one guest, and new places: seconds to wait."""
        if scope["method"] in SAFE_METHODS:
            return 0.0
        _root, kind, name, *rest = [*within(scope).split("/"), "", ""][:4]
        if kind == "g":
            return self._one_guest.take(name, now)
        return self._places.take(client, now) if rest == ["place"] else 0.0


def within(scope: Scope) -> str:
    """The path on this site."""
    return str(scope["path"]).removeprefix(scope["root_path"])


def client_of(scope: Scope) -> str:
    """An IPv6 customer owns a whole /64 network, and changes the rest of the address at will."""
    client = scope.get("client")
    try:
        address = ipaddress.ip_address(client[0] if client else "")
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address) and not address.ipv4_mapped:
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)


class BodyLimit:
    """Takes the body in before a route sees it, so that nothing large or slow is worked on."""

    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        self._app = app
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        announced = Headers(scope=scope).get("content-length", "0")
        if announced.isdecimal() and int(announced) > self._limits.body_bytes:
            raise _too_large()
        body = await self._whole(receive)
        replayed = False

        async def receive_again() -> Message:
            nonlocal replayed
            if replayed:
                return await receive()
            replayed = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self._app(scope, receive_again, send)

    async def _whole(self, receive: Receive) -> bytes:
        body = b""
        try:
            async with asyncio.timeout(self._limits.body_seconds):
                while True:
                    message = await receive()
                    body += bytes(message.get("body", b""))
                    if len(body) > self._limits.body_bytes:
                        raise _too_large()
                    if not message.get("more_body"):
                        return body
        except TimeoutError as error:
            raise _too_slow() from error


def too_many(seconds: int) -> Problem:
    return Problem(
        429,
        UserError(
            _("There were too many requests at once."),
            _("The desk answers everybody’s phone, and keeps some room for each."),
            _("Try again in {n} seconds.").format(n=seconds),
        ),
        {"Retry-After": str(seconds)},
    )


def _too_large() -> Problem:
    return Problem(
        413,
        UserError(
            _("This request is too large."),
            _("No browser needs that much to subscribe."),
            _("Open the link that the venue’s code shows."),
        ),
        {"Connection": "close"},
    )


def _too_slow() -> Problem:
    return Problem(
        408,
        UserError(
            _("The request didn’t arrive in time."),
            _("The connection is very slow or was interrupted."),
            _("Try again where the signal is better."),
        ),
        {"Connection": "close"},
    )
