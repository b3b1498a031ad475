"""Firefox's push service as a client sees it that plays the browser; hours pass in no time."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from aiohttp import ClientSession, ClientWebSocketResponse
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from .fakes import base64url
from .fakes.autopush import Autopush
from .fakes.entry import is_
from .fakes.loop_thread import LoopThread
from .fakes.sender import Sender


class LateClock:
    """The system's time and as much as a test adds."""

    def __init__(self) -> None:
        self.added = 0.0

    def __call__(self) -> float:
        return time.time() + self.added


class Client:
    """A browser's connection, without the browser."""

    def __init__(self, loop: LoopThread, url: str) -> None:
        self._loop = loop
        self._session, self._socket = loop.run(self._connect(url))

    def say(self, **fields: object) -> None:
        self._loop.run(self._socket.send_json(fields))

    def ask(self, **fields: object) -> dict[str, Any]:
        """Without fields it is a ping."""
        self.say(**fields)
        return self.hear()

    def hear(self) -> dict[str, Any]:
        answer: dict[str, Any] = self._loop.run(self._socket.receive_json())
        return answer

    def close(self) -> None:
        self._loop.run(self._close())

    async def _connect(self, url: str) -> tuple[ClientSession, ClientWebSocketResponse]:
        session = ClientSession()
        return session, await session.ws_connect(url, protocols=["push-notification"])

    async def _close(self) -> None:
        await self._socket.close()
        await self._session.close()


@pytest.fixture
def clock() -> LateClock:
    return LateClock()


@pytest.fixture
def service(loop: LoopThread, clock: LateClock) -> Iterator[Autopush]:
    service = Autopush(loop, origin=None, now=clock)
    service.start()
    yield service
    service.stop()


def subscribe(client: Client, sender: Sender) -> dict[str, Any]:
    key = ec.generate_private_key(ec.SECP256R1()).public_key()
    point = key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    answer = client.ask(
        messageType="register", channelID="one", key=sender.application_server_key + "="
    )
    keys = {"p256dh": base64url.encode(point), "auth": base64url.encode(bytes(16))}
    return {"endpoint": answer["pushEndpoint"], "keys": keys}


def test_what_waited_longer_than_its_ttl_is_dropped(
    loop: LoopThread, service: Autopush, sender: Sender, clock: LateClock
) -> None:
    client = Client(loop, service.browser_url)
    uaid = client.ask(messageType="hello", use_webpush=True)["uaid"]
    subscription = subscribe(client, sender)
    client.close()
    assert sender.send(subscription, "short", {"TTL": "3600"}).status == 201
    assert sender.send(subscription, "long", {"TTL": "7200"}).status == 201
    clock.added = 3601
    client = Client(loop, service.browser_url)
    assert client.ask(messageType="hello", uaid=uaid)["uaid"] == uaid
    waited = client.hear()
    assert (waited["messageType"], waited["ttl"]) == ("notification", 7200)
    client.close()


def test_an_unacknowledged_message_comes_again_and_an_acknowledged_one_does_not(
    loop: LoopThread, service: Autopush, sender: Sender
) -> None:
    client = Client(loop, service.browser_url)
    uaid = client.ask(messageType="hello")["uaid"]
    sender.send(subscribe(client, sender), "again")
    version = client.hear()["version"]
    client.close()
    client = Client(loop, service.browser_url)
    client.ask(messageType="hello", uaid=uaid)
    assert client.hear()["version"] == version
    client.say(messageType="ack", updates=[{"channelID": "one", "version": version, "code": 100}])
    assert client.ask() == {}
    client.close()
    client = Client(loop, service.browser_url)
    client.ask(messageType="hello", uaid=uaid)
    assert client.ask() == {}
    client.close()


def test_a_browser_that_the_service_does_not_know_gets_another_name(
    loop: LoopThread, service: Autopush
) -> None:
    client = Client(loop, service.browser_url)
    assert client.ask(messageType="hello", uaid="stranger")["uaid"] != "stranger"
    client.close()


def test_a_token_valid_for_more_than_a_day_is_refused(
    loop: LoopThread, service: Autopush, sender: Sender, clock: LateClock
) -> None:
    client = Client(loop, service.browser_url)
    client.ask(messageType="hello")
    subscription = subscribe(client, sender)
    clock.added = -13 * 3600
    assert sender.send(subscription, "signed for too long").status == 401
    clock.added = 13 * 3600
    assert sender.send(subscription, "signed too long ago").status == 401
    reasons = [service.journal.take(is_("post"))["answer"]["message"] for _ in range(2)]
    assert set(reasons) == {"exp must lie within the next 24 hours"}
    client.close()
