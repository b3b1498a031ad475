"""Rules tried without doing anything: on the last days, and on a guest for practice."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pushdesk.domain import dates, rule_play, rule_story
from pushdesk.domain.conditions import Condition
from pushdesk.domain.rule_play import Heard, Played
from pushdesk.domain.rule_sentences import Voice
from pushdesk.domain.rules import (
    Definition,
    WaitFor,
    WhenDate,
    WhenEvent,
    WhenMissing,
    asked_in,
    every_step,
)
from pushdesk.services import guest_values, quiet, rule_checks, rule_words
from pushdesk.services.context import Context
from pushdesk.store import Session, events, guests, rule_days
from pushdesk.store import rules as rows

MOST_GUESTS = 10_000
MOST_EVENTS = 200_000
MOST_DAYS = 90
SAMPLE = 10


@dataclass(frozen=True)
class Day:
    """`guests` on whom the rule would have begun that day."""

    day: date
    guests: int


@dataclass(frozen=True)
class Moment:
    at: datetime
    sentence: str


@dataclass(frozen=True)
class Example:
    guest_id: int
    guest: str
    lines: tuple[Moment, ...]


@dataclass(frozen=True)
class Trial:
    """`per_day` has every day, oldest first; `cut` where there was more than could be played.

    Conditions are asked as guests are now: what they were then is not kept.
    """

    days: int
    guests: int
    runs: int
    per_day: tuple[Day, ...]
    samples: tuple[Example, ...]
    cut: bool


@dataclass(frozen=True)
class Practised:
    """`after` the beginning; `depth` counts the questions answered one way on the way there."""

    after: timedelta
    depth: int
    sentence: str


def dry_run(ctx: Context, definition: Definition, days: int = 30) -> Trial:
    """Plays the events of the last days. Raises UserError for what can't be followed."""
    rule_checks.check_alone(ctx, definition)
    days = min(max(days, 1), MOST_DAYS)
    now = ctx.clock.now()
    with ctx.store.read() as session:
        heard, cut = _heard(ctx, session, definition, now - timedelta(days=days))
        meet = _who_meet(session, definition, heard.keys(), now)
    played = {
        guest_id: runs
        for guest_id, happened in heard.items()
        if (runs := rule_play.play(definition, happened, now, _holds(meet, guest_id)))
    }
    return Trial(
        days=days,
        guests=len(played),
        runs=sum(len(runs) for runs in played.values()),
        per_day=_per_day(ctx, played, now, days),
        samples=_samples(ctx, played),
        cut=cut,
    )


def try_with_practice_guest(ctx: Context, definition: Definition) -> list[Practised]:
    """Each wait answered both ways, each condition met and not. Raises UserError."""
    rule_checks.check_alone(ctx, definition)
    voice = rule_words.voice(ctx)
    return [
        Practised(one.after, one.depth, rule_story.sentence(one.what, one.details, voice))
        for one in rule_play.possible(definition)
    ]


def _heard(
    ctx: Context, session: Session, definition: Definition, begin: datetime
) -> tuple[dict[int, list[Heard]], bool]:
    """By guest, in order; and whether something had to be left out."""
    wanted = {step.event for step in every_step(definition.then) if isinstance(step, WaitFor)}
    match definition.when:
        case WhenEvent(name):
            wanted |= {name}
        case WhenMissing(name, _within, after):
            wanted |= {name, after}
        case WhenDate():
            pass
    found = events.since(session, begin, wanted, MOST_EVENTS)
    heard: dict[int, list[Heard]] = {}
    cut = len(found) == MOST_EVENTS
    if isinstance(definition.when, WhenDate):
        cut = _days(ctx, session, definition.when, begin, heard) or cut
    for one in found:
        if one.guest_id in heard or len(heard) < MOST_GUESTS:
            heard.setdefault(one.guest_id, []).append(Heard(one.at, one.name, one.properties))
        else:
            cut = True
    return {guest: sorted(mine, key=lambda one: one.at) for guest, mine in heard.items()}, cut


def _days(
    ctx: Context,
    session: Session,
    when: WhenDate,
    begin: datetime,
    heard: dict[int, list[Heard]],
) -> bool:
    """Puts the days that came into `heard`; whether some had to be left out."""
    for day, moment in dates.moments(when.at, quiet.zone(ctx), begin, ctx.clock.now()):
        named = day - timedelta(days=when.days)
        found = rule_days.guest_ids(session, when.field, named, MOST_GUESTS, yearly=when.yearly)
        for guest_id in found:
            if guest_id not in heard and len(heard) >= MOST_GUESTS:
                return True
            heard.setdefault(guest_id, []).append(Heard(moment))
    return False


def _who_meet(
    session: Session, definition: Definition, guest_ids: Collection[int], now: datetime
) -> dict[Condition, set[int]]:
    """Of these guests, by each condition of the rule."""
    return {
        asked: rows.who_meet(session, asked, guest_ids, now) for asked in set(asked_in(definition))
    }


def _holds(meet: Mapping[Condition, set[int]], guest_id: int) -> Callable[[Condition], bool]:
    return lambda condition: guest_id in meet[condition]


def _per_day(
    ctx: Context, played: Mapping[int, tuple[Played, ...]], now: datetime, days: int
) -> tuple[Day, ...]:
    zone = quiet.zone(ctx)
    numbers: Counter[date] = Counter()
    for runs in played.values():
        numbers.update({run.began_at.astimezone(zone).date() for run in runs})
    today = now.astimezone(zone).date()
    every = (today - timedelta(days=ago) for ago in range(days, -1, -1))
    return tuple(Day(day, numbers[day]) for day in every)


def _samples(ctx: Context, played: Mapping[int, tuple[Played, ...]]) -> tuple[Example, ...]:
    """The last run of those who ran it last."""
    latest = sorted(played, key=lambda guest: played[guest][-1].began_at, reverse=True)[:SAMPLE]
    voice = rule_words.voice(ctx)
    with ctx.store.read() as session:
        found = [guests.by_id(session, guest_id) for guest_id in latest]
    return tuple(
        Example(
            guest.id,
            guest_values.label_of(guest.name, guest.pushed_id),
            _moments(played[guest.id][-1], voice),
        )
        for guest in found
        if guest is not None
    )


def _moments(run: Played, voice: Voice) -> tuple[Moment, ...]:
    return tuple(
        Moment(line.at, rule_story.sentence(line.what, line.details, voice)) for line in run.lines
    )
