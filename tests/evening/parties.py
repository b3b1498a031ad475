"""Who comes in the evening, the same for the same seed: when, how many, with what phone."""

import random
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

PARTIES = 200
HOUR = timedelta(hours=1)
_SIZES = (1, 2, 2, 2, 2, 3, 3, 4, 4, 4, 5, 6, 6, 7, 8, 10)


class Way(StrEnum):
    """By which a party comes onto the list; from page and kiosk it has to be let in."""

    DOOR = "door"
    PAGE = "page"
    KIOSK = "kiosk"


class Kind(StrEnum):
    """Of the phone."""

    NONE = "none"
    QUICK = "quick"
    SILENT = "silent"  # rings and reports nothing
    AWAY = "away"  # out of reach at first
    LOST = "lost"  # the subscription has ended, and nobody knows yet


@dataclass(frozen=True)
class Party:
    """Spans count from the event before: `back` from joining until the phone is in reach again,
    `thinks` from the ring to the answer, `walks` from the call to the door (None: never comes),
    `patience` from joining until the party gives up (None: never).
    """

    number: int
    arrives: timedelta
    size: int
    way: Way
    kind: Kind
    reply: str
    opens: bool
    back: timedelta
    thinks: timedelta
    walks: timedelta | None
    patience: timedelta | None
    unsubscribes: bool
    warned: int


def cast(dice: random.Random, number: int = PARTIES) -> list[Party]:
    """In the order of arrival, within the hour."""
    arrivals = sorted(dice.uniform(0, HOUR.total_seconds() - 300) for _each in range(number))
    return [_party(dice, n, timedelta(seconds=at)) for n, at in enumerate(arrivals)]


def _party(dice: random.Random, number: int, arrives: timedelta) -> Party:
    way = dice.choice((Way.DOOR, Way.DOOR, Way.DOOR, Way.PAGE, Way.PAGE, Way.KIOSK))
    phones = (Kind.QUICK,) * 7 + (Kind.SILENT, Kind.AWAY, Kind.LOST)
    kind = dice.choice(phones) if way is Way.PAGE or dice.random() < 0.7 else Kind.NONE
    if way is Way.KIOSK:
        kind = Kind.NONE
    return Party(
        number=number,
        arrives=arrives,
        size=dice.choice(_SIZES),
        way=way,
        kind=kind,
        reply=dice.choice(("coming", "coming", "coming", "later", "cancel", "")),
        opens=dice.random() < 0.4,
        back=_seconds(dice, 30, 900),
        thinks=_seconds(dice, 5, 90),
        walks=None if dice.random() < 0.12 else _seconds(dice, 20, 420),
        patience=_seconds(dice, 120, 900) if dice.random() < 0.12 else None,
        unsubscribes=kind is not Kind.NONE and dice.random() < 0.05,
        warned=dice.choice((0, 0, 0, 1, 3)) if way is Way.PAGE else 0,
    )


def _seconds(dice: random.Random, low: int, high: int) -> timedelta:
    return timedelta(seconds=dice.randint(low, high))
