"""A cast of simulated guests to train with, the same for the same seed."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, count
from random import Random

from pushdesk.practice.behaviours import (
    Attentive,
    Behaviour,
    Dismissive,
    Offline,
    Silent,
    Unmoved,
    Vanished,
)
from pushdesk.practice.phone import CHROME_ON_ANDROID, Phone
from pushdesk.practice.push_service import PushService

_COLOURS = ("Amber", "Blue", "Coral", "Green", "Ivory", "Lilac", "Red", "Silver")
_ANIMALS = ("Badger", "Crane", "Fox", "Hare", "Heron", "Lynx", "Otter", "Owl", "Seal", "Wren")
_USER_AGENTS = (
    CHROME_ON_ANDROID,
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) "
    "SamsungBrowser/29.0 Chrome/136.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (Android 15; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1",
)
# The first guest answers, so that a trainee's first call succeeds; then something of everything.
_FIRST: Behaviour = Attentive(2.0)
_ROUND: tuple[Behaviour, ...] = (
    Attentive(1.0),
    Attentive(6.0),
    Dismissive(3.0),
    Unmoved(),
    Silent(),
    Offline(),
    Vanished(),
)


@dataclass(frozen=True)
class SimulatedGuest:
    name: str
    behaviour: Behaviour
    phone: Phone


class Cast:
    """Must be made and used in the running loop of its push service."""

    def __init__(self, service: PushService, page: str, seed: int = 1) -> None:
        """`page` is the subscribe page's address."""
        self.guests: list[SimulatedGuest] = []
        self._service = service
        self._page = page
        self._parts = _parts(Random(seed))  # noqa: S311 - training wants the same cast again

    async def arrive(self, number: int) -> list[SimulatedGuest]:
        """More guests subscribe, one after the other; raises UserError as a phone does."""
        return [await self._arrive() for _each in range(number)]

    async def arrive_as(self, behaviour: Behaviour) -> SimulatedGuest:
        """One more, who does with the phone what the caller wants."""
        name, _behaviour, user_agent = next(self._parts)
        return await self._enter(name, behaviour, user_agent)

    async def leave(self) -> None:
        """Everybody goes home without a word."""
        guests, self.guests = self.guests, []
        await asyncio.gather(*(guest.phone.close() for guest in guests))

    async def _arrive(self) -> SimulatedGuest:
        return await self._enter(*next(self._parts))

    async def _enter(self, name: str, behaviour: Behaviour, user_agent: str) -> SimulatedGuest:
        phone = Phone(self._service, self._page, behaviour, user_agent)
        guest = SimulatedGuest(name, behaviour, phone)
        self.guests.append(guest)
        await phone.subscribe()
        return guest


def _parts(random: Random) -> Iterator[tuple[str, Behaviour, str]]:
    """Name, behaviour and User-Agent of one guest after the other, without end."""
    behaviours = chain([_FIRST], _rounds(random))
    for name, behaviour in zip(_names(random), behaviours, strict=False):
        yield name, behaviour, random.choice(_USER_AGENTS)


def _rounds(random: Random) -> Iterator[Behaviour]:
    while True:
        yield from random.sample(_ROUND, len(_ROUND))


def _names(random: Random) -> Iterator[str]:
    """Blue Fox; once all have been given, Blue Fox 2 and so on."""
    names = [f"{colour} {animal}" for colour in _COLOURS for animal in _ANIMALS]
    random.shuffle(names)
    yield from names
    for number in count(2):
        yield from (f"{name} {number}" for name in names)
