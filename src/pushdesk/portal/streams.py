"""Server-sent events (HTML standard, 9.2): an open page hears what has changed for it."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Hashable, Mapping
from dataclasses import dataclass, field

from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse

from pushdesk.domain.events import (
    ChangedElsewhere,
    DeliveryChanged,
    GuestChanged,
    SettingChanged,
    VisitChanged,
)
from pushdesk.errors import NotFound, Unavailable, UserError
from pushdesk.i18n import _
from pushdesk.portal.problems import Problem
from pushdesk.services import streams
from pushdesk.services.context import Context

HEARTBEAT_SECONDS = 15.0
MOST = 1000
# A venue's guests may all come from one address; so may somebody who wants them all.
MOST_OF_ADDRESS = 500
MOST_OF_ONE = 4
# A burst of changes costs each page one look, and all pages together a few at a time.
PAUSE_SECONDS = 0.1
LOOKS_AT_ONCE = 4
# How often the list is compared with what it was, to find whose page has to look.
COMPARE_SECONDS = 0.15
NEWS = VisitChanged | GuestChanged

Look = Callable[[], Mapping[str, object]]
_Seen = Mapping[str, object] | None


@dataclass(frozen=True)
class Reader:
    """Who has a page open: an owner's pages are counted together.

    `guest_id` is None for a screen, which shows the whole list.
    """

    owner: Hashable
    address: str
    guest_id: int | None = None
    most: int = MOST_OF_ONE


@dataclass(eq=False)
class _Stream:
    reader: Reader
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
        self._last: Mapping[int, Hashable] = {}
        self._unsubscribe = ctx.bus.subscribe(self._notice)

    @property
    def count(self) -> int:
        return len(self._open)

    def open(self, reader: Reader, look: Look) -> StreamingResponse:
        """The oldest of the same owner gives way. Raises Problem 503 where there are too many."""
        own = [one for one in self._open if one.reader.owner == reader.owner]
        if len(own) >= reader.most:
            self._replace(own[0])
        elif self._closed or self._is_full(reader.address):
            raise _too_many()
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return StreamingResponse(
            self._events(_Stream(reader), look), headers=headers, media_type="text/event-stream"
        )

    def _is_full(self, address: str) -> bool:
        near = sum(one.reader.address == address for one in self._open)
        return len(self._open) >= MOST or near >= MOST_OF_ADDRESS

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
                    seen, at = await self._seen(look, told)
                except NotFound:
                    yield _event("gone", {})
                    return
                if seen is None or seen == told:
                    yield _event("beat", {})
                else:
                    yield _event("state", {**seen, "now": at})
                told = seen
                await self._wait(one)
            if one.replaced:
                yield _event("replaced", {})
        finally:
            self._forget(one)

    async def _seen(self, look: Look, told: _Seen) -> tuple[_Seen, float]:
        """With the desk's clock, by which the page counts, from before it looked.

        A busy database passes: until then the page keeps what it shows.
        """
        async with self._looks:
            at = self._ctx.clock.now().timestamp()
            try:
                return await run_in_threadpool(look), at
            except Unavailable:
                return told, at

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
            self._loop.call_soon_threadsafe(self._hear_of, event.guest_id)
        elif isinstance(event, ChangedElsewhere | SettingChanged) or self._is_of_the_list(event):
            self._loop.call_soon_threadsafe(self._compare_soon)

    def _is_of_the_list(self, event: object) -> bool:
        """A broadcast tells of thousands who are not on it."""
        return isinstance(event, DeliveryChanged) and event.guest_id in self._last

    def _hear_of(self, guest_id: int) -> None:
        """The guest's own page at once, others once it is known that they show something else."""
        self._wake(lambda one: one.guest_id == guest_id)
        self._compare_soon()

    def _wake(self, which: Callable[[Reader], bool] = lambda _one: True) -> None:
        for one in self._open:
            if which(one.reader):
                one.news.set()

    def _compare_soon(self) -> None:
        self._compare_again = True
        if self._open and not self._closed and (self._comparing is None or self._comparing.done()):
            self._comparing = asyncio.create_task(self._compare(), name="compare")

    async def _compare(self) -> None:
        while self._compare_again:
            self._compare_again = False
            try:
                now = await run_in_threadpool(streams.essences, self._ctx)
            except Unavailable:
                self._compare_again = True
            else:
                self._tell(now)
            await asyncio.sleep(COMPARE_SECONDS)

    def _tell(self, now: Mapping[int, Hashable]) -> None:
        """Who is not on the list is shown how long it is, as screens are."""
        before, self._last = self._last, now
        every = before.keys() | now.keys()
        changed = {guest for guest in every if before.get(guest) != now.get(guest)}
        if changed:
            self._wake(lambda one: one.guest_id in changed or one.guest_id not in now)


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
