"""Writes down the outcomes of attempts, many in one transaction, and tells the house."""

import asyncio
import logging
from collections.abc import Iterable
from concurrent.futures import Executor

from pushdesk.domain.deliveries import DeliveryState
from pushdesk.domain.events import ConnectionChanged, DeliveryChanged, DeviceGone, KeyRefused
from pushdesk.services.context import Context
from pushdesk.store import guests, outbox
from pushdesk.store.outbox import Change, News
from pushdesk.webpush.outcome import Outcome, PushOutcome

log = logging.getLogger(__name__)


class Reporter:
    """While one transaction runs, further outcomes gather for the next."""

    def __init__(self, ctx: Context, workers: Executor) -> None:
        self._ctx = ctx
        self._workers = workers
        self._news: asyncio.Queue[News | None] = asyncio.Queue()
        self._online: bool | None = None  # nobody knows before the first attempt

    def add(self, news: News) -> None:
        self._news.put_nowait(news)

    async def finish(self) -> None:
        """`run` ends once everything before this is written."""
        await self._news.put(None)

    async def run(self) -> None:
        open_ = True
        while open_:
            batch = [await self._news.get()]
            while not self._news.empty():
                batch.append(self._news.get_nowait())
            open_ = None not in batch
            await self._write([news for news in batch if news is not None])

    def reached(self, outcome: PushOutcome) -> None:
        """Tells the desk when push services come into reach or go out of it."""
        online = outcome.outcome is not Outcome.UNREACHABLE
        if online is not self._online:
            self._online = online
            self._ctx.bus.publish(ConnectionChanged(online, "" if online else outcome.sentence))
        if outcome.outcome is Outcome.KEY_REFUSED:
            self._ctx.bus.publish(KeyRefused(outcome.sentence))

    async def end_silent(self) -> None:
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._workers, self._end_silent)

    async def _write(self, batch: list[News]) -> None:
        if not batch:
            return
        loop = asyncio.get_running_loop()
        try:
            await loop.run_in_executor(self._workers, self._record, batch)
        except Exception:
            # Nothing is lost: unrecorded deliveries come back when their lease ends.
            log.exception("%s outcomes could not be written down", len(batch))

    def _record(self, batch: list[News]) -> None:
        now = self._ctx.clock.now()
        with self._ctx.store.write() as session:
            changes = outbox.record(session, batch, now)
            for change in changes:
                if change.state is DeliveryState.GONE:
                    guests.devices_gone(session, now, device_id=change.device_id)
        self._tell(changes)

    def _end_silent(self) -> None:
        with self._ctx.store.read() as session:
            if not outbox.has_silent(session, self._ctx.clock.now()):
                return
        with self._ctx.store.write() as session:
            changes = outbox.end_silent(session, self._ctx.clock.now())
        self._tell(changes)

    def _tell(self, changes: Iterable[Change]) -> None:
        for change in changes:
            self._ctx.bus.publish(
                DeliveryChanged(
                    change.delivery_id, change.message_id, change.guest_id, change.state
                )
            )
            if change.state is DeliveryState.GONE:
                self._ctx.bus.publish(DeviceGone(change.device_id, change.guest_id))
