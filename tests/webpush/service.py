"""Servers on 127.0.0.1 that stand in for push services, good and bad ones, and for a proxy."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from aiohttp import web

RawHandler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@dataclass
class Seen:
    """What reached the service."""

    port: int = 0
    requests: list[web.BaseRequest] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    connections: set[object] = field(default_factory=set)

    def url(self, path: str, scheme: str = "http", host: str = "127.0.0.1") -> str:
        return f"{scheme}://{host}:{self.port}{path}"


@asynccontextmanager
async def push_service(
    answer: Callable[[web.BaseRequest], Awaitable[web.StreamResponse]],
    tls: ssl.SSLContext | None = None,
) -> AsyncIterator[Seen]:
    seen = Seen()

    async def handle(request: web.BaseRequest) -> web.StreamResponse:
        seen.requests.append(request)
        seen.bodies.append(await request.read())
        seen.connections.add(request.transport)
        return await answer(request)

    runner = web.ServerRunner(web.Server(handle), shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=tls)
    await site.start()
    seen.port = runner.addresses[0][1]
    try:
        yield seen
    finally:
        await runner.cleanup()


async def by_path(request: web.BaseRequest) -> web.Response:
    """/STATUS answers with that status, and with what the query says as headers."""
    return web.Response(status=int(request.path.strip("/")), headers=dict(request.query))


@asynccontextmanager
async def listening(handler: RawHandler, tls: ssl.SSLContext | None = None) -> AsyncIterator[int]:
    """The port on which `handler` gets each connection; at the end all of them are closed."""
    running: set[asyncio.Task[None]] = set()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if (task := asyncio.current_task()) is not None:
            running.add(task)
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            await handler(reader, writer)
        await _close(writer)

    server = await asyncio.start_server(handle, "127.0.0.1", 0, ssl=tls)
    async with server:
        try:
            yield server.sockets[0].getsockname()[1]
        finally:
            if running:
                await asyncio.wait(running, timeout=5)


async def _close(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with suppress(OSError):  # the other side may have been rude
        await writer.wait_closed()


@asynccontextmanager
async def raw_service(handler: RawHandler) -> AsyncIterator[Seen]:
    """Hands each connection to `handler` once the request's headers have arrived."""

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        await handler(reader, writer)

    async with listening(handle) as port:
        yield Seen(port)


@dataclass
class Proxy:
    url: str
    asked: list[str] = field(default_factory=list)


@asynccontextmanager
async def connect_proxy(upstream_port: int, refusal: bytes = b"") -> AsyncIterator[Proxy]:
    """Whatever name is asked for, the tunnel leads to 127.0.0.1:upstream_port."""
    proxy = Proxy("")

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        proxy.asked.append(head.split()[1].decode())
        if refusal:
            writer.write(refusal)
            return
        upstream_reader, upstream = await asyncio.open_connection("127.0.0.1", upstream_port)
        writer.write(b"HTTP/1.1 200 Connection established\r\nX-Proxy: yes\r\n\r\n")
        await asyncio.gather(_pump(reader, upstream), _pump(upstream_reader, writer))

    async with listening(handle) as port:
        proxy.url = f"http://127.0.0.1:{port}"
        yield proxy


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    await _close(writer)
