"""The portal's uvicorn server inside the engine's loop."""

import asyncio
import contextlib
import socket
from collections.abc import Generator

import uvicorn

from pushdesk.portal import app
from pushdesk.portal.limits import Limits
from pushdesk.portal.patience import Impatient
from pushdesk.portal.streams import Streams
from pushdesk.runtime.listener import BACKLOG, Listener
from pushdesk.services.context import Context

# The streams of open pages, and room beside them.
MOST_CONNECTIONS = 800
MOST_HEADER_BYTES = 16 * 1024
KEEP_ALIVE_SECONDS = 15


class PortalServer:
    """Answers on a socket that was bound before, so that the context can carry its URL."""

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self._server: _Server | None = None
        self._serving: asyncio.Task[None] | None = None
        self.streams: Streams | None = None

    async def start(self, ctx: Context, limits: Limits | None = None) -> None:
        """Returns when requests are answered."""
        self.streams = Streams(ctx)
        server = _Server(_config(app.create(ctx, limits or Limits(), self.streams)))
        serving = asyncio.create_task(server.serve([self._listener.socket]), name="portal")
        accepting = asyncio.create_task(server.accepting.wait())
        await asyncio.wait({serving, accepting}, return_when=asyncio.FIRST_COMPLETED)
        if serving.done():
            accepting.cancel()
            serving.result()
        self._server, self._serving = server, serving

    async def stop(self, limit: float) -> None:
        """Answers what was asked before, for `limit` seconds at most; closes the socket."""
        if self.streams is not None:
            self.streams.close()
        if self._server is None or self._serving is None:
            self._listener.close()
            return
        self._server.should_exit = True
        await asyncio.wait({self._serving}, timeout=limit)
        if not self._serving.done():
            self._serving.cancel()
            await asyncio.wait({self._serving})
        self._listener.close()


class _Server(uvicorn.Server):
    """Tells when it accepts, and leaves the process's signals alone."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.accepting = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.accepting.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        yield


def _config(asgi: app.FastAPI) -> uvicorn.Config:
    return uvicorn.Config(
        asgi,
        loop="none",
        http=Impatient,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,  # `arrival` reads them, and only from whom they can be believed
        backlog=BACKLOG,
        limit_concurrency=MOST_CONNECTIONS,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=2,
        h11_max_incomplete_event_size=MOST_HEADER_BYTES,
    )
