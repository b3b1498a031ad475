"""Everything that happened to a guest as one line of time, the newest first."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import islice

from pushdesk.i18n import _, ngettext
from pushdesk.services.context import Context
from pushdesk.store import Session, email_codes, events, messages
from pushdesk.store import guest_history as rows
from pushdesk.store.events import Happened
from pushdesk.store.guest_history import Move, VisitPast
from pushdesk.store.messages import Progress

__all__ = ["Kind", "Moment", "Progress"]

MOST = 200
# What messages, visits, channels and consents tell already, and tell better.
_TOLD = frozenset(
    {"shown", "opened", "answered", "subscribed", "left", "category_chosen", "category_dropped"}
    | {"called", "called_again", "seated", "released"}
)


class Kind(StrEnum):
    MESSAGE = "message"
    VISIT = "visit"
    CHANNEL = "channel"
    CATEGORY = "category"
    AUDIENCE = "audience"
    EMAIL = "email"
    EVENT = "event"


@dataclass(frozen=True)
class Moment:
    """`progress` is that of a message, one for each device."""

    at: datetime
    kind: Kind
    sentence: str
    progress: tuple[Progress, ...] = ()


def of_guest(ctx: Context, guest_id: int, limit: int = MOST) -> list[Moment]:
    limit = min(max(limit, 0), MOST)
    with ctx.store.read() as session:
        found = [*_of_venue(session, guest_id, limit), *_of_guest(session, guest_id, limit)]
    return sorted(found, key=lambda moment: moment.at, reverse=True)[:limit]


def _of_venue(session: Session, guest_id: int, limit: int) -> Iterator[Moment]:
    """What the venue did."""
    devices: dict[str, list[Progress]] = defaultdict(list)
    for progress in messages.recent(session, limit, guest_id):
        devices[progress.message_id].append(progress)
    for calls in devices.values():
        said = calls[0].title or calls[0].body
        yield Moment(calls[0].created_at, Kind.MESSAGE, said, tuple(calls))
    for visit in rows.visits(session, guest_id, limit):
        yield Moment(visit.at, Kind.VISIT, _visit(visit))


def _of_guest(session: Session, guest_id: int, limit: int) -> Iterator[Moment]:
    """What the guest did, or rules did with the guest."""
    for move in rows.channels(session, guest_id, limit):
        yield Moment(move.at, Kind.CHANNEL, _channel(move))
    for move in rows.categories(session, guest_id, limit):
        wants, not_ = _("Wants news of “{name}”"), _("Wants no more news of “{name}”")
        sentence = (wants if move.into else not_).format(name=move.name)
        yield Moment(move.at, Kind.CATEGORY, sentence)
    # Those that are told elsewhere are left out, so there have to be more.
    happened = events.of_guest(session, guest_id, 4 * limit)
    for event in islice((each for each in happened if each.name not in _TOLD), limit):
        yield _event(event)


def _visit(visit: VisitPast) -> str:
    times = visit.times_called
    called = ngettext("Visit, called once", "Visit, called {n} times", times).format(n=times)
    if not times:
        called = _("Visit, never called")
    outcomes = {
        "seated": _("seated"),
        "released": _("released"),
        "no_show": _("did not come"),
        "left": _("left"),
        "declined": _("declined"),
        "cancelled": _("cancelled by the guest"),
    }
    if not visit.outcome:
        return called
    return f"{called}, {outcomes.get(visit.outcome, visit.outcome)}"


def _channel(move: Move) -> str:
    if not move.into:
        return _("Left “{name}”").format(name=move.name)
    sources = {"import": _("from a list")}
    source = sources.get(move.source)
    joined = _("Joined “{name}”").format(name=move.name)
    return f"{joined}, {source}" if source else joined


def _event(event: Happened) -> Moment:
    name = event.properties.get("audience", "")
    match event.name:
        case "joined_audience":
            return Moment(event.at, Kind.AUDIENCE, _("Came into “{name}”").format(name=name))
        case "left_audience":
            return Moment(event.at, Kind.AUDIENCE, _("Went out of “{name}”").format(name=name))
        case email_codes.MAILED:
            return Moment(event.at, Kind.EMAIL, _("A code was mailed"))
        case email_codes.PROVEN:
            return Moment(event.at, Kind.EMAIL, _("The e-mail address was proven by a code"))
        case other:
            told = ", ".join(f"{key}: {value}" for key, value in event.properties.items())
            sentence = _("Event “{name}”").format(name=other)
            return Moment(event.at, Kind.EVENT, f"{sentence} ({told})" if told else sentence)
