"""A push service on loopback that checks what real ones check (RFC 8030, 8291, 8292)."""

import asyncio
import secrets
import socket
import struct
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from aiohttp import web

from pushdesk.errors import UserError
from pushdesk.i18n import _
from pushdesk.practice import push_headers, vapid_check
from pushdesk.practice.answers import Answer, Refusal, Script
from pushdesk.practice.mailbox import Mailbox, Push
from pushdesk.runtime.clock import Clock, SystemClock
from pushdesk.webpush import base64url

LARGEST_READ = 64 * 1024
ENDING = 0.5  # seconds that slow answers get when the service stops
_PAUSE = 0.02  # seconds between two pieces of a body without end

Deliver = Callable[[Push], None]


@dataclass(frozen=True)
class Attempt:
    """Any POST that came, whatever became of it; `status` 0 where the connection was reset."""

    token: str
    at: datetime
    status: int


@dataclass
class _Subscription:
    """`key` is the applicationServerKey; `deliver` is None while the phone is out of reach."""

    key: bytes
    gone: bool = False
    deliver: Deliver | None = None
    mailbox: Mailbox = field(default_factory=Mailbox)


class PushService:
    """Runs in the loop that starts it; `accepted` and `attempts` are the full record, in order.

    An accepted message reaches a connected phone before the sender has its 201, as may happen
    with any push service.
    """

    def __init__(self, clock: Clock | None = None) -> None:
        self.origin = ""
        self.accepted: list[Push] = []
        self.attempts: list[Attempt] = []
        self._clock = clock or SystemClock()
        self._subscriptions: dict[str, _Subscription] = {}
        self._script = Script()
        self._runner: web.AppRunner | None = None

    async def start(self, port: int = 0) -> None:
        """Port 0 takes any free one; raises UserError where the port is taken."""
        listener = _listen(port)
        app = web.Application(client_max_size=LARGEST_READ)
        app.add_routes([web.post("/push/{token}", self._post)])
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=ENDING)
        await self._runner.setup()
        await web.SockSite(self._runner, listener).start()
        self.origin = f"http://127.0.0.1:{listener.getsockname()[1]}"

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    def create_subscription(self, vapid_public_key: str) -> str:
        """The token of a new endpoint that only the holder of this key may post to.

        Raises ValueError where the key is not base64url, as a browser's subscribe() would.
        """
        token = secrets.token_urlsafe(24)
        self._subscriptions[token] = _Subscription(base64url.decode(vapid_public_key))
        return token

    def endpoint(self, token: str) -> str:
        return f"{self.origin}/push/{token}"

    def remove_subscription(self, token: str) -> None:
        """The endpoint answers 410 from now on."""
        subscription = self._subscriptions[token]
        subscription.gone = True
        subscription.deliver = None

    def connect(self, token: str, deliver: Deliver) -> None:
        """`deliver` gets what waited, then what comes, in the service's loop."""
        subscription = self._subscriptions[token]
        subscription.deliver = deliver
        for push in subscription.mailbox.empty(self._clock.now()):
            deliver(push)

    def disconnect(self, token: str) -> None:
        """Messages are kept from now on for as long as their TTL allows."""
        self._subscriptions[token].deliver = None

    def script(self, token: str | None, answers: Iterable[Answer]) -> None:
        """For the next POSTs to this endpoint, or to any; may be called from any thread."""
        self._script.add(token, answers)

    async def _post(self, request: web.Request) -> web.StreamResponse:
        token, body = request.match_info["token"], await request.read()
        answer = self._script.next(token)
        await asyncio.sleep(answer.delay)
        if answer.reset:
            self._record(token, 0)
            return _reset(request)
        response = self._scripted(answer) or self._judged(request, token, body)
        self._record(token, response.status)
        return await _without_end(request, response) if answer.endless else response

    def _record(self, token: str, status: int) -> None:
        self.attempts.append(Attempt(token, self._clock.now(), status))

    def _scripted(self, answer: Answer) -> web.Response | None:
        if answer.status is None:
            return None
        return web.Response(status=answer.status, headers=answer.headers)

    def _judged(self, request: web.Request, token: str, body: bytes) -> web.Response:
        try:
            push = self._accept(request, token, body)
        except Refusal as refusal:
            return web.json_response({"message": refusal.reason}, status=refusal.status)
        headers = {"Location": f"{self.origin}/message/{push.id}", "TTL": str(push.ttl)}
        return web.Response(status=201, headers=headers)

    def _accept(self, request: web.Request, token: str, body: bytes) -> Push:
        subscription, now = self._find(token), self._clock.now()
        wanted = push_headers.check(request.headers, body)
        vapid_check.check(request.headers.get("Authorization"), subscription.key, self.origin, now)
        id_ = secrets.token_urlsafe(12)
        push = Push(id_, token, wanted.topic, wanted.ttl, wanted.urgency, now, body)
        self.accepted.append(push)
        (subscription.deliver or subscription.mailbox.put)(push)
        return push

    def _find(self, token: str) -> _Subscription:
        subscription = self._subscriptions.get(token)
        if subscription is None:
            raise Refusal(404, "there is no such subscription")
        if subscription.gone:
            raise Refusal(410, "the subscription has ended")
        return subscription


def _listen(port: int) -> socket.socket:
    try:
        return socket.create_server(("127.0.0.1", port))
    except OSError as error:
        raise UserError(
            _("The practice push service can't use port {port}.").format(port=port),
            _("The system says: {told}.").format(told=error.strerror),
            _("Choose another port, or 0 for any that is free."),
        ) from error


def _reset(request: web.Request) -> web.Response:
    """Without lingering, the system sends RST where it would have sent FIN."""
    transport = request.transport
    if transport is not None:
        connection = transport.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        transport.abort()
    return web.Response()


async def _without_end(request: web.Request, like: web.Response) -> web.StreamResponse:
    response = web.StreamResponse(status=like.status, headers=like.headers)
    response.enable_chunked_encoding()
    with suppress(ConnectionResetError):  # how a client says that it has had enough
        await response.prepare(request)
        while True:
            await response.write(b"." * 1024)
            await asyncio.sleep(_PAUSE)
    return response
