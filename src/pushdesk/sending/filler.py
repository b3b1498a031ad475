"""Brings what was sent to many into the outbox, batch by batch, and holds back what is paused.

Synchronous, for a worker thread. All that has to be done follows from the tables: whoever dies
halfway, another one goes on from there.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from pushdesk.domain.events import MessageChanged
from pushdesk.i18n import _
from pushdesk.services import composing
from pushdesk.services.context import Context
from pushdesk.store import Session, broadcasts, fan_out
from pushdesk.store.fan_out import BATCH, Open

# Devices looked up at once: reading keeps nobody from writing.
AHEAD = 20 * BATCH


@dataclass(frozen=True)
class _Ahead:
    """The devices that come after the one to which the message is filled."""

    filled_to: int
    devices: list[int]


class Filler:
    """One step is one short transaction, so that a call gets in between two."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self._ahead: dict[int, _Ahead] = {}
        # Messages of which nothing is left to hold back, or to let go.
        self._held: set[int] = set()
        self._free: set[int] = set()

    def step(self) -> bool:
        """Does the next thing; whether there was anything to do."""
        with self._ctx.store.read() as session:
            messages = fan_out.open_messages(session)
        self._forget_all_but({message.id for message in messages})
        for message in messages:
            if self._advance(message):
                self._ctx.bus.publish(MessageChanged(message.public_id))
                return True
        return False

    def _advance(self, message: Open) -> bool:
        now = self._ctx.clock.now()
        if message.cancelled:
            return self._clear(message) or self._finish(message)
        if message.expires_at <= now:
            late = _("Its time had run out before it could be sent.")
            return self._fill(message, late) or self._expire(message, late) or self._finish(message)
        if message.paused:
            return self._hold(message)
        if message.plan.starts_at > now:
            return False
        return self._let_go(message) or self._fill(message) or self._end(message)

    def _clear(self, message: Open) -> bool:
        now = self._ctx.clock.now()
        return self._some(lambda session: broadcasts.clear(session, message.id, now))

    def _expire(self, message: Open, reason: str) -> bool:
        now = self._ctx.clock.now()
        return self._some(lambda session: broadcasts.expire(session, message.id, now, reason))

    def _hold(self, message: Open) -> bool:
        self._free.discard(message.id)
        if message.id in self._held:
            return False
        moved = self._some(lambda session: broadcasts.hold(session, message.id))
        if not moved:
            self._held.add(message.id)
        return moved

    def _let_go(self, message: Open) -> bool:
        self._held.discard(message.id)
        if message.id in self._free:
            return False
        moved = self._some(lambda session: broadcasts.release(session, message.id))
        if not moved:
            self._free.add(message.id)
        return moved

    def _end(self, message: Open) -> bool:
        """What a claim has set aside during a short pause comes back first."""
        self._free.discard(message.id)
        return self._let_go(message) or self._finish(message)

    def _finish(self, message: Open) -> bool:
        with self._ctx.store.write() as session:
            return fan_out.finish(session, message)

    def _fill(self, message: Open, reason: str = "") -> bool:
        """With a `reason`, they enter as expired: who was meant is not passed over in silence."""
        ahead = self._next(message)
        batch, rest = ahead[:BATCH], ahead[BATCH:]
        if not batch:
            return False
        now = self._ctx.clock.now()
        with self._ctx.store.write() as session:
            entered = fan_out.enter(session, message, batch, now, reason)
        if entered and rest:
            self._ahead[message.id] = _Ahead(batch[-1], rest)
        return True

    def _next(self, message: Open) -> list[int]:
        known = self._ahead.pop(message.id, None)
        if known is not None and known.filled_to == message.filled_to:
            return known.devices
        news = composing.news_cap(self._ctx, message.purpose, message.plan.starts_at)
        if news is not None:
            news = replace(news, but=message.id)
        with self._ctx.store.read() as session:
            return fan_out.ahead(session, message, news, AHEAD)

    def _some(self, move: Callable[[Session], int]) -> bool:
        with self._ctx.store.write() as session:
            return move(session) > 0

    def _forget_all_but(self, ids: set[int]) -> None:
        self._held &= ids
        self._free &= ids
        self._ahead = {id_: ahead for id_, ahead in self._ahead.items() if id_ in ids}
