"""Claims due deliveries, sends them, and has the outcome of each written down."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Executor
from datetime import datetime, timedelta
from typing import TypeVar

from pushdesk.domain.events import ChangedElsewhere, GuestFound, MessageChanged, MessageQueued
from pushdesk.domain.lanes import Lane
from pushdesk.domain.retry import remaining_ttl
from pushdesk.sending import payload, verdict
from pushdesk.sending.attempts import BULK_IN_FLIGHT, HANDFUL, Attempts
from pushdesk.sending.clerk import Clerk
from pushdesk.sending.filler import Filler
from pushdesk.sending.reporter import Reporter
from pushdesk.sending.time_watch import TimeWatch
from pushdesk.services.context import Context
from pushdesk.store.claimed import Claimed
from pushdesk.store.outcomes import News
from pushdesk.webpush.client import PushClient
from pushdesk.webpush.subscription import PushSubscription

log = logging.getLogger(__name__)
T = TypeVar("T")

# How often a sender looks without being woken: at silent deliveries and at the clock.
ROUND = timedelta(seconds=5)
# How often it looks whether a message to many has to start.
FILL_ROUND = timedelta(seconds=1)
# Between two batches: SQLite's waiting writers look again only every so often.
BREATH = timedelta(milliseconds=100)


class Sender:
    """Runs in the engine's loop; database calls and encryption go to `workers`.

    `bulk_pause` follows each handful of a broadcast, for whoever else needs the processor.
    """

    def __init__(
        self,
        ctx: Context,
        client: PushClient,
        workers: Executor,
        every: timedelta = ROUND,
        bulk_pause: timedelta = timedelta(0),
    ) -> None:
        self._ctx = ctx
        self._bulk_pause = bulk_pause
        self._client = client
        self._workers = workers
        self._clerk = Clerk(ctx)
        self._filler = Filler(ctx)
        self._reporter = Reporter(ctx.bus, lambda batch: self._work(self._clerk.record, batch))
        self._every = every
        self._time = TimeWatch(ctx.clock)
        self._wake = asyncio.Event()
        self._more = asyncio.Event()
        self._stopped = asyncio.Event()
        bulk_in_flight = HANDFUL if bulk_pause else BULK_IN_FLIGHT
        self._attempts = Attempts(self._wake.set, bulk_in_flight)
        self._tasks: list[asyncio.Task[None]] = []
        self._unsubscribe: Callable[[], None] = lambda: None

    async def start(self) -> None:
        await self._work(self._clerk.after_start)
        loop = asyncio.get_running_loop()

        def hop(event: object) -> None:
            loop.call_soon_threadsafe(self._hear, event)

        self._unsubscribe = self._ctx.bus.subscribe(hop)
        work = (
            self._reporter.run(),
            self._empty_outbox(),
            self._fill_outbox(),
            self._keep_house(),
        )
        self._tasks = [asyncio.create_task(task) for task in work]

    async def stop(self, limit: float) -> None:
        """Lets attempts end within `limit` seconds; the lease brings back what is cut off."""
        self._unsubscribe()
        if not self._tasks:
            return
        reporting, *looking = self._tasks
        self._stopped.set()
        self._wake.set()
        self._more.set()
        await asyncio.gather(*looking)
        await self._attempts.finish(limit)
        await self._client.close()
        await self._attempts.finish(limit)
        self._reporter.finish()
        await reporting

    def _hear(self, event: object) -> None:
        if isinstance(event, MessageQueued | MessageChanged | ChangedElsewhere):
            self._wake.set()
            self._more.set()
        if isinstance(event, GuestFound):
            self._attempts.begin_errand(self._warm(event.guest_id))

    async def _warm(self, guest_id: int) -> None:
        """Who is scanned will be called: the way to their push service is opened meanwhile."""
        for phone in await self._work(self._clerk.phones, guest_id):
            await self._client.warm(phone)

    async def _empty_outbox(self) -> None:
        while not self._stopped.is_set():
            self._wake.clear()
            try:
                claimed, due = await self._work(self._clerk.claim, self._attempts.room())
            except Exception:
                # A full disk or a busy database passes; what is due stays due.
                log.exception("The outbox can't be read")
                await _wait(self._stopped, self._every)
                continue
            for item in claimed:
                self._attempts.begin(Lane(item.lane), self._attempt(item))
            if not claimed:
                await _wait(self._wake, self._until(due))
            elif self._bulk_pause and any(item.lane == Lane.BULK for item in claimed):
                await _wait(self._stopped, self._bulk_pause)

    async def _fill_outbox(self) -> None:
        while not self._stopped.is_set():
            self._more.clear()
            try:
                moved = await self._work(self._filler.step)
            except Exception:
                log.exception("The outbox can't be filled")
                await _wait(self._stopped, self._every)
                continue
            if moved:
                await _wait(self._stopped, BREATH)
            else:
                await _wait(self._more, min(self._every, FILL_ROUND))

    async def _keep_house(self) -> None:
        while not await _wait(self._stopped, self._every):
            try:
                if jump := self._time.set_back_by():
                    await self._work(self._clerk.after_jump, jump)
                    self._wake.set()
                await self._work(self._clerk.end_silent)
            except Exception:
                log.exception("The outbox can't be tidied")

    async def _attempt(self, claimed: Claimed) -> None:
        try:
            news = await self._send(claimed)
        except Exception:
            log.exception("Delivery %s broke", claimed.delivery_id)
            news = verdict.broken(claimed)
        self._reporter.add(news)

    async def _send(self, claimed: Claimed) -> News:
        if claimed.device_gone:
            return verdict.left(claimed)
        ttl = remaining_ttl(self._ctx.clock.now(), claimed.created_at, claimed.expires_at)
        if ttl <= 0:
            return verdict.too_late(claimed)
        receipt = self._ctx.receipts.sign(claimed.delivery_id)
        outcome = await self._client.send(
            PushSubscription(claimed.endpoint, claimed.p256dh, claimed.auth),
            payload.compose(claimed, self._clerk.base, receipt),
            ttl=ttl,
            urgency=claimed.urgency,
            topic=claimed.topic,
        )
        self._reporter.reached(outcome)
        return verdict.judge(claimed, outcome, self._ctx.clock.now())

    def _until(self, due: datetime | None) -> timedelta:
        if due is None:
            return self._every
        return min(self._every, max(timedelta(0), due - self._ctx.clock.now()))

    async def _work(self, query: Callable[..., T], *arguments: object) -> T:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._workers, query, *arguments)


async def _wait(event: asyncio.Event, limit: timedelta) -> bool:
    """Whether the event came before the time was over."""
    try:
        await asyncio.wait_for(event.wait(), limit.total_seconds())
    except TimeoutError:
        return False
    return True
