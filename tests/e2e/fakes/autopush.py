"""Firefox's push service: the WebSocket to the browser, and the sender's POST /wpush/v2/…"""

import json
import secrets
import ssl
import time
import uuid
from collections.abc import Callable
from typing import Any

from aiohttp import WSCloseCode, WSMsgType, web

from . import base64url
from .entry import Entry
from .http_server import HttpServer
from .journal import Journal
from .loop_thread import LoopThread
from .mailbox import Message
from .post_office import PostOffice, Subscription

MOZILLA = "https://updates.push.services.mozilla.com"


class Autopush:
    """Speaks what Firefox's PushServiceWebSocket.sys.mjs speaks.

    Journal: hello, register, unregister, ack, nack, broadcast_subscribe, ping as they came;
    notification as it went; post with status, size, ttl, topic, urgency, answer.
    `origin` None gives endpoints on the fake's own http port instead of Mozilla's name.
    """

    def __init__(
        self,
        loop: LoopThread,
        tls: ssl.SSLContext | None = None,
        origin: str | None = MOZILLA,
        now: Callable[[], float] = time.time,
    ) -> None:
        self.journal = Journal[Entry]("autopush")
        self.office = PostOffice(self.journal, "/wpush/v2/", foreign_key_status=401, now=now)
        self._loop = loop
        self._origin = origin
        self._sockets: set[web.WebSocketResponse] = set()
        app = web.Application()
        app.add_routes([web.get("/", self._serve), *self.office.routes()])
        app.on_shutdown.append(self._close_all)
        self._server = HttpServer(loop, app, tls)

    def start(self) -> None:
        self._server.start()
        self.office.origin = self._origin or f"http://127.0.0.1:{self._server.port}"

    def stop(self) -> None:
        self._server.stop()

    @property
    def browser_url(self) -> str:
        """For the preference dom.push.serverURL."""
        return f"ws://127.0.0.1:{self._server.port}/"

    @property
    def tls_port(self) -> int:
        return self._server.tls_port

    def drop_connections(self) -> None:
        """As after a restart of the service; Firefox comes back by itself."""
        self._loop.run(self._drop())

    async def _drop(self) -> None:
        for socket in list(self._sockets):
            await socket.close(code=WSCloseCode.SERVICE_RESTART)

    async def _close_all(self, _: web.Application) -> None:
        await self._drop()

    async def _serve(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(protocols=["push-notification"])
        await socket.prepare(request)
        self._sockets.add(socket)
        try:
            await _Connection(socket, self.office).serve()
        finally:
            self._sockets.discard(socket)
        return socket


class _Connection:
    """One browser; it is known to the post office from its hello on."""

    def __init__(self, socket: web.WebSocketResponse, office: PostOffice) -> None:
        self._socket = socket
        self._office = office
        self._uaid = ""
        self._deliver = self._notify  # one bound method, so that the office can compare it
        self._answers = {
            "hello": self._hello,
            "register": self._register,
            "unregister": self._unregister,
            "ack": self._ack,
            "nack": self._nack,
            "broadcast_subscribe": self._ignore,
            "ping": self._ping,
        }

    async def serve(self) -> None:
        try:
            async for frame in self._socket:
                if frame.type is WSMsgType.TEXT:
                    await self._answer(json.loads(frame.data))
        finally:
            self._office.disconnect(self._uaid, self._deliver)

    async def _answer(self, fields: dict[str, Any]) -> None:
        what = fields.get("messageType", "ping")
        self._office.journal.write(Entry(what, fields))
        await self._answers[what](fields)

    async def _hello(self, fields: dict[str, Any]) -> None:
        known = self._office.knows(fields.get("uaid", ""))
        self._uaid = fields["uaid"] if known else uuid.uuid4().hex
        await self._send(
            messageType="hello", status=200, uaid=self._uaid, use_webpush=True, broadcasts={}
        )
        await self._office.connect(self._uaid, self._deliver)

    async def _register(self, fields: dict[str, Any]) -> None:
        channel = fields["channelID"]
        token = "gAAAAAB" + secrets.token_urlsafe(132)  # 183 characters, as Mozilla's with a key
        subscription = Subscription(token, self._uaid, channel, fields.get("key", ""))
        endpoint = self._office.subscribe(subscription)
        await self._send(
            messageType="register", channelID=channel, status=200, pushEndpoint=endpoint
        )

    async def _unregister(self, fields: dict[str, Any]) -> None:
        self._office.unsubscribe(self._uaid, fields["channelID"])
        await self._send(messageType="unregister", channelID=fields["channelID"], status=200)

    async def _ack(self, fields: dict[str, Any]) -> None:
        for update in fields["updates"]:
            self._office.acknowledge(self._uaid, update["version"])

    async def _nack(self, fields: dict[str, Any]) -> None:
        self._office.acknowledge(self._uaid, fields["version"])

    async def _ignore(self, fields: dict[str, Any]) -> None:
        pass

    async def _ping(self, fields: dict[str, Any]) -> None:
        await self._send()

    async def _notify(self, message: Message) -> None:
        request = message.request
        fields: dict[str, Any] = {
            "messageType": "notification",
            "channelID": message.channel,
            "version": message.version,
            "ttl": request.ttl,
        }
        if request.body:
            fields["data"] = base64url.encode(request.body)
            fields["headers"] = {"encoding": request.encoding}
        self._office.journal.write(Entry("notification", fields))
        await self._send(**fields)

    async def _send(self, **fields: object) -> None:
        await self._socket.send_json(fields)
