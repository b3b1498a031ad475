"""What the owner has set, as the portal needs it with every request."""

from collections.abc import Callable
from typing import Generic, TypeVar

from starlette.concurrency import run_in_threadpool

from pushdesk.domain.events import ChangedElsewhere, SettingChanged
from pushdesk.services.context import Context

T = TypeVar("T")


class Followed(Generic[T]):
    """Reads again after a change of settings, and never in the engine's thread."""

    def __init__(self, ctx: Context, read: Callable[[], T]) -> None:
        self._read = read
        self._changes = 1
        self._followed = 0
        self._known: list[T] = []
        ctx.bus.subscribe(self._notice)

    async def current(self) -> T:
        while self._followed != self._changes:
            changes = self._changes
            self._known = [await run_in_threadpool(self._read)]
            self._followed = changes
        return self._known[0]

    def _notice(self, event: object) -> None:
        if isinstance(event, SettingChanged | ChangedElsewhere):
            self._changes += 1
