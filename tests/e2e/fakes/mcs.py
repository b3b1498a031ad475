"""The stream on which Chromium receives its messages (MCS): tags, lengths and stanzas over TLS."""

import asyncio
import ssl
import time
from collections.abc import Awaitable, Callable

from . import protobuf
from .entry import Entry
from .journal import Journal

_VERSION = 41
_HEARTBEAT_PING, _HEARTBEAT_ACK, _LOGIN_REQUEST, _LOGIN_RESPONSE, _DATA_MESSAGE = 0, 1, 2, 3, 8

Login = Callable[["McsStream"], Awaitable[None]]


class McsStream:
    """One connected browser; `device` is its android_id in decimal, known after the login."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self.device = ""

    async def serve(self, journal: Journal[Entry], on_login: Login) -> None:
        """Until the browser closes; raises ConnectionError where it breaks the stream off."""
        try:
            await self._reader.readexactly(1)  # its version
            self._writer.write(bytes([_VERSION]))
            while True:
                await self._answer(*await self._read(), journal, on_login)
        except asyncio.IncompleteReadError:
            return

    async def send(self, stanza: bytes) -> None:
        """One DataMessageStanza."""
        await self._write(_DATA_MESSAGE, stanza)

    def close(self) -> None:
        self._writer.close()

    async def _read(self) -> tuple[int, bytes]:
        tag = (await self._reader.readexactly(1))[0]
        prefix = b""
        while not prefix or prefix[-1] & 0x80:
            prefix += await self._reader.readexactly(1)
        size = sum((byte & 0x7F) << 7 * index for index, byte in enumerate(prefix))
        return tag, await self._reader.readexactly(size)

    async def _write(self, tag: int, stanza: bytes) -> None:
        self._writer.write(bytes([tag]) + protobuf.varint(len(stanza)) + stanza)
        await self._writer.drain()

    async def _answer(
        self, tag: int, stanza: bytes, journal: Journal[Entry], on_login: Login
    ) -> None:
        if tag == _LOGIN_REQUEST:
            user = protobuf.decode(stanza)[3]
            self.device = user.decode() if isinstance(user, bytes) else str(user)
            journal.write(Entry("login", {"device": self.device}))
            await self._write(_LOGIN_RESPONSE, _login_response())
            await on_login(self)
        elif tag == _HEARTBEAT_PING:
            await self._write(_HEARTBEAT_ACK, b"")
        else:  # stream acknowledgements, which say nothing about a message being shown
            journal.write(Entry("stanza", {"tag": tag, "size": len(stanza)}))


def _login_response() -> bytes:
    return protobuf.encode([(1, "login"), (5, 1), (8, int(time.time() * 1000))])


class McsServer:
    """Listens on loopback with TLS; `on_login` and `on_end` see each stream once."""

    def __init__(
        self,
        tls: ssl.SSLContext,
        journal: Journal[Entry],
        on_login: Login,
        on_end: Callable[[McsStream], None],
    ) -> None:
        self._tls = tls
        self._journal = journal
        self._on_login = on_login
        self._on_end = on_end
        self._streams: set[McsStream] = set()
        self._server: asyncio.Server | None = None
        self.port = 0

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=self._tls)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        if self._server is not None:
            self._server.close()
            self.drop()
            await self._server.wait_closed()

    def drop(self) -> None:
        for stream in list(self._streams):
            stream.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        stream = McsStream(reader, writer)
        self._streams.add(stream)
        try:
            await stream.serve(self._journal, self._on_login)
        except ConnectionError as error:
            self._journal.write(Entry("broken", {"device": stream.device, "error": str(error)}))
        finally:
            self._streams.discard(stream)
            self._on_end(stream)
            stream.close()
