"""From a subscription to an outcome, through real encryption and a real socket."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from pushdesk.runtime.clock import ManualClock
from pushdesk.webpush.client import PushClient
from pushdesk.webpush.curl_transport import CurlTransport
from pushdesk.webpush.endpoints import EndpointPolicy
from pushdesk.webpush.network import Network
from pushdesk.webpush.outcome import Outcome, PushOutcome
from pushdesk.webpush.vapid import VapidSigner

from .authority import Authority
from .phone import Phone
from .service import by_path, connect_proxy, push_service

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
PHONE = Phone()
PEM = ec.generate_private_key(ec.SECP256R1()).private_bytes(
    Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
)


async def send(
    endpoint: str, payload: bytes = b"ready", extra: str = "", network: Network | None = None
) -> PushOutcome:
    policy, clock = EndpointPolicy.from_text(extra), ManualClock(NOON)
    signer = VapidSigner(PEM, "mailto:owner@venue.example", clock)
    client = PushClient(policy, signer, CurlTransport(policy, network), clock)
    try:
        async with asyncio.timeout(20):
            return await client.send(
                PHONE.subscription(endpoint), payload, ttl=600, urgency="high", topic="r-1"
            )
    finally:
        await client.close()


def test_the_phone_reads_what_was_sent() -> None:
    async def story() -> None:
        async with push_service(by_path) as seen:
            outcome = await send(seen.url("/201"), b'{"web_push": 8030}', seen.url(""))
            assert (outcome.outcome, outcome.status) == (Outcome.ACCEPTED, 201)
            assert PHONE.decrypt(seen.bodies[0]) == b'{"web_push": 8030}'
            headers = seen.requests[0].headers
            assert headers["Authorization"].startswith("vapid t=")
            assert (headers["TTL"], headers["Urgency"], headers["Topic"]) == ("600", "high", "r-1")

    asyncio.run(story())


@pytest.mark.parametrize(
    ("path", "outcome", "wait"),
    [
        ("/400", Outcome.REFUSED, None),
        ("/403", Outcome.KEY_REFUSED, None),
        ("/404", Outcome.GONE, None),
        ("/410", Outcome.GONE, None),
        ("/413", Outcome.TOO_LARGE, None),
        ("/429?Retry-After=30", Outcome.RATE_LIMITED, timedelta(seconds=30)),
        (
            "/429?Retry-After=Fri,%2001%20May%202026%2012:01:00%20GMT",
            Outcome.RATE_LIMITED,
            timedelta(minutes=1),
        ),
        ("/503", Outcome.UNAVAILABLE, None),
        ("/302?Location=/201", Outcome.REFUSED, None),
    ],
)
def test_each_answer_has_its_outcome(path: str, outcome: Outcome, wait: timedelta | None) -> None:
    async def story() -> None:
        async with push_service(by_path) as seen:
            found = await send(seen.url(path), extra=seen.url(""))
            assert (found.outcome, found.retry_after) == (outcome, wait)
            assert len(seen.requests) == 1

    asyncio.run(story())


def test_no_answer_is_unreachable() -> None:
    async def story() -> None:
        async with push_service(by_path) as seen:
            pass
        found = await send(seen.url("/201"), extra=seen.url(""))
        assert (found.outcome, found.status) == (Outcome.UNREACHABLE, None)
        assert "takes no connection" in found.sentence

    asyncio.run(story())


def test_a_rebound_name_is_unreachable_and_says_why() -> None:
    network = Network(resolve=("web.push.apple.com:443:192.168.1.1",))
    found = asyncio.run(send("https://web.push.apple.com/x", network=network))
    assert found.outcome is Outcome.UNREACHABLE
    assert "private network" in found.sentence


def test_a_stored_endpoint_is_checked_again() -> None:
    found = asyncio.run(send("http://127.0.0.1:9000/x"))
    assert found.outcome is Outcome.REFUSED
    assert "known push service" in found.sentence


def test_a_message_that_is_too_long_never_leaves() -> None:
    found = asyncio.run(send("https://updates.push.services.mozilla.com/x", b"x" * 2801))
    assert (found.outcome, found.status) == (Outcome.TOO_LARGE, None)


def test_each_vendor_gets_its_headers(tmp_path: Path) -> None:
    authority = Authority.in_folder(tmp_path)

    async def story() -> None:
        host = "wns2-par02p.notify.windows.com"
        tls = authority.server(host)
        async with push_service(by_path, tls) as seen, connect_proxy(seen.port) as proxy:
            network = Network(ca_file=authority.ca_file, proxy=proxy.url)
            found = await send(f"https://{host}/201?token=a%2fb%3d", network=network)
            assert found.outcome is Outcome.ACCEPTED
            assert seen.requests[0].headers["X-WNS-Cache-Policy"] == "cache"
            assert seen.requests[0].raw_path == "/201?token=a%2fb%3d"

    asyncio.run(story())


@pytest.mark.parametrize("endpoint", ["https://web.push.apple.com/x", "https://10.0.0.1/x"])
def test_warming_up_leaves_errors_to_the_sending(endpoint: str) -> None:
    async def story() -> None:
        policy, clock = EndpointPolicy(), ManualClock(NOON)
        network = Network(resolve=("web.push.apple.com:443:192.168.1.1",))
        signer = VapidSigner(PEM, "mailto:owner@venue.example", clock)
        client = PushClient(policy, signer, CurlTransport(policy, network), clock)
        await client.warm(PHONE.subscription(endpoint))
        await client.close()

    asyncio.run(story())
