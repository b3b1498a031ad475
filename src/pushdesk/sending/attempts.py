"""What is on its way, and how much more may be: a “table ready” never waits behind a broadcast."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass

from pushdesk.domain.lanes import Lane

IN_FLIGHT = 64
BULK_IN_FLIGHT = 48
# A transaction for each place that gets free would cost more than the sends.
HANDFUL = 12


@dataclass(frozen=True)
class Room:
    """How many deliveries of each lane may be claimed now."""

    express: int
    bulk: int

    def lanes(self) -> dict[Lane, int]:
        """Those with room only."""
        both = {Lane.EXPRESS: self.express, Lane.BULK: self.bulk}
        return {lane: number for lane, number in both.items() if number > 0}


class Attempts:
    """`on_room` is called when there is room again that was not there before."""

    def __init__(self, on_room: Callable[[], None], bulk_in_flight: int = BULK_IN_FLIGHT) -> None:
        self._on_room = on_room
        self._bulk_in_flight = bulk_in_flight
        self._running: dict[asyncio.Task[None], Lane] = {}
        self._errands: set[asyncio.Task[None]] = set()

    def begin(self, lane: Lane, attempt: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(attempt)
        self._running[task] = lane
        task.add_done_callback(self._ended)

    def begin_errand(self, errand: Coroutine[None, None, None]) -> None:
        """Takes nobody's place, but is waited for at the end."""
        task = asyncio.create_task(errand)
        self._errands.add(task)
        task.add_done_callback(self._errands.discard)

    def room(self) -> Room:
        bulk = sum(lane is Lane.BULK for lane in self._running.values())
        express = IN_FLIGHT - len(self._running)
        free = min(self._bulk_in_flight - bulk, express)
        return Room(express, free if free >= HANDFUL else 0)

    async def finish(self, limit: float) -> None:
        """Waits for `limit` seconds at most."""
        if under_way := self._running.keys() | self._errands:
            await asyncio.wait(under_way, timeout=limit)

    def _ended(self, task: asyncio.Task[None]) -> None:
        was_full = self.room().express == 0
        del self._running[task]
        if was_full or self.room().bulk:
            self._on_room()
