"""An evening of ten parties that ask to join, answer, are late, cancel, and lose their phones."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from enum import StrEnum

from pushdesk.domain.events import EventRecorded
from pushdesk.errors import Refused
from pushdesk.practice.behaviours import Attentive, Behaviour, Silent, Vanished
from pushdesk.practice.cast import Cast
from pushdesk.services import guests, replies, waiting_list
from pushdesk.services.context import Context
from pushdesk.services.replies import Reply
from pushdesk.services.waiting_list import Party

log = logging.getLogger(__name__)

# Seconds from the call to the answer, and from joining to giving up.
_THINKS = 4.0
_GIVES_UP = 45.0
_CALLS = {"called", "called_again"}


class Mood(StrEnum):
    COMES = "comes"
    LATE = "late"
    CANCELS = "cancels"
    SILENT = "silent"
    LOSES_PHONE = "loses phone"


@dataclass(frozen=True)
class Coming:
    """A party `after` seconds after the one before."""

    after: float
    size: int
    mood: Mood


PARTIES = (
    Coming(5, 2, Mood.COMES),
    Coming(15, 4, Mood.COMES),
    Coming(20, 2, Mood.LATE),
    Coming(20, 6, Mood.COMES),
    Coming(25, 3, Mood.LOSES_PHONE),
    Coming(20, 2, Mood.CANCELS),
    Coming(25, 8, Mood.COMES),
    Coming(20, 1, Mood.SILENT),
    Coming(25, 5, Mood.LATE),
    Coming(20, 2, Mood.CANCELS),
)
_ANSWERS = {Mood.COMES: Reply.COMING, Mood.LATE: Reply.LATER, Mood.CANCELS: Reply.CANCEL}
_BEHAVIOURS: dict[Mood, Behaviour] = {Mood.SILENT: Silent(), Mood.LOSES_PHONE: Vanished()}


class Evening:
    """Must be made and used in the running loop of the cast; `pace` 2 is twice as fast."""

    def __init__(self, ctx: Context, cast: Cast, alias: str, pace: float = 1.0) -> None:
        self._ctx, self._cast, self._alias, self._pace = ctx, cast, alias, pace
        self._loop = asyncio.get_running_loop()
        self._moods: dict[int, Mood] = {}
        self._errands: set[asyncio.Task[None]] = set()
        self._unsubscribe = ctx.bus.subscribe(self._hear)

    def begin(self) -> None:
        self._send(self._arrivals())

    async def stop(self) -> None:
        """Whoever was on the way turns round."""
        self._unsubscribe()
        for errand in self._errands:
            errand.cancel()
        await asyncio.gather(*self._errands, return_exceptions=True)

    async def _arrivals(self) -> None:
        for coming in PARTIES:
            await self._wait(coming.after)
            await self._arrive(coming)

    async def _arrive(self, coming: Coming) -> None:
        behaviour = _BEHAVIOURS.get(coming.mood, Attentive(_THINKS / self._pace))
        guest = await self._cast.arrive_as(behaviour)
        token = guest.phone.pass_page.rsplit("/", 1)[-1]
        found = (await asyncio.to_thread(guests.by_pass, self._ctx, token)).guest
        self._moods[found.id] = coming.mood
        party = Party(found.id, guest.name, coming.size, channel_alias=self._alias, source="page")
        await asyncio.to_thread(waiting_list.add, self._ctx, party)
        if coming.mood is Mood.CANCELS:
            self._send(self._later(_GIVES_UP, lambda: replies.leave_list(self._ctx, found.id)))

    def _hear(self, event: object) -> None:
        """In whatever thread published."""
        if isinstance(event, EventRecorded) and event.name in _CALLS:
            self._loop.call_soon_threadsafe(self._called, event.guest_id)

    def _called(self, guest_id: int) -> None:
        mood = self._moods.get(guest_id)
        reply = _ANSWERS.get(mood) if mood else None
        if reply is not None:
            answer = self._later(_THINKS, lambda: replies.answer(self._ctx, guest_id, reply))
            self._send(answer)

    async def _later(self, seconds: float, do: Callable[[], None]) -> None:
        await self._wait(seconds)
        try:
            await asyncio.to_thread(do)
        except Refused as error:
            # Somebody at the desk was quicker, as happens.
            log.info("A simulated guest came too late: %s", error)

    async def _wait(self, seconds: float) -> None:
        await asyncio.sleep(seconds / self._pace)

    def _send(self, errand: Coroutine[None, None, None]) -> None:
        task = self._loop.create_task(errand)
        self._errands.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._errands.discard(task)
        if not task.cancelled() and (fault := task.exception()) is not None:
            log.error("The simulated evening has a fault", exc_info=fault)
