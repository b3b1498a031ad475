"""Once an hour: what is to be forgotten is forgotten, and the database counts what is left."""

import logging
from datetime import datetime, timedelta

from pushdesk.services import forgetting
from pushdesk.services.context import Context

log = logging.getLogger(__name__)

EVERY = timedelta(hours=1)
# While there is more, the next batch comes soon, and others get at the database in between.
SOON = timedelta(seconds=5)


class Housekeeping:
    """Looks at once when the house opens."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self._next: datetime | None = None

    def work(self) -> datetime | None:
        now = self._ctx.clock.now()
        # A clock that was set back must not stop it for longer than its hour.
        if self._next is not None and now < self._next <= now + EVERY:
            return self._next
        done = forgetting.forget(self._ctx)
        if done.any:
            log.info(
                "Forgotten: the words of %s visits, %s names, %s guests",
                done.visits,
                done.names,
                done.guests,
            )
        else:
            self._ctx.store.analyse()
        self._next = now + (SOON if done.any else EVERY)
        return self._next
