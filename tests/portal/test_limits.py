"""How often and how much: the buckets alone, and the portal with small ones."""

import socket
from datetime import timedelta
from urllib.parse import urlsplit

from hypothesis import given
from hypothesis import strategies as st

from pushdesk.portal.limits import Limits, Rate, TokenBuckets
from pushdesk.services import preferences
from pushdesk.services.channels import Channel
from pushdesk.settings import PUBLIC_URL
from tests.house import House, a_subscription
from tests.portal.client import Client
from tests.portal.conftest import Serve

FEW = Limits(reads=Rate(3, 0.5), changes=Rate(1, 0.1), receipts=Rate(2, 1))


def test_a_bucket_runs_dry_and_refills() -> None:
    buckets = TokenBuckets(Rate(2, 0.5), 10)
    assert [buckets.take("a", 0), buckets.take("a", 0), buckets.take("a", 0)] == [0, 0, 2]
    assert buckets.take("b", 0) == 0
    assert buckets.take("a", 1.9) > 0
    assert buckets.take("a", 2.1) == 0


def test_a_clock_that_is_set_back_locks_nobody_out_for_long() -> None:
    buckets = TokenBuckets(Rate(1, 1), 10)
    assert buckets.take("a", 1000) == 0
    assert buckets.take("a", 0) == 1
    assert buckets.take("a", 1) == 0


@given(st.lists(st.tuples(st.integers(0, 50), st.floats(0, 100)), max_size=200))
def test_memory_is_bounded_and_no_bucket_gives_more_than_it_has(
    asked: list[tuple[int, float]],
) -> None:
    buckets = TokenBuckets(Rate(3, 0.1), 8)
    granted = [client for client, at in asked if buckets.take(str(client), at) == 0]
    assert len(buckets._buckets) <= 8
    if len(set(granted)) <= 8:
        assert all(granted.count(client) <= 3 + 100 * 0.1 * len(asked) for client in granted)


def test_too_many_requests_are_told_when_to_come_back(serve: Serve, house: House) -> None:
    client = serve(FEW)
    assert [client.get("/healthz").status for _time in range(4)] == [200, 200, 200, 429]
    answer = client.page("/")
    assert (answer.status, answer.headers["Retry-After"]) == (429, "2")
    assert "Try again in 2 seconds." in answer.text
    house.clock.advance(timedelta(seconds=2))
    assert client.get("/healthz").status == 200


def test_receipts_and_changes_have_buckets_of_their_own(serve: Serve, channel: Channel) -> None:
    client = serve(FEW)
    path, content = f"/c/{channel.alias}/subscription", {"subscription": a_subscription()}
    assert [client.ask("POST", path, content).status for _time in range(2)] == [201, 429]
    receipt = [client.ask("POST", "/r/x", {"receipt": "shown"}).status for _time in range(3)]
    assert receipt == [404, 404, 429]


def test_behind_a_tunnel_each_guest_has_a_bucket(serve: Serve, house: House) -> None:
    preferences.put(house.ctx, PUBLIC_URL, "https://desk.example.com")
    client = serve(FEW)

    def asked_from(address: str) -> int:
        return client.get("/healthz", {"X-Forwarded-For": f"10.0.0.1, {address}"}).status

    assert [asked_from("203.0.113.7") for _time in range(4)][-1] == 429
    assert asked_from("203.0.113.8") == 200
    assert [asked_from(f"2001:db8::{n}") for n in range(1, 5)][-1] == 429
    assert asked_from("2001:db8:0:1::1") == 200


def test_without_a_public_address_nobody_can_pretend(serve: Serve) -> None:
    client = serve(FEW)
    statuses = [
        client.get("/healthz", {"X-Forwarded-For": f"203.0.113.{n}"}).status for n in range(4)
    ]
    assert statuses[-1] == 429


def test_a_large_body_is_refused_before_it_is_read(client: Client, channel: Channel) -> None:
    path = f"/c/{channel.alias}/subscription"
    answer = client.ask("POST", path, body=b" " * (16 * 1024 + 1))
    assert answer.status == 413
    assert answer.json["title"] == "This request is too large."
    assert client.ask("POST", path, body=b" " * 16 * 1024).status == 400


def test_a_large_body_in_pieces_is_refused_too(client: Client) -> None:
    piece = b"1000\r\n" + b" " * 4096 + b"\r\n"
    head = b"POST /r/x HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
    assert b" 413 " in _raw(client, head + piece * 5)


def test_a_body_that_never_ends_is_given_up(serve: Serve) -> None:
    client = serve(Limits(body_seconds=0.1))
    head = b"POST /r/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{"
    assert b" 408 " in _raw(client, head)


def _raw(client: Client, request: bytes) -> bytes:
    """The first line of the answer."""
    parts = urlsplit(client.origin)
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=20) as opened:
        opened.sendall(request)
        return opened.makefile("rb").readline()
