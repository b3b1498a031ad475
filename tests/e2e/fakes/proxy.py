"""A CONNECT proxy: the program reaches the fakes under the real names of the push services."""

import asyncio
from collections.abc import Coroutine, Mapping

from .entry import Entry
from .journal import Journal
from .loop_thread import LoopThread


class Proxy:
    """`routes` maps a host name to the loopback port that answers for it on 443; others get 403.

    Journal: connect with host, port and whether it was allowed; its entries show where the
    program wanted to go. Names never reach a resolver.
    """

    def __init__(self, loop: LoopThread, routes: Mapping[str, int]) -> None:
        self.journal = Journal[Entry]("proxy")
        self._loop = loop
        self._routes = routes
        self._server: asyncio.Server | None = None
        self._clients: set[asyncio.StreamWriter] = set()
        self.port = 0

    def start(self) -> None:
        self._loop.run(self._start())

    def stop(self) -> None:
        self._loop.run(self._stop())

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def _start(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _stop(self) -> None:
        if self._server is not None:
            self._server.close()
            for client in list(self._clients):
                client.close()
            await self._server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._clients.add(writer)
        try:
            await self._connect(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError) as error:
            self.journal.write(Entry("broken", {"error": repr(error)}))
        finally:
            self._clients.discard(writer)
            writer.close()

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        method, target, *_ = head.split()
        host, _, port = target.rpartition(":")
        allowed = method == "CONNECT" and port == "443" and host in self._routes
        fields = {"method": method, "host": host, "port": port, "allowed": allowed}
        self.journal.write(Entry("connect", fields))
        if not allowed:
            writer.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
            await writer.drain()
            return
        await self._tunnel(reader, writer, self._routes[host])

    async def _tunnel(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, port: int
    ) -> None:
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", port)
        self._clients.add(far_writer)
        try:
            writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            await _until_one_ends(_pump(reader, far_writer), _pump(far_reader, writer))
        finally:
            self._clients.discard(far_writer)
            far_writer.close()


async def _until_one_ends(*pumps: Coroutine[None, None, None]) -> None:
    """TLS has no half-open streams: when one side has closed, the other has nothing to say."""
    tasks = [asyncio.create_task(pump) for pump in pumps]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _pump(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    while data := await source.read(65536):
        target.write(data)
        await target.drain()
