"""Who goes first: a guest who is called now goes before what was sent to many."""

from enum import IntEnum


class Lane(IntEnum):
    EXPRESS = 0
    BULK = 1


def lane_of(urgency: str) -> Lane:
    """`urgency` as in RFC 8030 section 5.3."""
    return Lane.EXPRESS if urgency == "high" else Lane.BULK
