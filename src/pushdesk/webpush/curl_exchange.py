"""One POST as libcurl sees it: its options, the address check, and what comes back."""

import socket
from collections.abc import Callable
from concurrent.futures import Future
from typing import NamedTuple

import pycurl  # type: ignore[import-untyped]  # it ships no types

from pushdesk.errors import UserError
from pushdesk.webpush.curl_answer import Answer
from pushdesk.webpush.curl_errors import fault, from_curl
from pushdesk.webpush.endpoints import EndpointPolicy, PushOrigin
from pushdesk.webpush.network import Network
from pushdesk.webpush.request import PushRequest
from pushdesk.webpush.transport import PushResponse, TransportError, TransportFault

_SUPPRESS_CONNECT_HEADERS = 265  # libcurl's number: pycurl has no name for it

SocketFactory = Callable[[int, int, int], socket.socket]


class _Address(NamedTuple):
    """pycurl's CurlSockAddr."""

    family: int
    socktype: int
    protocol: int
    addr: tuple[str, int] | tuple[str, int, int, int]


class CurlExchange:
    """`future` ends with PushResponse or TransportError."""

    def __init__(
        self,
        request: PushRequest,
        origin: PushOrigin,
        policy: EndpointPolicy,
        network: Network,
        open_socket: SocketFactory,
        *,
        join_connecting: bool,
        connect_only: bool = False,
        fresh: bool = False,
    ) -> None:
        """`join_connecting`: wait for a connection that others are opening, and share it.

        `connect_only`: stop before the first byte of the request; the response has status 0.
        `fresh`: use none of the connections that were kept.
        """
        self.future: Future[PushResponse] = Future()
        self._request = request
        self._origin = origin
        self._policy = policy
        self._network = network
        self._open_socket = open_socket
        self._join_connecting = join_connecting
        self._connect_only = connect_only
        self._fresh = fresh
        self._connected = False
        self._proxy = network.proxy_for(origin)
        self._handed: socket.socket | None = None
        self._address_error: UserError | None = None
        self._answer = Answer()
        self.reused = False
        self.handle = self._ready_handle()

    def _ready_handle(self) -> pycurl.Curl:
        handle = pycurl.Curl()
        for options in (self._request_options(), self._network_options(), self._limits()):
            for option, value in options:
                handle.setopt(option, value)
        return handle

    @property
    def answered(self) -> bool:
        return self._answer.has_headers

    @property
    def multiplexed(self) -> bool:
        """The answer came over HTTP/2."""
        return self._answer.version == "HTTP/2"

    def finish(self, code: int, message: str) -> None:
        if not self.future.set_running_or_notify_cancel():
            return
        self.reused = self.handle.getinfo(pycurl.NUM_CONNECTS) == 0
        if self._answer.has_headers or (self._connect_only and self._connected):
            # A body that never ends or breaks off changes nothing: the status is the answer.
            self.future.set_result(self._answer.response())
        else:
            self.future.set_exception(self._error(code, message))

    def abandon(self) -> None:
        if self.future.set_running_or_notify_cancel():
            self.future.set_exception(fault(TransportFault.CLOSED, self._origin.host))

    def _request_options(self) -> list[tuple[int, object]]:
        # libcurl would wait for "100 Continue" before a larger body.
        headers = {**self._request.headers, "Expect": ""}
        return [
            (pycurl.URL, self._request.url),
            (pycurl.PATH_AS_IS, 1),
            (pycurl.POST, 1),
            (pycurl.POSTFIELDS, self._request.body),
            (pycurl.HTTPHEADER, [f"{name}: {value}".rstrip() for name, value in headers.items()]),
            (pycurl.HEADERFUNCTION, self._answer.take_header),
            (pycurl.WRITEFUNCTION, self._answer.take_body),
        ]

    def _network_options(self) -> list[tuple[int, object]]:
        return [
            (pycurl.HTTP_VERSION, pycurl.CURL_HTTP_VERSION_2TLS),
            (pycurl.PIPEWAIT, int(self._join_connecting)),
            (pycurl.FRESH_CONNECT, int(self._fresh)),
            (pycurl.PROXY, self._proxy),
            (pycurl.NOPROXY, ""),  # the environment has been read; libcurl shall not read it again
            (_SUPPRESS_CONNECT_HEADERS, 1),
            (pycurl.OPENSOCKETFUNCTION, self._open),
            (pycurl.SOCKOPTFUNCTION, self._opened),
            (pycurl.RESOLVE, list(self._network.resolve)),
            (pycurl.CAINFO, str(self._network.ca_file)),
            (pycurl.PROXY_CAINFO, str(self._network.ca_file)),
            (pycurl.SSLVERSION, pycurl.SSLVERSION_TLSv1_2),
            # A desk clicks every few minutes: keep its connection, and notice when it has died.
            (pycurl.MAXAGE_CONN, 900),
            (pycurl.TCP_KEEPALIVE, 1),
            (pycurl.TCP_KEEPIDLE, 30),
            (pycurl.TCP_KEEPINTVL, 15),
        ]

    def _limits(self) -> list[tuple[int, object]]:
        plain = self._origin.scheme == "http"
        return [
            (pycurl.PROTOCOLS, pycurl.PROTO_HTTP if plain else pycurl.PROTO_HTTPS),
            (pycurl.FOLLOWLOCATION, 0),
            (pycurl.NETRC, pycurl.NETRC_IGNORED),
            (pycurl.CONNECTTIMEOUT_MS, round(self._network.connect_timeout * 1000)),
            (pycurl.TIMEOUT_MS, round(self._network.total_timeout * 1000)),
            (pycurl.NOSIGNAL, 1),
            (pycurl.PREREQFUNCTION, self._ready),
        ]

    def _open(self, _purpose: int, address: _Address) -> socket.socket | int:
        """The very address that libcurl is about to connect to, so that a name that changes its
        mind after a check gains nothing. Through a proxy, the address is the proxy's."""
        if not self._proxy:
            try:
                self._policy.check_address(self._origin, str(address.addr[0]))
            except UserError as error:
                self._address_error = error
                return int(pycurl.SOCKET_BAD)
        self._handed = self._open_socket(address.family, address.socktype, address.protocol)
        return self._handed

    def _opened(self, _fd: int, _purpose: int) -> int:
        # pycurl works on a duplicate of the socket that it was handed.
        if self._handed is not None:
            self._handed.close()
        return int(pycurl.SOCKOPT_OK)

    def _ready(self, *_addresses: object) -> int:
        """The connection stands and nothing has been sent. libcurl keeps it if it is HTTP/2."""
        self._connected = True
        return int(pycurl.PREREQFUNC_ABORT if self._connect_only else pycurl.PREREQFUNC_OK)

    def _error(self, code: int, message: str) -> TransportError:
        if self._address_error is not None:
            return TransportError(TransportFault.ADDRESS, str(self._address_error), message)
        host, answer = self._origin.host, self.handle.getinfo(pycurl.HTTP_CONNECTCODE)
        if self._proxy and answer not in {0, 200}:
            return fault(TransportFault.PROXY, host, f"the proxy answered {answer}: {message}")
        return from_curl(code, host, message, proxied=bool(self._proxy))
