"""How long it takes before one joins: one look does for every page that shows the same list."""

from datetime import timedelta
from itertools import count

from pushdesk.services import live
from pushdesk.services.context import Context
from pushdesk.services.live import Queue

# Waits grow shorter by themselves.
GOOD_FOR = timedelta(seconds=15)


class Queues:
    """Looks again once anything has happened: many open pages ask at the same moment."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self._numbers = count()
        self._happened = next(self._numbers)
        self._kept: dict[str, tuple[tuple[int, int], Queue]] = {}
        ctx.bus.subscribe(self._notice)

    def of(self, alias: str) -> Queue:
        """Raises NotFound."""
        asked = (self._happened, int(self._ctx.clock.now().timestamp() // GOOD_FOR.seconds))
        kept = self._kept.get(alias)
        if kept is None or kept[0] != asked:
            kept = self._kept[alias] = (asked, live.queue(self._ctx, alias))
        return kept[1]

    def _notice(self, _event: object) -> None:
        """In the publisher's thread, where adding up could lose one."""
        self._happened = next(self._numbers)
