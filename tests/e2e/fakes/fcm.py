"""Chromium's push service: check-in, registration, the message stream, and POST /fcm/send/…"""

import secrets
import ssl
import time
from collections.abc import Callable, Mapping

from aiohttp import web

from . import protobuf
from .entry import Entry
from .http_server import HttpServer
from .journal import Journal
from .loop_thread import LoopThread
from .mailbox import Message
from .mcs import McsServer, McsStream
from .post_office import Deliver, PostOffice, Subscription

DEBIAN = "https://jmt17.google.com"
"""Where builds by Linux distributions have their endpoints; Google's own say fcm.googleapis.com."""


class Fcm:
    """Google Cloud Messaging as Chromium speaks it.

    Journal: checkin, register, delete, login, stanza, broken from the browser; message as it
    went; post with status, size, ttl, topic, urgency, answer.
    """

    def __init__(
        self,
        loop: LoopThread,
        tls: ssl.SSLContext,
        origin: str = DEBIAN,
        now: Callable[[], float] = time.time,
    ) -> None:
        self.journal = Journal[Entry]("fcm")
        self.office = PostOffice(self.journal, "/fcm/send/", foreign_key_status=403, now=now)
        self.office.origin = origin
        self._loop = loop
        self._apps: dict[str, tuple[str, str]] = {}
        self._delivers: dict[McsStream, Deliver] = {}
        self._mcs = McsServer(tls, self.journal, self._connected, self._disconnected)
        app = web.Application()
        app.add_routes(
            [
                web.post("/checkin", self._check_in),
                web.post("/register", self._register),
                *self.office.routes(),
            ]
        )
        self._server = HttpServer(loop, app, tls)

    def start(self) -> None:
        self._loop.run(self._mcs.start())
        self._server.start()

    def stop(self) -> None:
        self._server.stop()
        self._loop.run(self._mcs.stop())

    @property
    def browser_flags(self) -> list[str]:
        base = f"http://127.0.0.1:{self._server.port}"
        return [
            f"--gcm-checkin-url={base}/checkin",
            f"--gcm-registration-url={base}/register",
            f"--gcm-mcs-endpoint=https://127.0.0.1:{self._mcs.port}",
        ]

    @property
    def tls_port(self) -> int:
        return self._server.tls_port

    def drop_connections(self) -> None:
        self._loop.run(self._drop())

    async def _drop(self) -> None:
        self._mcs.drop()

    async def _check_in(self, request: web.Request) -> web.Response:
        """AndroidCheckinRequest 2: the id, when it has one; the answer keeps it."""
        known = protobuf.decode(await request.read()).get(2, 0)
        device = known if isinstance(known, int) and known else secrets.randbits(62) | 1
        self.journal.write(Entry("checkin", {"device": str(device)}))
        body = protobuf.encode([(1, 1), (3, int(time.time() * 1000))])
        body += protobuf.fixed64(7, device) + protobuf.fixed64(8, secrets.randbits(62) | 1)
        return web.Response(body=body)

    async def _register(self, request: web.Request) -> web.Response:
        form = {name: str(value) for name, value in (await request.post()).items()}
        form.setdefault("X-subtype", form["app"])  # Chromium's own registrations have none
        if form.get("delete") == "true":
            return self._delete(form)
        token = f"{secrets.token_urlsafe(8)}:APA91b{secrets.token_urlsafe(101)[:134]}"
        self._apps[form["X-subtype"]] = (form["app"], form["sender"])
        subscription = Subscription(token, form["device"], form["X-subtype"], form["sender"])
        self.office.subscribe(subscription)
        self.journal.write(Entry("register", form))
        return web.Response(text=f"token={token}")

    def _delete(self, form: Mapping[str, str]) -> web.Response:
        ended = self.office.unsubscribe(form["device"], form["X-subtype"])
        self.journal.write(Entry("delete", {**form, "ended": len(ended)}))
        return web.Response(text=f"token={form['X-subtype']}")

    async def _connected(self, stream: McsStream) -> None:
        async def deliver(message: Message) -> None:
            await stream.send(self._stanza(message))
            self.journal.write(Entry("message", {"version": message.version}))
            self.office.acknowledge(stream.device, message.version)

        self._delivers[stream] = deliver
        await self.office.connect(stream.device, deliver)

    def _disconnected(self, stream: McsStream) -> None:
        deliver = self._delivers.pop(stream, None)
        if deliver is not None:
            self.office.disconnect(stream.device, deliver)

    def _stanza(self, message: Message) -> bytes:
        """DataMessageStanza of Chromium's google_apis/gcm/protocol/mcs.proto."""
        app, sender = self._apps[message.channel]
        return protobuf.encode(
            [
                (3, sender),
                (5, app),
                (7, protobuf.encode([(1, "subtype"), (2, message.channel)])),
                (7, protobuf.encode([(1, "content-encoding"), (2, message.request.encoding)])),
                (9, message.version),
                (17, message.request.ttl),
                (18, int(message.accepted_at * 1000)),
                (21, message.request.body),
            ]
        )
