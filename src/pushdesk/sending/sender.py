"""Claims due deliveries, sends them, and writes down what became of each."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Executor
from datetime import datetime, timedelta
from typing import TypeVar

from pushdesk.domain.events import ChangedElsewhere, MessageQueued
from pushdesk.domain.retry import remaining_ttl
from pushdesk.sending import payload, verdict
from pushdesk.sending.reporter import Reporter
from pushdesk.sending.time_watch import TimeWatch
from pushdesk.services import links
from pushdesk.services.context import Context
from pushdesk.store import Session, outbox
from pushdesk.store.outbox import Claimed, News
from pushdesk.webpush.client import PushClient
from pushdesk.webpush.subscription import PushSubscription

log = logging.getLogger(__name__)
T = TypeVar("T")

# Longer than the client's time-out for one attempt, short enough for a host to wait after a crash.
LEASE = timedelta(seconds=20)
IN_FLIGHT = 64
# How often a sender looks without being woken: at silent deliveries and at the clock.
ROUND = timedelta(seconds=5)


class Sender:
    """Runs in the engine's loop; database calls and encryption go to `workers`."""

    def __init__(self, ctx: Context, client: PushClient, workers: Executor) -> None:
        self._ctx = ctx
        self._client = client
        self._workers = workers
        self._reporter = Reporter(ctx, workers)
        self._time = TimeWatch(ctx.clock)
        self._base = ""
        self._stopping = False
        self._wake = asyncio.Event()
        self._attempts: set[asyncio.Task[None]] = set()
        self._tasks: list[asyncio.Task[None]] = []
        self._unsubscribe: Callable[[], None] = lambda: None

    async def start(self) -> None:
        loop = asyncio.get_running_loop()

        def on_event(event: object) -> None:
            if isinstance(event, MessageQueued | ChangedElsewhere):
                loop.call_soon_threadsafe(self._wake.set)

        self._unsubscribe = self._ctx.bus.subscribe(on_event)
        await self._in_worker(lambda: self._mend_times(outbox.clock_was_set_back))
        self._tasks = [
            asyncio.create_task(self._reporter.run()),
            asyncio.create_task(self._run()),
        ]

    async def stop(self, limit: float) -> None:
        """Lets attempts end within `limit` seconds; the lease brings back what is cut off."""
        self._unsubscribe()
        if not self._tasks:
            return
        reporting, running = self._tasks
        self._stopping = True
        self._wake.set()
        await running
        if self._attempts:
            await asyncio.wait(self._attempts, timeout=limit)
        await self._client.close()
        await asyncio.gather(*self._attempts, return_exceptions=True)
        await self._reporter.finish()
        await reporting

    async def _run(self) -> None:
        while not self._stopping:
            try:
                await self._round()
            except Exception:
                # A full disk or a busy database passes; what is due stays due.
                log.exception("The outbox can't be read")
                await self._pause(ROUND.total_seconds())

    async def _round(self) -> None:
        self._wake.clear()
        if self._stopping:
            return
        claimed = await self._claim()
        for item in claimed:
            self._begin(item)
        await self._wait(found=bool(claimed))

    async def _claim(self) -> list[Claimed]:
        free = IN_FLIGHT - len(self._attempts)
        # Claims in handfuls: one transaction for each free place would cost more than the sends.
        if free < IN_FLIGHT // 4:
            return []
        if self._time.was_set_back():
            await self._in_worker(lambda: self._mend_times(outbox.clock_set_back))
        return await self._in_worker(lambda: self._claim_due(free))

    def _claim_due(self, limit: int) -> list[Claimed]:
        now = self._ctx.clock.now()
        due = self._next_due()
        if due is None or due > now:
            return []
        # Asked once for each handful: the owner may have changed it since the last.
        self._base = links.base(self._ctx)
        with self._ctx.store.write() as session:
            return outbox.claim(session, now, limit, LEASE)

    def _mend_times(self, mend: Callable[[Session, datetime, timedelta], None]) -> None:
        with self._ctx.store.write() as session:
            mend(session, self._ctx.clock.now(), LEASE)

    def _begin(self, claimed: Claimed) -> None:
        attempt = asyncio.create_task(self._attempt(claimed))
        self._attempts.add(attempt)
        attempt.add_done_callback(self._ended)

    def _ended(self, attempt: asyncio.Task[None]) -> None:
        self._attempts.discard(attempt)
        if len(self._attempts) <= IN_FLIGHT // 2:
            self._wake.set()

    async def _attempt(self, claimed: Claimed) -> None:
        try:
            news = await self._send(claimed)
        except Exception:
            log.exception("Delivery %s broke", claimed.delivery_id)
            news = verdict.broken(claimed)
        self._reporter.add(news)

    async def _send(self, claimed: Claimed) -> News:
        ttl = remaining_ttl(self._ctx.clock.now(), claimed.expires_at)
        if ttl <= 0:
            return verdict.too_late(claimed)
        receipt = self._ctx.receipts.sign(claimed.delivery_id)
        outcome = await self._client.send(
            PushSubscription(claimed.endpoint, claimed.p256dh, claimed.auth),
            payload.compose(claimed, self._base, receipt),
            ttl=ttl,
            urgency=claimed.urgency,
            topic=claimed.topic,
        )
        self._reporter.reached(outcome)
        return verdict.judge(claimed, outcome, self._ctx.clock.now())

    async def _wait(self, *, found: bool) -> None:
        """Until woken, until the next delivery is due, or one round."""
        if found and len(self._attempts) < IN_FLIGHT // 2:
            return
        pause = ROUND.total_seconds()
        if not self._attempts:
            pause = min(pause, await self._until_due())
        if not await self._pause(pause):
            await self._reporter.end_silent()

    async def _pause(self, seconds: float) -> bool:
        """Whether it was woken before the time was over."""
        try:
            await asyncio.wait_for(self._wake.wait(), seconds)
        except TimeoutError:
            return False
        return True

    async def _until_due(self) -> float:
        due = await self._in_worker(self._next_due)
        if due is None:
            return ROUND.total_seconds()
        return max(0.0, (due - self._ctx.clock.now()).total_seconds())

    def _next_due(self) -> datetime | None:
        with self._ctx.store.read() as session:
            return outbox.next_due(session)

    async def _in_worker(self, query: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._workers, query)
