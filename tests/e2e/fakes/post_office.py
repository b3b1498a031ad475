"""The sender's side of a push service: subscriptions, POST, and the way to connected browsers."""

import json
import time
import uuid
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace

from aiohttp import web

from . import push_request, vapid
from .entry import Entry
from .journal import Journal
from .mailbox import Mailbox, Message
from .push_request import Refusal

Deliver = Callable[[Message], Awaitable[None]]


@dataclass(frozen=True)
class Subscription:
    """`owner` is the browser, `key` the applicationServerKey in base64url."""

    token: str
    owner: str
    channel: str
    key: str
    gone: bool = False


@dataclass(frozen=True)
class _Scripted:
    status: int
    headers: Mapping[str, str]


class PostOffice:
    """Used on the fakes' loop only, except `next_status`, which is a deque's atomic append."""

    def __init__(
        self,
        journal: Journal[Entry],
        path: str,
        foreign_key_status: int,
        now: Callable[[], float] = time.time,
    ) -> None:
        self.journal = journal
        self.origin = ""
        self._path = path
        self._foreign_key_status = foreign_key_status
        self._now = now
        self._subscriptions: dict[str, Subscription] = {}
        self._mailboxes: dict[str, Mailbox] = {}
        self._online: dict[str, Deliver] = {}
        self._scripted: deque[_Scripted] = deque()

    def routes(self) -> list[web.RouteDef]:
        return [web.post(self._path + "{token}", self._post)]

    def next_status(self, status: int, headers: Mapping[str, str] | None = None) -> None:
        """Answers the next unanswered POST with this and drops its message; calls queue up."""
        self._scripted.append(_Scripted(status, headers or {}))

    def subscribe(self, subscription: Subscription) -> str:
        """The endpoint."""
        self._subscriptions[subscription.token] = subscription
        return self.origin + self._path + subscription.token

    def unsubscribe(self, owner: str, channel: str) -> list[Subscription]:
        """Those that ended; their endpoints answer 410 from now on."""
        ended = [
            subscription
            for subscription in self._subscriptions.values()
            if (subscription.owner, subscription.channel, subscription.gone)
            == (owner, channel, False)
        ]
        for subscription in ended:
            self._subscriptions[subscription.token] = replace(subscription, gone=True)
        self._mailbox(owner).remove_channel(channel)
        return ended

    def knows(self, owner: str) -> bool:
        return owner in self._mailboxes

    async def connect(self, owner: str, deliver: Deliver) -> None:
        """`deliver` gets what waited, then what comes, until `disconnect`."""
        self._online[owner] = deliver
        for message in self._mailbox(owner).pending(self._now()):
            await deliver(message)

    def disconnect(self, owner: str, deliver: Deliver) -> None:
        if self._online.get(owner) is deliver:  # a browser that is back may have taken the place
            del self._online[owner]

    def acknowledge(self, owner: str, version: str) -> None:
        self._mailbox(owner).remove(version)

    def _mailbox(self, owner: str) -> Mailbox:
        return self._mailboxes.setdefault(owner, Mailbox())

    async def _post(self, request: web.Request) -> web.Response:
        body = await request.read()
        try:
            response = self._scripted_response() or await self._accept(request, body)
        except Refusal as refusal:
            response = _problem(refusal)
        self.journal.write(_posted(request, body, response))
        return response

    def _scripted_response(self) -> web.Response | None:
        if not self._scripted:
            return None
        scripted = self._scripted.popleft()
        return web.Response(status=scripted.status, headers=scripted.headers)

    async def _accept(self, request: web.Request, body: bytes) -> web.Response:
        subscription = self._find(request.match_info["token"])
        self._authorize(request.headers.get("Authorization", ""), subscription)
        parsed = push_request.parse(request.headers, body)
        message = Message(uuid.uuid4().hex, subscription.channel, self._now(), parsed)
        await self._forward(subscription.owner, message)
        headers = {"Location": f"{self.origin}/m/{message.version}", "TTL": str(parsed.ttl)}
        return web.Response(status=201, headers=headers)

    def _find(self, token: str) -> Subscription:
        subscription = self._subscriptions.get(token)
        if subscription is None:
            raise Refusal(404, 102, "the token is unknown")
        if subscription.gone:
            raise Refusal(410, 103, "the subscription has ended")
        return subscription

    def _authorize(self, authorization: str, subscription: Subscription) -> None:
        try:
            vapid.check(authorization, subscription.key, self.origin, self._now())
        except vapid.ForeignKey as error:
            raise Refusal(self._foreign_key_status, 109, str(error)) from error
        except vapid.VapidError as error:
            raise Refusal(401, 109, str(error)) from error

    async def _forward(self, owner: str, message: Message) -> None:
        mailbox = self._mailbox(owner)
        mailbox.put(message)
        deliver = self._online.get(owner)
        if deliver is None:
            return  # a TTL of 0 is over before the mailbox is opened next
        try:
            await deliver(message)
        except ConnectionError:
            self.disconnect(owner, deliver)


def _problem(refusal: Refusal) -> web.Response:
    body = {"code": refusal.status, "errno": refusal.errno, "message": refusal.reason}
    return web.json_response(body, status=refusal.status)


def _posted(request: web.Request, body: bytes, response: web.Response) -> Entry:
    fields = {
        "status": response.status,
        "token": request.match_info["token"],
        "size": len(body),
        "ttl": request.headers.get("TTL"),
        "topic": request.headers.get("Topic"),
        "urgency": request.headers.get("Urgency"),
        "answer": json.loads(response.text) if response.status >= 400 and response.text else None,
    }
    return Entry("post", fields)
