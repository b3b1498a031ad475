"""The transport that PushDesk uses: libcurl with HTTP/2 and connections that stay warm."""

import asyncio
import socket

from pushdesk.webpush.curl_errors import fault
from pushdesk.webpush.curl_exchange import CurlExchange, SocketFactory
from pushdesk.webpush.curl_loop import CurlLoop
from pushdesk.webpush.endpoints import EndpointPolicy, PushOrigin
from pushdesk.webpush.network import Network
from pushdesk.webpush.request import PushRequest
from pushdesk.webpush.transport import PushResponse, TransportError, TransportFault


class CurlTransport:
    """May be used from several event loops; `open_socket` sees every socket that is opened."""

    def __init__(
        self,
        policy: EndpointPolicy,
        network: Network | None = None,
        open_socket: SocketFactory = socket.socket,
    ) -> None:
        self._policy = policy
        self._network = network or Network()
        self._open_socket = open_socket
        self._loop = CurlLoop()
        self._multiplexing: set[PushOrigin] = set()

    async def post(self, request: PushRequest) -> PushResponse:
        """Raises TransportError, and UserError for a URL that the policy refuses."""
        origin = self._policy.check(request.url)
        exchange = self._exchange(request, origin)
        try:
            return await self._run(exchange, origin)
        except TransportError as error:
            if error.kind is not TransportFault.RESET or not exchange.reused:
                raise
        # A kept connection had died unnoticed, as they do: that says nothing of the service.
        return await self._run(self._exchange(request, origin, fresh=True), origin)

    async def warm(self, origin: PushOrigin) -> None:
        """Keeps an HTTP/2 connection open for the next post; raises TransportError."""
        nothing = PushRequest(f"{origin}/", {}, b"")
        await self._run(self._exchange(nothing, origin, connect_only=True), origin)

    async def close(self) -> None:
        await asyncio.to_thread(self._loop.close)

    async def _run(self, exchange: CurlExchange, origin: PushOrigin) -> PushResponse:
        if not self._loop.submit(exchange):
            raise fault(TransportFault.CLOSED, origin.host)
        try:
            response = await asyncio.wrap_future(exchange.future)
        except asyncio.CancelledError:
            self._loop.cancel(exchange)
            raise
        self._learn(origin, exchange)
        return response

    def _exchange(
        self,
        request: PushRequest,
        origin: PushOrigin,
        *,
        connect_only: bool = False,
        fresh: bool = False,
    ) -> CurlExchange:
        # libcurl (8.20, 8.23) never wakes a transfer that waited for a connection which then turns
        # out to be HTTP/1 with a slow answer. So only services that are known to multiplex are
        # waited for; to others, each of the first requests opens its own connection.
        return CurlExchange(
            request,
            origin,
            self._policy,
            self._network,
            self._open_socket,
            join_connecting=not fresh and origin in self._multiplexing,
            connect_only=connect_only,
            fresh=fresh,
        )

    def _learn(self, origin: PushOrigin, exchange: CurlExchange) -> None:
        if exchange.multiplexed:
            self._multiplexing.add(origin)
        elif exchange.answered:
            self._multiplexing.discard(origin)
