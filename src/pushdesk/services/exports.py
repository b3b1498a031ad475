"""Statistics as CSV files (RFC 4180), written so that no spreadsheet runs a cell."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

from pushdesk.domain import guest_csv
from pushdesk.domain.deliveries import DeliveryState
from pushdesk.domain.staff import Permission
from pushdesk.errors import UserError
from pushdesk.i18n import _
from pushdesk.services import statistics
from pushdesk.services.context import Context
from pushdesk.services.quiet import zone
from pushdesk.services.statistics import Bin, Counts, Line

Sink = Callable[[str], object]
Write = Callable[[Sink], int]

_STATES = tuple(DeliveryState)
_MESSAGE = ("id", "sent_at", "title", "text", "devices")
_DAY = ("begins_at", "messages", "devices")
_FLOW = ("opted_in", "opted_out")
_TOGETHER = 500


def messages(ctx: Context) -> Write:
    """Every message until now, newest first, with its deliveries by state."""
    ctx.require(Permission.HISTORY)

    def write(sink: Sink) -> int:
        sink(guest_csv.row([*_MESSAGE, *_STATES]))
        number = 0
        for page in _pages(ctx):
            sink("".join(guest_csv.row(_message(ctx, line)) for line in page))
            number += len(page)
        return number

    return write


def days(ctx: Context, number: int) -> Write:
    """So many days until today, each with its messages; of one day, its hours."""
    ctx.require(Permission.HISTORY)

    def write(sink: Sink) -> int:
        overview = statistics.last_days(ctx, number)
        sink(guest_csv.row([*_DAY, *_STATES, *_FLOW]))
        for one in overview.bins:
            sink(guest_csv.row(_bin(one)))
        return len(overview.bins)

    return write


def save(file: Path, write: Write, *, marked: bool) -> int:
    """Returns how many lines follow the first one; raises UserError.

    `marked`: with the sign by which spreadsheets know UTF-8.
    """
    try:
        with file.open("w", encoding="utf-8-sig" if marked else "utf-8", newline="") as out:
            return write(out.write)
    except OSError as error:
        raise UserError(
            _("{file} could not be written.").format(file=file),
            _("The system says: {reason}.").format(reason=error.strerror),
            _("Choose another place."),
        ) from error


def _pages(ctx: Context) -> Iterator[list[Line]]:
    """What is sent meanwhile would move the others down, so it is left out."""
    end, first = ctx.clock.now() + timedelta.resolution, 0
    while page := statistics.messages(ctx, before=end, limit=_TOGETHER, first=first):
        yield page
        first += len(page)


def _message(ctx: Context, line: Line) -> list[str]:
    sent_at = line.created_at.astimezone(zone(ctx)).isoformat(timespec="seconds")
    words = [line.public_id, sent_at, line.title, line.body]
    return [*words, str(line.devices), *_by_state(line.counts)]


def _bin(one: Bin) -> list[str]:
    devices, came, left = (sum(each.values()) for each in (one.counts, one.came, one.left))
    begin = one.begin.isoformat(timespec="minutes")
    numbers = [str(one.messages), str(devices), *_by_state(one.counts), str(came), str(left)]
    return [begin, *numbers]


def _by_state(counts: Counts) -> list[str]:
    return [str(counts.get(state, 0)) for state in _STATES]
