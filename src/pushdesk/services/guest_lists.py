"""Lists of guests come in: first what each line would do, then the import."""

import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from pushdesk.domain import guest_csv, pushed_id
from pushdesk.domain.events import ChangedElsewhere, ChannelChanged
from pushdesk.domain.guest_csv import BadList
from pushdesk.domain.guest_roster import CantDo, Entry, Roster, Step, Wanted
from pushdesk.errors import UserError
from pushdesk.services import guest_list_words as words
from pushdesk.services.context import Context
from pushdesk.services.guest_list_cells import checked
from pushdesk.services.guest_list_words import Channels, PlannedLine, What
from pushdesk.store import Session, guest_entries, venues
from pushdesk.store import guest_lists as rows
from pushdesk.store.guest_lists import Change

__all__ = ["PlannedLine", "What"]

# How many lines are one transaction: the desk can write in between.
_TOGETHER = 500
# How long news are held back, so that screens have time for something else.
_PAUSE = timedelta(seconds=1)


@dataclass(frozen=True)
class Plan:
    """What each line would do, as things stand; nothing has been changed.

    `wanted` has for each line what its cells say, or why they are refused.
    """

    lines: tuple[PlannedLine, ...]
    wanted: tuple[Wanted | UserError, ...] = field(repr=False)

    def count(self, what: What) -> int:
        return sum(line.what is what for line in self.lines)


@dataclass(frozen=True)
class Result:
    """What became of the lines; `lines` are those that were refused."""

    created: int
    updated: int
    skipped: int
    refused: int
    lines: tuple[PlannedLine, ...]


Progress = Callable[[int, int], object]


def read(ctx: Context, data: bytes | str) -> Plan:
    """A dry run. Raises UserError where the file as a whole is no list of guests."""
    try:
        source = guest_csv.read(data)
    except BadList as error:
        raise words.no_list(error) from error
    channels = _open_channels(ctx)
    wanted = tuple(checked(ctx, source.columns, line) for line in source.lines)
    roster, planned = Roster(), list[PlannedLine]()
    for some in _parts(len(wanted)):
        with ctx.store.read() as session:
            guest_entries.load(session, roster, _sound(wanted[some]))
        for line, one in zip(source.lines[some], wanted[some], strict=True):
            step = _decided(roster, one, channels)
            planned.append(words.planned(line.number, step, channels))
    return Plan(tuple(planned), wanted)


def apply(ctx: Context, plan: Plan, progress: Progress = lambda _done, _all: None) -> Result:
    """Does what the lines say, in short transactions; what has changed since the plan counts.

    `progress` gets the number of lines done and of all, in the caller's thread; what it raises
    ends the import.
    """
    done, news = list[PlannedLine](), _News(ctx)
    channels = _open_channels(ctx)
    try:
        for some in _parts(len(plan.lines)):
            decided = _do(ctx, plan.wanted[some], channels, _new_ids(plan, some))
            for line, step in zip(plan.lines[some], decided, strict=True):
                done.append(words.planned(line.number, step, channels))
            news.add(step for step in decided if isinstance(step, Step))
            progress(len(done), len(plan.lines))
    finally:
        news.tell()
    return _result(done)


class _News:
    """Tells what has changed, but not each time: every screen looks again then."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self._aliases: set[str] = set()
        self._told_at = ctx.clock.now()

    def add(self, steps: Iterable[Step]) -> None:
        for step in steps:
            self._aliases.update(step.after.channels[len(step.before.channels) :])
        if self._ctx.clock.now() - self._told_at >= _PAUSE:
            self.tell()

    def tell(self) -> None:
        self._told_at = self._ctx.clock.now()
        self._ctx.bus.publish(ChangedElsewhere())
        for alias in sorted(self._aliases):
            self._ctx.bus.publish(ChannelChanged(alias))
        self._aliases.clear()


def _do(
    ctx: Context, wanted: Sequence[Wanted | UserError], channels: Channels, ids: Iterator[str]
) -> list[Step | UserError]:
    """Some lines in one transaction; `ids` are for new guests."""
    roster = Roster()
    with ctx.store.write() as session:
        guest_entries.load(session, roster, _sound(wanted))
        decided = [_decided(roster, one, channels) for one in wanted]
        steps = [step for step in decided if isinstance(step, Step)]
        _write(ctx, session, steps, channels, ids)
    return decided


def _write(
    ctx: Context, session: Session, steps: Sequence[Step], channels: Channels, ids: Iterator[str]
) -> None:
    """All the steps at once: of each guest, from the first line's beginning to the last's end."""
    first = {step.guest_id: step.before for step in reversed(steps)}
    last = {step.guest_id: step.after for step in steps}
    now = ctx.clock.now()
    new = {id_: _named(entry, ids) for id_, entry in last.items() if id_ < 0}
    passes = [(entry, secrets.token_urlsafe(16)) for entry in new.values()]
    numbers = dict(zip(new, rows.create(session, passes, now), strict=True))
    changes = [
        Change(numbers.get(id_, id_), rows.created(new[id_]) if id_ < 0 else first[id_], after)
        for id_, after in last.items()
        if after != first[id_]
    ]
    rows.write(session, changes, {alias: c.id for alias, c in channels.items()}, now)


def _new_ids(plan: Plan, some: slice) -> Iterator[str]:
    """As many as the plan needs: they take a while, and nobody else can write meanwhile."""
    lines = zip(plan.lines[some], plan.wanted[some], strict=True)
    nameless = sum(
        line.what is What.CREATE and isinstance(wanted, Wanted) and not wanted.pushed_id
        for line, wanted in lines
    )
    return iter([pushed_id.new() for _line in range(nameless)])


def _named(entry: Entry, ids: Iterator[str]) -> Entry:
    """There may be more new guests than were planned."""
    return replace(entry, pushed_id=entry.pushed_id or next(ids, "") or pushed_id.new())


def _open_channels(ctx: Context) -> Channels:
    with ctx.store.read() as session:
        return {channel.alias: channel for channel in venues.channels(session)}


def _parts(lines: int) -> Iterator[slice]:
    for start in range(0, lines, _TOGETHER):
        yield slice(start, start + _TOGETHER)


def _sound(wanted: Iterable[Wanted | UserError]) -> list[Wanted]:
    return [one for one in wanted if isinstance(one, Wanted)]


def _decided(roster: Roster, wanted: Wanted | UserError, channels: Channels) -> Step | UserError:
    """What the line does, as the roster knows it from then on."""
    if isinstance(wanted, UserError):
        return wanted
    alias = _alias(wanted.channel, channels)
    if wanted.channel and not alias:
        return words.no_channel(wanted.channel)
    named = replace(wanted, channel=alias)
    try:
        return roster.decide(named)
    except CantDo as error:
        return words.refusal(error, named, channels)


def _alias(written: str, channels: Channels) -> str:
    """Of the channel with that alias, else of the only one with that name; empty for none."""
    if written in channels:
        return written
    name = written.casefold()
    called = [alias for alias, each in channels.items() if each.name.casefold() == name]
    return called[0] if len(called) == 1 else ""


def _result(done: Sequence[PlannedLine]) -> Result:
    counts = Counter(line.what for line in done)
    return Result(
        counts[What.CREATE],
        counts[What.UPDATE],
        counts[What.SKIP],
        counts[What.REFUSE],
        tuple(line for line in done if line.what is What.REFUSE),
    )
