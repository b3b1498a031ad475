"""What the kiosk asks of the services."""

from dataclasses import dataclass

from pushdesk import i18n
from pushdesk.services import channels, codes, live, preferences, waiting_list
from pushdesk.services.channels import Channel
from pushdesk.services.context import Context
from pushdesk.services.live import QueueLane
from pushdesk.services.waiting_list import Party
from pushdesk.settings import KIOSK_PIN

_PIXELS = 1600
_SIZES = range(1, 10)


@dataclass(frozen=True)
class Code:
    """`pin` leaves the kiosk; empty: Esc does."""

    channel: Channel
    png: bytes
    pin: str


@dataclass(frozen=True)
class Joined:
    """`png` is the code of the guest's own page."""

    name: str
    number: int
    png: bytes


@dataclass(frozen=True)
class Waiting:
    """Parties ahead and the quote in minutes for a party of each size, from one on."""

    by_size: tuple[tuple[int, int], ...]

    def for_party(self, size: int) -> tuple[int, int]:
        return self.by_size[min(size, len(self.by_size)) - 1]


def code(ctx: Context, alias: str | None) -> Code | None:
    """None while there is no channel at all. Raises UserError."""
    if alias is None:
        alias = next((each.alias for each in channels.every(ctx)), None)
    if alias is None:
        return None
    channel = channels.get_open(ctx, alias)
    return Code(channel, codes.channel_png(ctx, alias, _PIXELS), preferences.get(ctx, KIOSK_PIN))


def waiting(ctx: Context, alias: str) -> Waiting:
    """Raises UserError."""
    lanes = live.queue(ctx, alias).lanes
    by_size = (next(lane for lane in lanes if _takes(lane, size)) for size in _SIZES)
    return Waiting(tuple((lane.ahead, lane.quote_minutes) for lane in by_size))


def _takes(lane: QueueLane, size: int) -> bool:
    return lane.low <= size and (lane.high is None or size <= lane.high)


def join(ctx: Context, alias: str, size: int, name: str, language: str) -> Joined:
    """A request that the desk accepts or declines. Raises UserError, in the guest's language."""
    party = Party(
        name=name, size=size, channel_alias=alias, source="kiosk", language=language
    )  # fmt: skip
    with i18n.reading(i18n.translation(language)):
        row = waiting_list.add(ctx, party)
    png = codes.own_page_png(ctx, row.guest_id, language, _PIXELS)
    return Joined(row.name, row.number, png)
