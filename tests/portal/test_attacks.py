"""What hostile visitors of the portal have tried."""

import http.client
import socket
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest

from pushdesk.portal import patience
from pushdesk.portal.limits import Limits, Rate
from pushdesk.services import channels, erasure, guests, preferences, waiting_list
from pushdesk.services.channels import Channel
from pushdesk.settings import PUBLIC_URL
from tests.house import House, a_subscription
from tests.portal.client import Client
from tests.portal.conftest import Serve

AT_ONCE = 8
UNSEEN = ["\u200b" * 80, "\u2060\ufeff", "\u3164", "\u2800 \u2800", "\u0301"]


def test_an_address_that_the_client_has_made_up_does_not_count(
    serve: Serve, house: House, channel: Channel
) -> None:
    """The proxy adds its own line below the client's, as HAProxy does."""
    preferences.put(house.ctx, PUBLIC_URL, "https://desk.example")
    client = serve(Limits(reads=Rate(3, 0.001)))
    statuses = [_forwarded(client, channel, f"10.0.0.{number}") for number in range(5)]
    assert statuses == [200, 200, 200, 429, 429]


def _forwarded(client: Client, channel: Channel, made_up: str) -> int:
    connection = http.client.HTTPConnection(urlsplit(client.origin).netloc, timeout=20)
    connection.putrequest("GET", f"/c/{channel.alias}", skip_host=True)
    connection.putheader("Host", "desk.example")
    for address in (made_up, "203.0.113.7"):
        connection.putheader("X-Forwarded-For", address)
    connection.endheaders()
    status = connection.getresponse().status
    connection.close()
    return status


@pytest.mark.parametrize("number", range(len(UNSEEN)))
def test_a_name_that_nobody_sees_is_none(client: Client, channel: Channel, number: int) -> None:
    wanted = {"size": 2, "name": UNSEEN[number]}
    joined = client.ask("POST", f"/kiosk/{channel.alias}/place", wanted)
    assert joined.json["name"].isprintable()
    assert joined.json["name"] != UNSEEN[number]


def test_many_taps_at_once_are_one_guest_with_one_place(
    client: Client, house: House, channel: Channel
) -> None:
    body = {"subscription": a_subscription(), "categories": []}

    def subscribe(_number: int) -> Client:
        browser = Client(client.origin)
        assert browser.ask("POST", f"/c/{channel.alias}/subscription", body).status == 201
        return browser

    def join(browser: Client) -> int:
        return browser.ask("POST", f"/c/{channel.alias}/place", {"size": 2}).status

    with ThreadPoolExecutor(AT_ONCE) as hands:
        browsers = list(hands.map(subscribe, range(AT_ONCE)))
        answers = set(hands.map(join, browsers))
    assert answers <= {201, 409}
    assert channels.get(house.ctx, channel.alias).subscribers == 1
    assert len(waiting_list.every(house.ctx)) == 1


def test_who_is_erased_is_gone_from_an_open_page(
    client: Client, house: House, channel: Channel
) -> None:
    held = house.guest(channel)
    connection = http.client.HTTPConnection(urlsplit(client.origin).netloc, timeout=20)
    connection.request("GET", f"/g/{held.token}/events")
    stream = connection.getresponse()
    assert stream.readline() == b"event: state\n"
    erasure.erase(house.ctx, guests.by_pass(house.ctx, held.token).guest.id)
    lines = [line for line in iter(stream.readline, b"") if line.startswith(b"event")]
    connection.close()
    assert lines == [b"event: gone\n"]


HEAD = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n"


@pytest.mark.parametrize("sent", [b"", HEAD, HEAD + b"\r\n" + HEAD], ids=["no", "half", "second"])
def test_who_opens_a_connection_has_to_ask(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, sent: bytes
) -> None:
    """Eight hundred who don't would keep everybody else out."""
    monkeypatch.setattr(patience, "HEAD_SECONDS", 0.2)
    address = urlsplit(serve(None).origin)
    with socket.create_connection((address.hostname, address.port), timeout=10) as connection:
        connection.sendall(sent)
        answer = b"".join(iter(lambda: connection.recv(4096), b""))
    assert answer.count(b"HTTP/1.1 200") == (1 if sent.count(b"GET") == 2 else 0)
