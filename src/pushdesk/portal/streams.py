"""Server-sent events (HTML standard, 9.2): an open page hears what has changed for it."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Hashable, Mapping
from dataclasses import dataclass, field

from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse

from pushdesk.domain.events import ChangedElsewhere, DeskTold, GuestChanged, VisitChanged
from pushdesk.errors import NotFound, Unavailable, UserError
from pushdesk.i18n import _
from pushdesk.portal.problems import Problem
from pushdesk.services import streams
from pushdesk.services.context import Context

HEARTBEAT_SECONDS = 15.0
MOST = 500
MOST_OF_ONE = 4
# A burst of changes costs each page one look, and all pages together a few at a time.
PAUSE_SECONDS = 0.1
LOOKS_AT_ONCE = 4
# How often the whole list is compared while somebody writes about other things.
COMPARE_SECONDS = 0.3
NEWS = (VisitChanged, GuestChanged, DeskTold)

Look = Callable[[], Mapping[str, object]]
_Seen = Mapping[str, object] | None


@dataclass(eq=False)
class _Stream:
    owner: Hashable
    news: asyncio.Event = field(default_factory=asyncio.Event)
    replaced: bool = False


class Streams:
    """Made in the engine's loop. `look` gives what a page shows; NotFound ends it."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self._loop = asyncio.get_running_loop()
        self._looks = asyncio.Semaphore(LOOKS_AT_ONCE)
        self._open: list[_Stream] = []
        self._closed = False
        self._comparing: asyncio.Task[None] | None = None
        self._compare_again = False
        self._last: Hashable = None
        self._unsubscribe = ctx.bus.subscribe(self._notice)

    @property
    def count(self) -> int:
        return len(self._open)

    def open(self, owner: Hashable, look: Look, most: int = MOST_OF_ONE) -> StreamingResponse:
        """The oldest of the same owner gives way. Raises Problem 503 where there are too many."""
        own = [one for one in self._open if one.owner == owner]
        if len(own) >= most:
            self._replace(own[0])
        elif self._closed or len(self._open) >= MOST:
            raise _too_many()
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return StreamingResponse(
            self._events(_Stream(owner), look), headers=headers, media_type="text/event-stream"
        )

    def close(self) -> None:
        """Each page is let go, and comes back by itself once somebody answers again."""
        self._closed = True
        self._unsubscribe()
        if self._comparing is not None:
            self._comparing.cancel()
        self._wake()

    async def _events(self, one: _Stream, look: Look) -> AsyncIterator[str]:
        told: _Seen = None
        self._open.append(one)
        try:
            while not self._closed and not one.replaced:
                one.news.clear()
                try:
                    seen = await self._seen(look, told)
                except NotFound:
                    yield _event("gone", {})
                    return
                yield _event("beat", {}) if seen is None or seen == told else self._state(seen)
                told = seen
                await self._wait(one)
            if one.replaced:
                yield _event("replaced", {})
        finally:
            self._forget(one)

    async def _seen(self, look: Look, told: _Seen) -> _Seen:
        """A busy database passes: until then the page keeps what it shows."""
        async with self._looks:
            try:
                return await run_in_threadpool(look)
            except Unavailable:
                return told

    def _state(self, seen: Mapping[str, object]) -> str:
        """The page counts by the desk's clock."""
        return _event("state", {**seen, "now": self._ctx.clock.now().timestamp()})

    async def _wait(self, one: _Stream) -> None:
        try:
            async with asyncio.timeout(HEARTBEAT_SECONDS):
                await one.news.wait()
        except TimeoutError:
            return
        if not self._closed:
            await asyncio.sleep(PAUSE_SECONDS)

    def _replace(self, one: _Stream) -> None:
        one.replaced = True
        one.news.set()
        self._forget(one)

    def _forget(self, one: _Stream) -> None:
        if one in self._open:
            self._open.remove(one)

    def _notice(self, event: object) -> None:
        if isinstance(event, NEWS):
            self._loop.call_soon_threadsafe(self._wake)
        elif isinstance(event, ChangedElsewhere):
            self._loop.call_soon_threadsafe(self._compare_soon)

    def _wake(self) -> None:
        for one in self._open:
            one.news.set()

    def _compare_soon(self) -> None:
        """Most of what is written is no page's matter: one look decides for all of them."""
        self._compare_again = True
        if self._open and not self._closed and (self._comparing is None or self._comparing.done()):
            self._comparing = asyncio.create_task(self._compare(), name="compare")

    def _hear_of(self, now: Hashable) -> None:
        if now != self._last:
            self._last = now
            self._wake()

    async def _compare(self) -> None:
        while self._compare_again:
            self._compare_again = False
            try:
                now = await run_in_threadpool(streams.fingerprint, self._ctx)
            except Unavailable:
                self._compare_again = True
            else:
                self._hear_of(now)
            await asyncio.sleep(COMPARE_SECONDS)


def _event(name: str, data: Mapping[str, object]) -> str:
    return f"event: {name}\ndata: {json.dumps(data)}\n\n"


def _too_many() -> Problem:
    return Problem(
        503,
        UserError(
            _("Too many pages are open at once."),
            _("The desk answers them one after the other."),
            _("This page asks again by itself."),
        ),
        {"Retry-After": "5"},
    )
