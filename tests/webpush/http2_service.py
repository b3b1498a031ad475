"""A push service that speaks just enough HTTP/2 (RFC 9113) to count connections and streams."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from .service import listening

_PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
_DATA, _HEADERS, _SETTINGS, _PING = 0, 1, 4, 6
_END_STREAM, _ACK, _END_HEADERS = 1, 1, 4
_STATUS_200 = b"\x88"  # RFC 7541 appendix A, entry 8


@dataclass
class Http2Seen:
    """While `hold` is set, requests are counted and stay unanswered."""

    port: int = 0
    streams: int = 0
    hold: bool = False
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    connections: list[asyncio.StreamWriter] = field(default_factory=list)
    held: list[tuple[asyncio.StreamWriter, int]] = field(default_factory=list)

    @property
    def origin(self) -> str:
        return f"https://localhost:{self.port}"

    def take(self, writer: asyncio.StreamWriter, stream: int) -> None:
        self.streams += 1
        if self.hold:
            self.held.append((writer, stream))
            self.arrived.set()
        else:
            _answer(writer, stream)

    def release(self) -> None:
        for writer, stream in self.held:
            _answer(writer, stream)

    async def drop_connections(self) -> None:
        """As a service does that tires of an idle connection; returns once they are closed."""
        for writer in self.connections:
            writer.transport.abort()
            with suppress(ConnectionError):
                await writer.wait_closed()


@asynccontextmanager
async def http2_service(tls: ssl.SSLContext) -> AsyncIterator[Http2Seen]:
    seen = Http2Seen()
    tls.set_alpn_protocols(["h2"])

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen.connections.append(writer)
        await _serve(reader, writer, seen)

    async with listening(handle, tls) as seen.port:
        yield seen


async def _serve(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, seen: Http2Seen
) -> None:
    assert await reader.readexactly(len(_PREFACE)) == _PREFACE
    writer.write(_frame(_SETTINGS, 0, 0, b""))
    while True:
        head = await reader.readexactly(9)
        payload = await reader.readexactly(int.from_bytes(head[:3], "big"))
        kind, flags, stream = head[3], head[4], int.from_bytes(head[5:], "big")
        if kind in {_DATA, _HEADERS} and flags & _END_STREAM:
            seen.take(writer, stream)
        elif kind in {_SETTINGS, _PING} and not flags & _ACK:
            writer.write(_frame(kind, _ACK, 0, payload if kind == _PING else b""))


def _answer(writer: asyncio.StreamWriter, stream: int) -> None:
    writer.write(_frame(_HEADERS, _END_STREAM | _END_HEADERS, stream, _STATUS_200))


def _frame(kind: int, flags: int, stream: int, payload: bytes) -> bytes:
    return (
        len(payload).to_bytes(3, "big") + bytes((kind, flags)) + stream.to_bytes(4, "big") + payload
    )
