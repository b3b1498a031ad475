"""Waits for what becomes of a message, woken by the event bus."""

import asyncio
from collections.abc import Set as AbstractSet
from contextlib import suppress

from pushdesk.domain.deliveries import DeliveryState
from pushdesk.domain.events import DeliveryChanged
from pushdesk.event_bus import EventBus


class Watch:
    """Hears everything from the moment it is made, so make it before the call. One loop only."""

    def __init__(self, bus: EventBus) -> None:
        self._loop = asyncio.get_running_loop()
        self._changes: asyncio.Queue[DeliveryChanged] = asyncio.Queue()
        self._unsubscribe = bus.subscribe(self._hear)

    def close(self) -> None:
        self._unsubscribe()

    async def until(
        self, message_id: str, states: AbstractSet[DeliveryState], limit: float
    ) -> None:
        """Returns when a delivery of the message is in one of the states, or after `limit` s."""
        with suppress(TimeoutError):  # the caller asks how far it came
            async with asyncio.timeout(limit):
                while not _is(await self._changes.get(), message_id, states):
                    pass

    def _hear(self, event: object) -> None:
        if isinstance(event, DeliveryChanged):
            self._loop.call_soon_threadsafe(self._changes.put_nowait, event)


def _is(change: DeliveryChanged, message_id: str, states: AbstractSet[DeliveryState]) -> bool:
    return change.message_id == message_id and change.state in states
