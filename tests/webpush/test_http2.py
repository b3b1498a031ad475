"""One connection for many pushes, kept warm."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from pushdesk.webpush.curl_transport import CurlTransport
from pushdesk.webpush.endpoints import EndpointPolicy
from pushdesk.webpush.network import Network
from pushdesk.webpush.request import PushRequest

from .authority import Authority
from .http2_service import Http2Seen, http2_service


@asynccontextmanager
async def connected(folder: Path) -> AsyncIterator[tuple[CurlTransport, Http2Seen]]:
    authority = Authority.in_folder(folder)
    async with asyncio.timeout(20), http2_service(authority.server("localhost")) as seen:
        policy = EndpointPolicy.from_text(seen.origin)
        transport = CurlTransport(policy, Network(ca_file=authority.ca_file))
        try:
            yield transport, seen
        finally:
            await transport.close()


async def post(transport: CurlTransport, seen: Http2Seen) -> int:
    response = await transport.post(PushRequest(f"{seen.origin}/x", {"TTL": "1"}, b"body"))
    return response.status


def test_all_share_one_connection_and_none_waits_for_a_slow_one(tmp_path: Path) -> None:
    async def story() -> None:
        async with connected(tmp_path) as (transport, seen):
            assert await post(transport, seen) == 200
            seen.hold = True
            slow = asyncio.create_task(post(transport, seen))
            await seen.arrived.wait()
            seen.hold = False
            quick = await asyncio.gather(*(post(transport, seen) for _ in range(30)))
            assert set(quick) == {200}
            assert not slow.done()
            seen.release()
            assert await slow == 200
            assert (len(seen.connections), seen.streams) == (1, 32)

    asyncio.run(story())


def test_nothing_is_lost_on_a_kept_connection_that_has_died(tmp_path: Path) -> None:
    async def story() -> None:
        async with connected(tmp_path) as (transport, seen):
            await post(transport, seen)
            await seen.drop_connections()
            burst = await asyncio.gather(*(post(transport, seen) for _ in range(30)))
            assert set(burst) == {200}
            assert seen.streams == 31

    asyncio.run(story())


def test_a_connection_that_was_warmed_up_is_used(tmp_path: Path) -> None:
    async def story() -> None:
        async with connected(tmp_path) as (transport, seen):
            await transport.warm(EndpointPolicy.from_text(seen.origin).check(f"{seen.origin}/x"))
            assert seen.streams == 0
            await post(transport, seen)
            assert (len(seen.connections), seen.streams) == (1, 1)

    asyncio.run(story())
