"""Who goes first: a guest who is called now goes before what was sent to many."""

from enum import IntEnum

# More devices than that are not one call any more, however urgent the words are.
MOST_EXPRESS = 100


class Lane(IntEnum):
    """Nobody claims what is held in one of the last two: its message is paused."""

    EXPRESS = 0
    BULK = 1
    EXPRESS_HELD = 2
    BULK_HELD = 3


CLAIMED = (Lane.EXPRESS, Lane.BULK)
# Added to a lane while its message is paused, taken off again when it goes on.
HELD = 2


def lane_of(urgency: str, devices: int = 1) -> Lane:
    """`urgency` as in RFC 8030 section 5.3; `devices` are those of the whole message."""
    return Lane.EXPRESS if urgency == "high" and devices <= MOST_EXPRESS else Lane.BULK
