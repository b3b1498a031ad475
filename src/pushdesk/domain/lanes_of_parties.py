"""Lanes of the waiting list: parties of about the same size wait for the same tables."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class PartyLane:
    """From `low` to `high` people; `high` is None for the last lane, which has no end."""

    low: int
    high: int | None

    @property
    def name(self) -> str:
        """“1–2”, “7+”."""
        if self.high is None:
            return f"{self.low}+"
        return str(self.low) if self.low == self.high else f"{self.low}–{self.high}"

    def takes(self, size: int) -> bool:
        return self.low <= size and (self.high is None or size <= self.high)


def read(text: str) -> tuple[PartyLane, ...]:
    """“2,4,6”, the largest party of each lane, makes 1–2, 3–4, 5–6 and 7+."""
    highest = [int(word) for word in text.split(",")]
    lows = [1, *(high + 1 for high in highest)]
    return tuple(PartyLane(low, high) for low, high in zip(lows, [*highest, None], strict=True))


def lane_of(lanes: Sequence[PartyLane], size: int) -> PartyLane:
    return next(lane for lane in lanes if lane.takes(max(1, size)))
