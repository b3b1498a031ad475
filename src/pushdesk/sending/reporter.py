"""Has the outcomes of attempts written down, many in one transaction, until it succeeds."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from pushdesk.domain.events import ConnectionChanged, KeyRefused
from pushdesk.event_bus import EventBus
from pushdesk.store.outcomes import News
from pushdesk.webpush.outcome import Outcome, PushOutcome

log = logging.getLogger(__name__)

_AGAIN_SECONDS = 1.0

Record = Callable[[list[News]], Awaitable[None]]


class Reporter:
    """While one transaction runs, further outcomes gather for the next."""

    def __init__(self, bus: EventBus, record: Record) -> None:
        self._bus = bus
        self._record = record
        self._news: list[News] = []
        self._arrived = asyncio.Event()
        self._finishing = False
        self._online: bool | None = None  # nobody knows before the first attempt

    def add(self, news: News) -> None:
        self._news.append(news)
        self._arrived.set()

    def finish(self) -> None:
        """`run` ends after one more try at what is left."""
        self._finishing = True
        self._arrived.set()

    async def run(self) -> None:
        while self._news or not self._finishing:
            await self._arrived.wait()
            self._arrived.clear()
            batch, self._news = self._news, []
            if batch and not await self._write(batch):
                if self._finishing:
                    return  # the leases will bring these deliveries back
                self._news = batch + self._news
                self._arrived.set()
                await asyncio.sleep(_AGAIN_SECONDS)

    def reached(self, outcome: PushOutcome) -> None:
        """Tells the desk when push services come into reach or go out of it."""
        online = outcome.outcome is not Outcome.UNREACHABLE
        if online is not self._online:
            self._online = online
            self._bus.publish(ConnectionChanged(online, "" if online else outcome.sentence))
        if outcome.outcome is Outcome.KEY_REFUSED:
            self._bus.publish(KeyRefused(outcome.sentence))

    async def _write(self, batch: list[News]) -> bool:
        try:
            await self._record(batch)
        except Exception:
            log.exception("%s outcomes can't be written down yet", len(batch))
            return False
        return True
