"""The seam between the protocol and the network."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from pushdesk.webpush.endpoints import PushOrigin
from pushdesk.webpush.request import PushRequest

MAX_BODY = 4096


@dataclass(frozen=True)
class PushResponse:
    """`headers` with names in lower case; `body` cut after 4 kB."""

    status: int
    headers: dict[str, str]
    body: bytes


class TransportFault(StrEnum):
    NAME = "name"
    ADDRESS = "address"
    CONNECT = "connect"
    TIMEOUT = "timeout"
    RESET = "reset"
    CERTIFICATE = "certificate"
    TLS = "tls"
    PROXY = "proxy"
    CLOSED = "closed"
    OTHER = "other"


class TransportError(Exception):
    """No answer came. `sentence` is for people, `detail` for the log."""

    def __init__(self, kind: TransportFault, sentence: str, detail: str = "") -> None:
        self.kind = kind
        self.sentence = sentence
        self.detail = detail
        super().__init__(f"{kind}: {detail or sentence}")


class Transport(Protocol):
    async def post(self, request: PushRequest) -> PushResponse:
        """Follows nothing and waits a limited time only; raises TransportError."""
        ...

    async def warm(self, origin: PushOrigin) -> None:
        """Opens a connection ahead, where the service lets it stand; raises TransportError."""
        ...

    async def close(self) -> None:
        """Ends what is in flight with TransportError."""
        ...
