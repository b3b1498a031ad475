"""Keeps looking at what is due by itself: rules, schedules, calls, and programs to be told."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from pushdesk.automation.escalation import Escalation
from pushdesk.automation.housekeeping import Housekeeping
from pushdesk.automation.rules import Rules
from pushdesk.automation.schedules import Schedules
from pushdesk.automation.webhooks import Webhooks
from pushdesk.domain.deliveries import ENDS
from pushdesk.domain.events import (
    ChangedElsewhere,
    DeliveryChanged,
    DraftChanged,
    EventRecorded,
    RuleChanged,
    VisitChanged,
)
from pushdesk.services.context import Context

log = logging.getLogger(__name__)
T = TypeVar("T")

# How often it looks without being woken: the computer's clock may have been set.
ROUND = timedelta(seconds=5)
# Between two looks of a duty, so that a rush of news leaves the processor to the clicks.
BREATH = timedelta(milliseconds=250)
_WAKING = EventRecorded | RuleChanged | DraftChanged | VisitChanged | ChangedElsewhere


class Duty(Protocol):
    def work(self) -> datetime | None:
        """Does what is due now; returns when to look next, None where nothing is planned."""
        ...


class Automation:
    """Runs in the engine's loop; all that takes a moment goes to `workers`."""

    def __init__(self, ctx: Context, workers: Executor, every: timedelta = ROUND) -> None:
        self._ctx = ctx
        self._workers = workers
        self._every = every
        self._stopped = asyncio.Event()
        self._wakes: list[asyncio.Event] = []
        self._tasks: list[asyncio.Task[None]] = []
        self._unsubscribe: Callable[[], None] = lambda: None

    async def start(self) -> None:
        loop = asyncio.get_running_loop()

        def hop(event: object) -> None:
            if _wakes(event):
                loop.call_soon_threadsafe(self._wake)

        self._unsubscribe = self._ctx.bus.subscribe(hop)
        duties = (
            Rules(self._ctx),
            Schedules(self._ctx),
            Escalation(self._ctx),
            Housekeeping(self._ctx),
        )
        for duty in duties:
            self._attend(self._in_workers(duty))
        self._attend(Webhooks(self._ctx, self._work).look)

    async def stop(self, limit: float) -> None:
        """What is under way gets `limit` seconds; each part of it is done wholly or not at all."""
        self._unsubscribe()
        self._stopped.set()
        self._wake()
        if self._tasks:
            _done, late = await asyncio.wait(self._tasks, timeout=limit)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def _wake(self) -> None:
        for wake in self._wakes:
            wake.set()

    def _attend(self, look: Callable[[], Awaitable[datetime | None]]) -> None:
        wake = asyncio.Event()
        self._wakes.append(wake)
        self._tasks.append(asyncio.create_task(self._keep_looking(look, wake)))

    async def _keep_looking(
        self, look: Callable[[], Awaitable[datetime | None]], wake: asyncio.Event
    ) -> None:
        while not self._stopped.is_set():
            wake.clear()
            pause = self._every
            try:
                pause = self._until(await look())
            except Exception:
                # A full disk or a busy database passes; what is due stays due.
                log.exception("What is due by itself can't be done now")
            await _wait(self._stopped, BREATH)
            await _wait(wake, pause)

    def _until(self, due: datetime | None) -> timedelta:
        if due is None:
            return self._every
        return min(self._every, max(timedelta(0), due - self._ctx.clock.now()))

    def _in_workers(self, duty: Duty) -> Callable[[], Awaitable[datetime | None]]:
        return lambda: self._work(duty.work)

    async def _work(self, query: Callable[..., T], *arguments: object) -> T:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._workers, query, *arguments)


def _wakes(event: object) -> bool:
    """A call that will reach no phone is told of at once."""
    if isinstance(event, DeliveryChanged):
        return event.state in ENDS
    return isinstance(event, _WAKING)


async def _wait(event: asyncio.Event, limit: timedelta) -> None:
    try:
        await asyncio.wait_for(event.wait(), limit.total_seconds())
    except TimeoutError:
        return
