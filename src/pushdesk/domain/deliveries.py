"""How far a message has come on one device: the truth ladder and its ends."""

from enum import StrEnum


class DeliveryState(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    ACCEPTED = "accepted"  # the push service's 201, and nothing more
    SHOWN = "shown"
    OPENED = "opened"
    ANSWERED = "answered"
    EXPIRED = "expired"
    GONE = "gone"
    FAILED = "failed"


LADDER = (
    DeliveryState.QUEUED,
    DeliveryState.SENDING,
    DeliveryState.ACCEPTED,
    DeliveryState.SHOWN,
    DeliveryState.OPENED,
    DeliveryState.ANSWERED,
)
ENDS = frozenset({DeliveryState.EXPIRED, DeliveryState.GONE, DeliveryState.FAILED})
ON_THE_PHONE = frozenset({DeliveryState.SHOWN, DeliveryState.OPENED, DeliveryState.ANSWERED})
WAITING = frozenset({DeliveryState.QUEUED, DeliveryState.SENDING})


def advance(current: DeliveryState, news: DeliveryState) -> DeliveryState:
    """The state after the news: nothing climbs down the ladder.

    A phone's own receipt beats everything that was only supposed: it may overtake the record
    of the 201, and it may follow an end that was declared for want of a sign.
    """
    if news in ON_THE_PHONE:
        return news if current not in ON_THE_PHONE or _rung(news) > _rung(current) else current
    if current in ON_THE_PHONE or current in ENDS:
        return current
    # An attempt may fail after an earlier one was accepted: its lease had run out in between.
    if current is DeliveryState.ACCEPTED and news in WAITING:
        return current
    return news


def settled(state: DeliveryState) -> bool:
    """Nothing more is expected of the sender, and the outcome is known."""
    return state in ENDS or state in ON_THE_PHONE


def _rung(state: DeliveryState) -> int:
    return LADDER.index(state)
