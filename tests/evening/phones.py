"""The guests' phones with a witness in each, and the venue's line to the Internet."""

from dataclasses import dataclass
from datetime import datetime

from pushdesk.practice.behaviours import Behaviour
from pushdesk.practice.mailbox import Push
from pushdesk.practice.phone import Phone
from pushdesk.practice.push_service import PushService
from pushdesk.runtime.clock import Clock
from pushdesk.webpush.endpoints import PushOrigin
from pushdesk.webpush.request import PushRequest
from pushdesk.webpush.transport import PushResponse, Transport, TransportError, TransportFault


class Witness(Phone):
    """`rang` is when the push service took each of `received`, and when the phone rang."""

    def __init__(self, service: PushService, page: str, behaviour: Behaviour, clock: Clock) -> None:
        super().__init__(service, page, behaviour)
        self.rang: list[tuple[datetime, datetime]] = []
        self.connected = False
        self._clock = clock

    def _receive(self, push: Push) -> None:
        self.rang.append((push.at, self._clock.now()))
        super()._receive(push)


@dataclass
class Line:
    """A transport through which nothing gets while it is `cut`.

    While it is `failing`, requests still get out and no answer comes back.
    """

    inner: Transport
    cut: bool = False
    failing: bool = False
    unanswered: int = 0

    async def post(self, request: PushRequest) -> PushResponse:
        if self.cut:
            raise TransportError(TransportFault.CONNECT, "The network is down.")
        response = await self.inner.post(request)
        if self.failing:
            self.unanswered += 1
            raise TransportError(TransportFault.TIMEOUT, "No answer came in time.")
        return response

    async def warm(self, origin: PushOrigin) -> None:
        if self.cut or self.failing:
            raise TransportError(TransportFault.CONNECT, "The network is down.")
        await self.inner.warm(origin)

    async def close(self) -> None:
        await self.inner.close()
