"""What became of what was sent: message by message, and over the venue's days."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import TypeVar

from pushdesk.domain.deliveries import ON_THE_PHONE, DeliveryState
from pushdesk.errors import UserError
from pushdesk.i18n import _
from pushdesk.services import channels
from pushdesk.services.context import Context
from pushdesk.services.messages import unknown
from pushdesk.services.quiet import zone
from pushdesk.store import statistics as rows
from pushdesk.store.statistics import Counts, Line, Reach, Topic, Which

__all__ = ["Counts", "Line", "Reach", "Topic"]

# Seconds after which a step of the answer to “how soon” ends.
EDGES = (10, 30, 60, 5 * 60, 15 * 60, 60 * 60, 4 * 60 * 60)
_UNTIL = (*EDGES, None)
MOST_DAYS = 3660
K = TypeVar("K")
_SEEN = frozenset({DeliveryState.OPENED, DeliveryState.ANSWERED})


class By(StrEnum):
    HOUR = "hour"
    DAY = "day"


@dataclass(frozen=True)
class Step:
    """Between the step before and so many seconds after the message; the last has no end."""

    until: int | None
    shown: int
    opened: int


@dataclass(frozen=True)
class Detail:
    """Each topic's names in the order of their devices, most first."""

    line: Line
    reach: Reach
    steps: tuple[Step, ...]
    parts: Mapping[Topic, Mapping[str, Counts]]


@dataclass(frozen=True)
class Bin:
    """An hour or a day from `begin` on, in the venue's zone; who `came` and `left` by channel."""

    begin: datetime
    messages: int
    counts: Counts
    came: Mapping[str, int]
    left: Mapping[str, int]


@dataclass(frozen=True)
class Overview:
    """`guests` and `devices` are those of now."""

    by: By
    bins: tuple[Bin, ...]
    guests: int
    devices: int

    @property
    def total(self) -> Bin:
        """Of all the bins."""
        return Bin(
            self.bins[0].begin,
            sum(one.messages for one in self.bins),
            _sum(one.counts for one in self.bins),
            _sum(one.came for one in self.bins),
            _sum(one.left for one in self.bins),
        )


def shown(counts: Counts) -> int:
    """On how many phones it was, at the least."""
    return sum(counts.get(state, 0) for state in ON_THE_PHONE)


def seen(counts: Counts) -> int:
    """How many were opened, answered or not."""
    return sum(counts.get(state, 0) for state in _SEEN)


def messages(
    ctx: Context,
    text: str = "",
    alias: str = "",
    day: date | None = None,
    *,
    before: datetime | None = None,
    limit: int = 100,
    first: int = 0,
) -> list[Line]:
    """Newest first: what says `text`, went to the channel, was sent on the venue's `day`.

    Without a day, all that was sent `before`. Raises NotFound for a channel that isn't there.
    """
    if alias:
        channels.get(ctx, alias)
    if day and not _in_calendar(day):
        raise _no_period()
    begin, end = _bounds(day, day, zone(ctx)) if day else (None, before)
    with ctx.store.read() as session:
        return rows.lines(session, Which(text.strip(), alias, begin, end), limit, first)


def of_message(ctx: Context, message_id: str) -> Detail:
    """Raises NotFound."""
    with ctx.store.read() as session:
        line = rows.line(session, message_id)
        if line is None:
            raise unknown(message_id)
        moments = [line.created_at + timedelta(seconds=edge) for edge in EDGES]
        steps = rows.by_moment(session, line.id, moments)
        return Detail(
            line,
            rows.reach(session, line.id),
            tuple(Step(until, *each) for until, each in zip(_UNTIL, steps, strict=True)),
            {topic: _by_name(rows.parts(session, line.id, topic)) for topic in Topic},
        )


def over(ctx: Context, first: date, last: date, by: By = By.DAY) -> Overview:
    """From the first day of the venue's to the last, both with all their hours.

    Raises UserError where they are no period, or one too long.
    """
    in_calendar = _in_calendar(first) and _in_calendar(last)
    if not in_calendar or not 0 <= (last - first).days < MOST_DAYS:
        raise _no_period()
    where = zone(ctx)
    begin, end = _bounds(first, last, where)
    with ctx.store.read() as session:
        sent, moved = rows.sent(session, begin, end), rows.moved(session, begin, end)
        guests, devices = rows.now(session)
    bins = _bins(list(begins(first, last, by, where)), sent, moved)
    return Overview(by, tuple(bins), guests, devices)


def last_days(ctx: Context, days: int) -> Overview:
    """So many days until today; of today alone, the hours. Raises UserError as `over` does."""
    if not 1 <= days <= MOST_DAYS:
        raise _no_period()
    today = ctx.clock.now().astimezone(zone(ctx)).date()
    return over(ctx, today - timedelta(days=days - 1), today, By.HOUR if days == 1 else By.DAY)


def _sum(some: Iterable[Mapping[K, int]]) -> dict[K, int]:
    total = Counter[K]()
    for one in some:
        total.update(one)
    return dict(total)


def _bins(
    starts: Sequence[datetime], sent: Sequence[rows.Sent], moved: Sequence[rows.Moved]
) -> Iterator[Bin]:
    instants = [begin.astimezone(UTC) for begin in starts]
    messages_, counts = Counter[int](), defaultdict[int, Counter[DeliveryState]](Counter)
    for some in sent:
        number = bisect_right(instants, some.at) - 1
        messages_[number] += some.messages
        counts[number].update(some.counts)
    flows = defaultdict[tuple[int, bool], Counter[str]](Counter)
    for each in moved:
        flows[bisect_right(instants, each.at) - 1, each.came][each.channel] += each.number
    for n, begin in enumerate(starts):
        yield Bin(begin, messages_[n], counts[n], flows[n, True], flows[n, False])


def begins(first: date, last: date, by: By, where: tzinfo) -> Iterator[datetime]:
    """Of each hour or day, in `where`: a day may have 23 hours, or 25, or be left out."""
    if by is By.DAY:
        for number in range((last - first).days + 1):
            yield _midnight(first + timedelta(days=number), where)
        return
    moment, end = _bounds(first, last, where)
    while moment < end:
        yield moment.astimezone(where)
        moment += timedelta(hours=1)


def _bounds(first: date, last: date, where: tzinfo) -> tuple[datetime, datetime]:
    """UTC; the end is the midnight after the last day."""
    after = last + timedelta(days=1)
    return _midnight(first, where).astimezone(UTC), _midnight(after, where).astimezone(UTC)


def _in_calendar(day: date) -> bool:
    """With days around it in every zone."""
    return MINYEAR < day.year < MAXYEAR


def _midnight(day: date, where: tzinfo) -> datetime:
    """Through UTC: a midnight that the change of clocks skips is the moment of that change."""
    return datetime.combine(day, time(), where).astimezone(UTC).astimezone(where)


def _by_name(parts: Sequence[rows.Part]) -> dict[str, Counts]:
    counts = defaultdict[str, dict[DeliveryState, int]](dict)
    for part in parts:
        counts[part.name][part.state] = part.number
    return dict(sorted(counts.items(), key=lambda item: -sum(item[1].values())))


def _no_period() -> UserError:
    return UserError(
        _("These are no days to count."),
        "",
        _("Give a number of days from 1 to {most}.").format(most=MOST_DAYS),
    )
