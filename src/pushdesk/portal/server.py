"""The portal's socket and its uvicorn server inside the engine's loop."""

import asyncio
import contextlib
import errno
import ipaddress
import socket
import sys
from collections.abc import Generator
from typing import Self

import uvicorn

from pushdesk.errors import UserError
from pushdesk.i18n import _
from pushdesk.portal import app
from pushdesk.portal.limits import Limits
from pushdesk.services.context import Context

BACKLOG = 256
MOST_CONNECTIONS = 500
MOST_HEADER_BYTES = 16 * 1024
KEEP_ALIVE_SECONDS = 15


class PortalServer:
    """Bound first, so that its URL is known; started later with a context that carries the URL.

    `url` is how this computer itself reaches the portal, without a slash at the end.
    """

    def __init__(self, listener: socket.socket) -> None:
        self.url = _url(listener)
        self._listener = listener
        self._server: _Server | None = None
        self._serving: asyncio.Task[None] | None = None

    @classmethod
    def bind(cls, host: str, port: int) -> Self:
        """Port 0 takes any free one. Raises UserError where the address can't be had."""
        return cls(bind(host, port))

    async def start(self, ctx: Context, limits: Limits | None = None) -> None:
        """Returns when requests are answered."""
        server = _Server(_config(app.create(ctx, limits or Limits())))
        serving = asyncio.create_task(server.serve([self._listener]), name="portal")
        accepting = asyncio.create_task(server.accepting.wait())
        await asyncio.wait({serving, accepting}, return_when=asyncio.FIRST_COMPLETED)
        if serving.done():
            accepting.cancel()
            serving.result()
        self._server, self._serving = server, serving

    async def stop(self, limit: float) -> None:
        """Answers what was asked before, for `limit` seconds at most; closes the socket."""
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
        http="h11",
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


def _url(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    if listener.family == socket.AF_INET6:
        return f"http://[{'::1' if host == '::' else host}]:{port}"
    everywhere = ipaddress.ip_address(host).is_unspecified
    return f"http://{'127.0.0.1' if everywhere else host}:{port}"


def bind(host: str, port: int) -> socket.socket:
    """A listening socket; raises UserError where the address can't be had."""
    _check_port(port)
    family, address = _resolve(host, port)
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        _own_the_port(listener)
        listener.bind(address)
        # Two sockets may be bound to a port as long as none listens: only listening proves it ours.
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        raise _cannot_bind(host, port, error) from error
    listener.setblocking(False)
    return listener


def _resolve(host: str, port: int) -> tuple[socket.AddressFamily, tuple[str, int]]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError) as error:
        raise UserError(
            _("The portal can't listen on “{host}”.").format(host=host[:80]),
            _("No network address of this name is known."),
            _("Use 127.0.0.1, or 0.0.0.0 for all networks of this computer."),
        ) from error
    family, _type, _protocol, _name, address = found[0]
    return family, (str(address[0]), int(address[1]))


def _check_port(port: int) -> None:
    """The system would silently take the remainder of the division by 65,536."""
    if not 0 <= port <= 65535:
        raise UserError(
            _("There is no port {port}.").format(port=port),
            "",
            _("Choose one from 1024 to 65535 with --port."),
        )


def _own_the_port(listener: socket.socket) -> None:
    """Free at once after a restart, and never shared with another program."""
    if sys.platform == "win32":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
    else:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)


def _cannot_bind(host: str, port: int, error: OSError) -> UserError:
    what = _("The portal can't listen on {host}, port {port}.").format(host=host, port=port)
    if error.errno == errno.EADDRINUSE:
        return UserError(
            what,
            _("Another program uses this port."),
            _("Close it, or choose another port with --port."),
        )
    if error.errno == errno.EACCES:
        return UserError(
            what,
            _("The system doesn't allow it: ports below 1024 are reserved."),
            _("Choose a port from 1024 on with --port."),
        )
    if error.errno == errno.EADDRNOTAVAIL:
        return UserError(
            what,
            _("This computer has no such address."),
            _("Use 127.0.0.1, or 0.0.0.0 for all networks of this computer."),
        )
    reason = _("The system says: {reason}.").format(reason=error.strerror)
    return UserError(what, reason, _("Choose another address with --host and --port."))
