"""The transport against real servers, most of which misbehave."""

import asyncio
import socket
import ssl
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web

from pushdesk.errors import UserError
from pushdesk.webpush.curl_transport import CurlTransport
from pushdesk.webpush.endpoints import EndpointPolicy
from pushdesk.webpush.network import Network
from pushdesk.webpush.request import PushRequest
from pushdesk.webpush.transport import MAX_BODY, TransportError, TransportFault

from .authority import Authority
from .service import Seen, by_path, push_service, raw_service

LIMIT = 20.0  # seconds after which a test has failed


def request_to(url: str) -> PushRequest:
    return PushRequest(url, {"TTL": "60", "X-Test": "yes"}, b"\0body\xff")


@asynccontextmanager
async def transport_to(seen: Seen, **network: float) -> AsyncIterator[CurlTransport]:
    policy = EndpointPolicy(frozenset({seen.url("")}))
    transport = CurlTransport(policy, Network(**network))  # type: ignore[arg-type]  # times only
    try:
        async with asyncio.timeout(LIMIT):
            yield transport
    finally:
        await transport.close()


async def fault_of(transport: CurlTransport, url: str) -> TransportError:
    with pytest.raises(TransportError) as caught:
        await transport.post(request_to(url))
    assert caught.value.sentence.endswith((".", "?"))
    return caught.value


def test_a_post_arrives_as_it_was_built() -> None:
    async def story() -> None:
        async with push_service(by_path) as seen, transport_to(seen) as transport:
            response = await transport.post(request_to(seen.url("/201?Retry-After=7")))
            assert (response.status, response.headers["retry-after"]) == (201, "7")
            request = seen.requests[0]
            assert (request.method, seen.bodies) == ("POST", [b"\0body\xff"])
            assert (request.headers["TTL"], request.headers["X-Test"]) == ("60", "yes")
            assert not {"Cookie", "Expect", "Authorization"} & set(request.headers)

    asyncio.run(story())


def test_the_connection_stays_warm() -> None:
    async def story() -> None:
        async with push_service(by_path) as seen, transport_to(seen) as transport:
            for _ in range(5):
                await transport.post(request_to(seen.url("/201")))
            assert (len(seen.requests), len(seen.connections)) == (5, 1)

    asyncio.run(story())


async def slow_and_quick(tls: ssl.SSLContext | None, network: Network) -> None:
    release = asyncio.Event()

    async def answer(request: web.BaseRequest) -> web.Response:
        if request.path == "/slow":
            await release.wait()
        return web.Response(status=201)

    async with push_service(answer, tls) as seen, asyncio.timeout(LIMIT):
        origin = seen.url("", "https" if tls else "http", "localhost")
        transport = CurlTransport(EndpointPolicy.from_text(origin), network)
        slow = asyncio.create_task(transport.post(request_to(f"{origin}/slow")))
        quick = [transport.post(request_to(f"{origin}/quick")) for _ in range(20)]
        assert {response.status for response in await asyncio.gather(*quick)} == {201}
        assert not slow.done()
        release.set()
        assert (await slow).status == 201
        await transport.close()


def test_a_slow_answer_holds_up_nobody() -> None:
    asyncio.run(slow_and_quick(None, Network()))


def test_a_slow_answer_over_tls_holds_up_nobody(tmp_path: Path) -> None:
    authority = Authority.in_folder(tmp_path)
    network = Network(ca_file=authority.ca_file)
    asyncio.run(slow_and_quick(authority.server("localhost"), network))


def test_a_connection_that_the_service_closed_is_replaced() -> None:
    async def story() -> None:
        async with push_service(by_path) as seen, transport_to(seen) as transport:
            await transport.post(request_to(seen.url("/201")))
            for connection in seen.connections:
                assert isinstance(connection, asyncio.Transport)
                connection.abort()
            assert (await transport.post(request_to(seen.url("/201")))).status == 201
            assert len(seen.requests) == 2

    asyncio.run(story())


def test_warming_up_sends_nothing() -> None:
    async def story() -> None:
        async with push_service(by_path) as seen, transport_to(seen) as transport:
            await transport.warm(EndpointPolicy.from_text(seen.url("")).check(seen.url("/x")))
            assert seen.requests == []
            assert (await transport.post(request_to(seen.url("/201")))).status == 201

    asyncio.run(story())


def test_a_redirect_is_an_answer_and_no_order() -> None:
    async def story() -> None:
        async with push_service(by_path) as seen, transport_to(seen) as transport:
            response = await transport.post(request_to(seen.url("/307?Location=/201")))
            assert response.status == 307
            assert len(seen.requests) == 1

    asyncio.run(story())


def test_cookies_are_not_kept() -> None:
    async def story() -> None:
        async with push_service(by_path) as seen, transport_to(seen) as transport:
            for _ in range(2):
                await transport.post(request_to(seen.url("/201?Set-Cookie=a=b")))
            assert "Cookie" not in seen.requests[1].headers

    asyncio.run(story())


def test_a_netrc_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login owner password secret\n")

    async def story() -> None:
        async with push_service(by_path) as seen, transport_to(seen) as transport:
            await transport.post(request_to(seen.url("/201")))
            assert "Authorization" not in seen.requests[0].headers

    asyncio.run(story())


def test_a_body_that_never_ends_is_cut() -> None:
    async def endless(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 201 Created\r\n\r\n")
        while True:
            writer.write(b"x" * 1000)
            await writer.drain()

    async def story() -> None:
        async with raw_service(endless) as seen, transport_to(seen) as transport:
            response = await transport.post(request_to(seen.url("/x")))
            assert (response.status, response.body) == (201, b"x" * MAX_BODY)

    asyncio.run(story())


def test_a_body_that_stalls_leaves_the_status() -> None:
    async def stall(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 410 Gone\r\nContent-Length: 10\r\n\r\nabc")
        while await reader.read(1000):
            pass

    async def story() -> None:
        async with raw_service(stall) as seen:  # noqa: SIM117 - one line would not fit
            async with transport_to(seen, total_timeout=0.3) as transport:
                response = await transport.post(request_to(seen.url("/x")))
                assert (response.status, response.body) == (410, b"abc")

    asyncio.run(story())


def test_headers_that_never_end_are_no_answer() -> None:
    async def endless(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 201 Created\r\n")
        while True:
            writer.write(b"X-More: " + b"x" * 1000 + b"\r\n")
            await writer.drain()

    async def story() -> None:
        async with raw_service(endless) as seen, transport_to(seen) as transport:
            error = await fault_of(transport, seen.url("/x"))
            assert error.kind is TransportFault.OTHER

    asyncio.run(story())


def test_interim_answers_are_passed_over() -> None:
    async def early(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 103 Early Hints\r\nRetry-After: 1\r\n\r\n")
        writer.write(b"HTTP/1.1 429 No\r\nRetry-After: 2\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()

    async def story() -> None:
        async with raw_service(early) as seen, transport_to(seen) as transport:
            response = await transport.post(request_to(seen.url("/x")))
            assert (response.status, response.headers["retry-after"]) == (429, "2")

    asyncio.run(story())


def test_no_answer_in_time() -> None:
    async def silent(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        while await reader.read(1000):
            pass

    async def story() -> None:
        async with raw_service(silent) as seen:  # noqa: SIM117 - one line would not fit
            async with transport_to(seen, total_timeout=0.2) as transport:
                error = await fault_of(transport, seen.url("/x"))
                assert error.kind is TransportFault.TIMEOUT
                assert "in time" in error.sentence

    asyncio.run(story())


@pytest.mark.parametrize("words", [b"", b"HTTP/1.1 201 Cre"])
def test_a_connection_that_breaks_off(words: bytes) -> None:
    async def reset(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(words)
        await writer.drain()
        sock: socket.socket = writer.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        writer.transport.abort()

    async def story() -> None:
        async with raw_service(reset) as seen, transport_to(seen) as transport:
            error = await fault_of(transport, seen.url("/x"))
            assert error.kind is TransportFault.RESET
            assert "broke off" in error.sentence

    asyncio.run(story())


def test_something_that_is_no_http() -> None:
    async def chatter(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mail.example ESMTP\r\n")
        await writer.drain()

    async def story() -> None:
        async with raw_service(chatter) as seen, transport_to(seen) as transport:
            assert (await fault_of(transport, seen.url("/x"))).kind is TransportFault.OTHER

    asyncio.run(story())


def test_nobody_listens() -> None:
    async def story() -> None:
        async with push_service(by_path) as seen:
            pass
        async with transport_to(seen) as transport:
            error = await fault_of(transport, seen.url("/x"))
            assert error.kind is TransportFault.CONNECT

    asyncio.run(story())


def test_a_name_that_does_not_exist() -> None:
    name = f"{'x' * 64}.test"  # too long for the DNS: refused without a network, and at once

    async def story() -> None:
        origin = f"http://{name}:9000"
        transport = CurlTransport(EndpointPolicy.from_text(origin))
        error = await fault_of(transport, f"{origin}/x")
        await transport.close()
        assert error.kind is TransportFault.NAME
        assert name in error.sentence

    asyncio.run(story())


def test_the_policy_holds_here_too() -> None:
    async def story() -> None:
        transport = CurlTransport(EndpointPolicy())
        with pytest.raises(UserError):
            await transport.post(request_to("http://127.0.0.1:9000/x"))
        await transport.close()

    asyncio.run(story())


@pytest.mark.parametrize(
    "addresses",
    ["127.0.0.1", "10.0.0.1,192.168.1.1", "[::1],[::ffff:127.0.0.1]", "169.254.169.254"],
)
def test_a_rebound_name_never_gets_a_socket(addresses: str) -> None:
    opened: list[int] = []

    def open_socket(family: int, kind: int, protocol: int) -> socket.socket:
        opened.append(family)
        return socket.socket(family, kind, protocol)

    async def story() -> None:
        network = Network(resolve=(f"fcm.googleapis.com:443:{addresses}",))
        transport = CurlTransport(EndpointPolicy(), network, open_socket)
        error = await fault_of(transport, "https://fcm.googleapis.com/x")
        await transport.close()
        assert error.kind is TransportFault.ADDRESS
        assert "private network" in error.sentence

    asyncio.run(story())
    assert opened == []


def test_the_socket_factory_sees_the_sockets_of_an_extra_origin() -> None:
    opened: list[socket.socket] = []

    def open_socket(family: int, kind: int, protocol: int) -> socket.socket:
        opened.append(socket.socket(family, kind, protocol))
        return opened[-1]

    async def story() -> None:
        async with push_service(by_path) as seen:
            policy = EndpointPolicy(frozenset({seen.url("")}))
            transport = CurlTransport(policy, open_socket=open_socket)
            assert (await transport.post(request_to(seen.url("/201")))).status == 201
            await transport.close()

    asyncio.run(story())
    assert [sock.fileno() for sock in opened] == [-1]


def test_giving_up_ends_the_transfer() -> None:
    async def story() -> None:
        arrived, left = asyncio.Event(), asyncio.Event()

        async def watch(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
            arrived.set()
            while await reader.read(1000):
                pass
            left.set()

        async with raw_service(watch) as seen, transport_to(seen) as transport:
            post = asyncio.create_task(transport.post(request_to(seen.url("/x"))))
            await arrived.wait()
            post.cancel()
            with pytest.raises(asyncio.CancelledError):
                await post
            await left.wait()

    asyncio.run(story())


def test_closing_ends_what_is_in_flight_and_the_thread() -> None:
    async def story() -> None:
        arrived = asyncio.Event()

        async def silent(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
            arrived.set()
            while await reader.read(1000):
                pass

        async with raw_service(silent) as seen, transport_to(seen) as transport:
            post = asyncio.create_task(fault_of(transport, seen.url("/x")))
            await arrived.wait()
            await transport.close()
            assert (await post).kind is TransportFault.CLOSED
            assert (await fault_of(transport, seen.url("/x"))).kind is TransportFault.CLOSED

    asyncio.run(story())
    assert "pushdesk-curl" not in {thread.name for thread in threading.enumerate()}


def test_a_transport_that_was_never_used_closes() -> None:
    transport = CurlTransport(EndpointPolicy())
    asyncio.run(transport.close())
    asyncio.run(transport.close())


def test_one_transport_serves_several_event_loops() -> None:
    transports: list[CurlTransport] = []

    async def story() -> None:
        async with push_service(by_path) as seen:
            policy = EndpointPolicy.from_text(seen.url(""))
            transport = transports[0] if transports else CurlTransport(policy)
            transports.append(transport)
            transport._policy = policy
            assert (await transport.post(request_to(seen.url("/201")))).status == 201

    asyncio.run(story())
    asyncio.run(story())
    asyncio.run(transports[0].close())
