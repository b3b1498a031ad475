"""The practice push service takes what is right and refuses each thing that is wrong."""

from datetime import UTC, datetime, timedelta

import aiohttp
import pytest

from pushdesk.errors import UserError
from pushdesk.practice.answers import Answer
from pushdesk.practice.mailbox import Push
from pushdesk.practice.push_service import PushService
from pushdesk.runtime.clock import ManualClock
from pushdesk.webpush import base64url

from .in_loop import in_loop
from .senders import Sender, post, push_service

BODY = b"x" * 120
DAY = 24 * 3600


@in_loop
async def test_a_right_request_is_accepted_and_recorded() -> None:
    sender = Sender()
    async with push_service() as service:
        token = service.create_subscription(sender.public_key)
        headers = sender.headers(service.origin, Topic="r-1")
        status, answer = await post(service.endpoint(token), headers, BODY)
        assert status == 201
        assert answer["Location"].startswith(service.origin)
        assert answer["TTL"] == "60"
        (push,) = service.accepted
        assert (push.token, push.topic, push.ttl, push.urgency, push.body) == (
            token, "r-1", 60, "high", BODY,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("TTL", None),
        ("TTL", ""),
        ("TTL", "-1"),
        ("TTL", "1.5"),
        ("TTL", "soon"),
        ("TTL", "٣"),
        ("Urgency", "urgent"),
        ("Topic", "a" * 33),
        ("Topic", "not url-safe"),
        ("Content_Encoding", None),
        ("Content_Encoding", "aesgcm"),
    ],
)
@in_loop
async def test_bad_headers_are_a_400(header: str, value: str | None) -> None:
    sender = Sender()
    async with push_service() as service:
        token = service.create_subscription(sender.public_key)
        headers = sender.headers(service.origin, **{header: value})
        assert await _status(service, token, headers) == 400
        assert not service.accepted


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "https://push.example.com"},
        {"aud": None},
        {"exp": 1},
        {"exp": 10**11},
        {"exp": "tomorrow"},
        {"sub": "tel:+491234"},
        {"sub": ""},
    ],
)
@in_loop
async def test_wrong_claims_are_a_403(claims: dict[str, object]) -> None:
    sender = Sender()
    async with push_service() as service:
        token = service.create_subscription(sender.public_key)
        authorization = sender.authorization(service.origin, **claims)
        headers = sender.headers(service.origin, Authorization=authorization)
        assert await _status(service, token, headers) == 403
        assert not service.accepted


@in_loop
async def test_a_day_is_the_longest_life_of_a_token() -> None:
    sender, start = Sender(), datetime(2026, 11, 21, 12, tzinfo=UTC)
    async with push_service(ManualClock(start)) as service:
        token = service.create_subscription(sender.public_key)
        for seconds, expected in ((DAY, 201), (DAY + 1, 403), (1, 201), (0, 403)):
            exp = int(start.timestamp()) + seconds
            authorization = sender.authorization(service.origin, exp=exp)
            headers = sender.headers(service.origin, Authorization=authorization)
            assert await _status(service, token, headers) == expected


@pytest.mark.parametrize("authorization", [None, "", "Bearer abc", "WebPush abc"])
@in_loop
async def test_no_vapid_is_a_401(authorization: str | None) -> None:
    sender = Sender()
    async with push_service() as service:
        token = service.create_subscription(sender.public_key)
        headers = sender.headers(service.origin, Authorization=authorization)
        assert await _status(service, token, headers) == 401


@in_loop
async def test_a_token_that_was_tampered_with_is_a_403() -> None:
    sender, other = Sender(), Sender()
    async with push_service() as service:
        token = service.create_subscription(sender.public_key)
        good = sender.authorization(service.origin)
        jwt = good.removeprefix("vapid t=").partition(",")[0]
        head, claims, signature = jwt.split(".")
        none = base64url.encode(b'{"alg":"none"}')
        wrong = [
            f"vapid t={jwt}",
            f"vapid k={sender.public_key}",
            f"vapid t={jwt},k={other.public_key}",
            f"vapid t={head}.{claims}.{signature[:-8]},k={sender.public_key}",
            f"vapid t={head}.{claims}.{'A' * 86},k={sender.public_key}",
            f"vapid t={none}.{claims}.{signature},k={sender.public_key}",
            f"vapid t={head}.{base64url.encode(b'[]')}.{signature},k={sender.public_key}",
            f"vapid t={base64url.encode(b'[]')}.{claims}.{signature},k={sender.public_key}",
            f"vapid t=a.b,k={sender.public_key}",
            f"vapid t={jwt},k={base64url.encode(b'x' * 65)}",
            other.authorization(service.origin),
        ]
        for authorization in wrong:
            headers = sender.headers(service.origin, Authorization=authorization)
            assert await _status(service, token, headers) == 403, authorization
        assert not service.accepted


@in_loop
async def test_unknown_gone_and_too_large() -> None:
    sender = Sender()
    async with push_service() as service:
        token = service.create_subscription(sender.public_key)
        headers = sender.headers(service.origin)
        assert await _status(service, "unknown", headers) == 404
        assert await _status(service, token, headers, b"x" * 4096) == 201
        assert await _status(service, token, headers, b"x" * 4097) == 413
        assert await _status(service, token, headers, b"x" * 100_000) == 413
        service.remove_subscription(token)
        assert await _status(service, token, headers) == 410
        assert [attempt.status for attempt in service.attempts] == [404, 201, 413, 410]


@in_loop
async def test_messages_wait_for_an_offline_phone() -> None:
    sender, clock = Sender(), ManualClock(datetime.now(UTC))
    async with push_service(clock) as service:
        token = service.create_subscription(sender.public_key)
        for body, ttl, topic in (
            (b"now or never", "0", None),
            (b"short", "10", None),
            (b"first call", "60", "r-1"),
            (b"second call", "60", "r-1"),
            (b"long", "60", None),
        ):
            headers = sender.headers(service.origin, TTL=ttl, Topic=topic)
            assert await _status(service, token, headers, body) == 201
        clock.advance(timedelta(seconds=10))
        came: list[bytes] = []

        def deliver(push: Push) -> None:
            came.append(push.body)

        service.connect(token, deliver)
        assert came == [b"second call", b"long"]
        headers = sender.headers(service.origin, TTL="0")
        assert await _status(service, token, headers, b"at once") == 201
        assert came[-1] == b"at once"
        service.disconnect(token)
        service.connect(token, deliver)
        assert len(came) == 3


@in_loop
async def test_scripted_answers_come_in_order_and_keep_the_message_from_the_phone() -> None:
    sender = Sender()
    async with push_service() as service:
        token = service.create_subscription(sender.public_key)
        service.script(None, [Answer(503)])
        service.script(token, [Answer(429, {"Retry-After": "7"}), Answer(delay=0.01)])
        headers, url = sender.headers(service.origin), service.endpoint(token)
        status, answer = await post(url, headers, BODY)
        assert (status, answer["Retry-After"]) == (429, "7")
        assert (await post(url, headers, BODY))[0] == 201
        assert (await post(url, headers, BODY))[0] == 503
        assert (await post(url, headers, BODY))[0] == 201
        assert len(service.accepted) == 2


@in_loop
async def test_scripted_reset_and_endless_answer() -> None:
    sender = Sender()
    async with push_service() as service, aiohttp.ClientSession() as session:
        token = service.create_subscription(sender.public_key)
        service.script(token, [Answer(reset=True), Answer(endless=True)])
        headers, url = sender.headers(service.origin), service.endpoint(token)
        with pytest.raises((aiohttp.ServerDisconnectedError, aiohttp.ClientOSError)):
            await session.post(url, headers=headers, data=BODY)
        response = await session.post(url, headers=headers, data=BODY)
        assert response.status == 201
        assert len(await response.content.readexactly(4096)) == 4096
        response.close()
        assert [attempt.status for attempt in service.attempts] == [0, 201]


@in_loop
async def test_a_key_that_is_none_cannot_be_subscribed_with() -> None:
    async with push_service() as service:
        with pytest.raises(ValueError, match="base64url"):
            service.create_subscription("no key!")


@in_loop
async def test_a_taken_port_has_its_sentence() -> None:
    async with push_service() as service:
        port = int(service.origin.rpartition(":")[2])
        with pytest.raises(UserError, match=f"port {port}"):
            await PushService().start(port)


async def _status(
    service: PushService, token: str, headers: dict[str, str], body: bytes = BODY
) -> int:
    return (await post(service.endpoint(token), headers, body))[0]
