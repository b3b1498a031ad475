"""What open pages show of the waiting list, as sentences in the reader's own language."""

import math
from collections.abc import Callable
from datetime import datetime
from gettext import NullTranslations
from typing import Any

from pushdesk.domain.visits import CALLED, Outcome, State
from pushdesk.errors import NotFound
from pushdesk.portal import finding
from pushdesk.portal.problems import Problem
from pushdesk.portal.queues import Queues
from pushdesk.services import live
from pushdesk.services.context import Context
from pushdesk.services.guests import Card
from pushdesk.services.live import Called, Live, Queue, QueueLane

SUBSCRIBED = "subscribed"
CLOSE = "close"
# Off every list of the venue: no word about the phone would be true any more.
UNSUBSCRIBED = "left"
LARGEST = 9

View = dict[str, Any]
# For who may not join now: the form is out of sight.
NO_QUEUE: View = {"ahead": 0, "sentence": "", "waits": [""] * LARGEST, "lanes": []}
_WAITING = {State.WAITING, CLOSE}
_IN_LINE = {State.PENDING, *_WAITING}
_OPEN = {*_IN_LINE, *CALLED}


def of_guest(ctx: Context, queues: Queues, token: str, words: NullTranslations) -> View:
    """The guest's own place. Raises Problem 404."""
    card = finding.guest(ctx, token, words)
    now = live.live(ctx, token)
    state = now.state
    if state == SUBSCRIBED and not card.channels:
        state = UNSUBSCRIBED
    is_open, is_waiting, is_called = state in _OPEN, state in _WAITING, state in CALLED
    alias = alias_of(ctx, card) if now.is_over else ""
    return {
        "state": state,
        "title": _titles(words)[state],
        "label": _label(now, words) if is_open else "",
        "position": _position(now, words) if is_waiting else "",
        "quote": _quote(now, words) if is_waiting else "",
        "reason": _reasons(words).get(now.quote_reason, "") if is_waiting else "",
        "held": _held(now, words) if is_called else _detail(card, state, words),
        "hold_until": now.hold_until.timestamp() if is_called and now.hold_until else None,
        "call": now.times_called if is_called else 0,
        "unshown": now.unshown.isoformat() if now.unshown else None,
        "can_answer": now.can_answer,
        "unsubscribed": not card.channels and not is_open,
        "is_open": is_open,
        "in_line": state in _IN_LINE,
        "may_join": bool(alias),
        "queue": of_queue(queues, alias, words) if alias else NO_QUEUE,
        "size": now.size,
        "warn_ahead": now.warn_ahead,
    }


def alias_of(ctx: Context, card: Card) -> str:
    """The list that the guest is on, or came by; empty where neither is known."""
    if card.channels:
        return card.channels[0].alias
    return live.came_by(ctx, card.guest.id)


def of_queue(queues: Queues, alias: str, words: NullTranslations) -> View:
    """What a guest is told before joining; `waits` are for parties of one to nine."""
    queue = queues.of(alias)
    return {
        "ahead": queue.ahead,
        "sentence": _parties(queue.ahead, words),
        "waits": [_wait(queue, size, words) for size in range(1, LARGEST + 1)],
        "lanes": [_lane_line(lane, words) for lane in queue.lanes],
    }


def of_open_queue(ctx: Context, queues: Queues, alias: str, words: NullTranslations) -> View:
    """Raises Problem 404, or 410 once the list is closed."""
    finding.open_channel(ctx, alias, words)
    return of_queue(queues, alias, words)


def of_board(ctx: Context, words: NullTranslations) -> View:
    board = live.board(ctx)
    return {
        "now_called": [_called(one, words) for one in board.now_called],
        "recent": [one.label for one in board.recent],
    }


def clock(moment: datetime) -> str:
    """The venue's own time of day."""
    return moment.astimezone().strftime("%H:%M")


def _titles(words: NullTranslations) -> dict[str, str]:
    say = words.gettext
    return {
        SUBSCRIBED: say("Show this at the desk"),
        State.PENDING: say("The desk has your request"),
        State.WAITING: say("You are on the list"),
        CLOSE: say("It is nearly your turn"),
        State.CALLED: say("Your table is ready"),
        State.COMING: say("The desk knows that you are coming"),
        State.LATER: say("The desk knows that you need more time"),
        State.CANCELLED: say("You have cancelled"),
        Outcome.SEATED: say("Enjoy your visit"),
        Outcome.NO_SHOW: say("Your table was given away"),
        Outcome.RELEASED: say("Your table was given away"),
        Outcome.DECLINED: say("The desk can’t take you this time"),
        UNSUBSCRIBED: say("You have left"),
    }


def _detail(card: Card, state: str, words: NullTranslations) -> str:
    say = words.gettext
    if state == UNSUBSCRIBED and not card.channels:
        return say("This phone doesn’t ring any more. Scan the venue’s code to join again.")
    details: dict[str, str] = {
        State.PENDING: say("It answers in a moment. This page shows it by itself."),
        State.CANCELLED: say("The desk knows. Thank you for telling it."),
        Outcome.NO_SHOW: say("You were called and nobody came. Please ask at the desk."),
        Outcome.RELEASED: say("You were called and nobody came. Please ask at the desk."),
        Outcome.DECLINED: say("Please ask at the desk."),
    }
    return details.get(state, "")


def _label(now: Live, words: NullTranslations) -> str:
    if not now.name:
        return words.gettext("Your number: {number}").format(number=now.number)
    sentence = words.gettext("You are “{name}”. Your number: {number}")
    return sentence.format(name=now.name, number=now.number)


def _position(now: Live, words: NullTranslations) -> str:
    if now.ahead == 0:
        return words.gettext("Tables for {lane}: you are next").format(lane=now.lane)
    sentence = words.ngettext(
        "Tables for {lane}: {n} ahead of you", "Tables for {lane}: {n} ahead of you", now.ahead
    )
    return sentence.format(lane=now.lane, n=now.ahead)


def _quote(now: Live, words: NullTranslations) -> str:
    if now.quoted_until is None:
        return ""
    minutes = math.ceil((now.quoted_until - now.now).total_seconds() / 60)
    if minutes <= 0:
        return words.gettext("Any minute now")
    sentence = words.ngettext(
        "In about {n} minute, at {time}", "In about {n} minutes, at {time}", minutes
    )
    return sentence.format(n=minutes, time=clock(now.quoted_until))


def _reasons(words: NullTranslations) -> dict[str, str]:
    """What has moved the quote, by its name."""
    return {
        "late": words.gettext("We are running late, so it takes a little longer."),
        "early": words.gettext("It goes faster than we thought."),
    }


def _held(now: Live, words: NullTranslations) -> str:
    if now.hold_until is None:
        return words.gettext("Please come to the desk.")
    until = clock(now.hold_until)
    if now.place:
        sentence = words.gettext("It is held until {time}. Please come to {place}.")
        return sentence.format(time=until, place=now.place)
    sentence = words.gettext("It is held until {time}. Please come to the desk.")
    return sentence.format(time=until)


def _parties(ahead: int, words: NullTranslations) -> str:
    if ahead == 0:
        return words.gettext("Nobody is waiting at the moment.")
    sentence = words.ngettext("{n} party is waiting.", "{n} parties are waiting.", ahead)
    return sentence.format(n=ahead)


def _wait(queue: Queue, size: int, words: NullTranslations) -> str:
    lane = next(one for one in queue.lanes if one.high is None or size <= one.high)
    if queue.ahead == 0 and lane.quote_minutes <= 0:
        return words.gettext("No wait.")
    if lane.quote_minutes <= 0:
        return words.gettext("{ahead} ahead of you, no wait.").format(ahead=lane.ahead)
    sentence = words.ngettext(
        "{ahead} ahead of you, about {n} minute.",
        "{ahead} ahead of you, about {n} minutes.",
        lane.quote_minutes,
    )
    return sentence.format(ahead=lane.ahead, n=lane.quote_minutes)


def _lane_line(lane: QueueLane, words: NullTranslations) -> View:
    minutes = words.gettext("about {n} min").format(n=lane.quote_minutes)
    wait = minutes if lane.quote_minutes > 0 else words.gettext("no wait")
    return {"name": lane.name, "ahead": lane.ahead, "wait": wait}


def _called(one: Called, words: NullTranslations) -> View:
    place = one.place or words.gettext("Please come to the desk")
    return {"label": one.label, "place": place, "call": f"{one.label}/{one.times_called}"}


def look(view: Callable[..., View], *args: object) -> Callable[[], View]:
    """For a stream: raises NotFound once there is nothing to show any more."""

    def seen() -> View:
        try:
            return view(*args)
        except Problem as problem:
            raise NotFound(problem.error.what) from problem

    return seen
