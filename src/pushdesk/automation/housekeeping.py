"""Once an hour: what is to be forgotten is forgotten, and the database counts what is left."""

import logging
from datetime import datetime, timedelta

from pushdesk.services import forgetting
from pushdesk.services.context import Context

log = logging.getLogger(__name__)

EVERY = timedelta(hours=1)
# While there is more, the next batch comes soon, and others get at the database in between.
SOON = timedelta(seconds=5)
# Somebody looks every few seconds: more than that is a sleep, or a clock that was set.
JUMP = timedelta(minutes=5)
STEADY = timedelta(minutes=15)
_NOT_AT_ALL = timedelta(0)


class Housekeeping:
    """Forgets nobody by a clock that has just been set, or by which the house has just opened.

    A computer may wake up in another year, and what is erased doesn't come back.
    """

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self._looked: datetime | None = None
        self._next = ctx.clock.now()

    def work(self) -> datetime | None:
        now = self._ctx.clock.now()
        if self._looked is None or not _NOT_AT_ALL <= now - self._looked <= JUMP:
            self._next = now + STEADY
        self._looked = now
        if now >= self._next:
            self._next = now + self._keep()
        return self._next

    def _keep(self) -> timedelta:
        """How long until the next time."""
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
        return SOON if done.any else EVERY
