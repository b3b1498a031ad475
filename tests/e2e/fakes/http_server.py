"""An aiohttp application on loopback: plain, and on request on a second port with TLS."""

import socket
import ssl

from aiohttp import web

from .loop_thread import LoopThread


class HttpServer:
    """Ports are chosen by the system and known after `start()`."""

    def __init__(
        self, loop: LoopThread, app: web.Application, tls: ssl.SSLContext | None = None
    ) -> None:
        self._loop = loop
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        self._tls = tls
        self.port = 0
        self.tls_port = 0

    def start(self) -> None:
        self._loop.run(self._start())

    def stop(self) -> None:
        self._loop.run(self._runner.cleanup())

    async def _start(self) -> None:
        await self._runner.setup()
        self.port = await self._listen(None)
        if self._tls is not None:
            self.tls_port = await self._listen(self._tls)

    async def _listen(self, tls: ssl.SSLContext | None) -> int:
        listener = socket.create_server(("127.0.0.1", 0))
        await web.SockSite(self._runner, listener, ssl_context=tls).start()
        port: int = listener.getsockname()[1]
        return port
