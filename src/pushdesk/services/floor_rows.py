"""The rows of the waiting list: each party with its lane, its phone, and how far its call is."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from pushdesk.domain import lanes_of_parties
from pushdesk.domain.lanes_of_parties import PartyLane
from pushdesk.domain.visits import CALLED, GUESTS_OWN, Action, State
from pushdesk.services import ringing
from pushdesk.services.ringing import Ladder, Phone, Ring
from pushdesk.services.venues import Venue
from pushdesk.store import Session, waiting
from pushdesk.store.waiting import Deed, Waiting

# Said by the program to the desk, or by the guest: nothing that the desk could take back.
_NOT_UNDOABLE = frozenset({"undo", "told", "relayed", "repeat", "correct", *GUESTS_OWN})


@dataclass(frozen=True)
class Row:
    """One party on the list. `lane` is the lane's name, `ahead` counts waiting parties of it,
    `channel` is an alias.

    `call_name`: no phone will do it. `page_shown_at`: when the guest's open page has shown the call
    that stands. `change_id` is the visit's last change, for the undo bar.
    """

    guest_id: int
    visit_id: str
    name: str
    number: int
    pushed_id: str
    size: int
    lane: str
    state: State
    notes: tuple[str, ...]
    place: str
    joined_at: datetime
    quote_minutes: int | None
    quoted_until: datetime | None
    quote_reason: str
    called_at: datetime | None
    times_called: int
    hold_until: datetime | None
    answer: str
    answered_at: datetime | None
    phone: Phone
    ring: Ring
    progress: Ladder | None
    page_shown_at: datetime | None
    call_name: bool
    warn_ahead: int | None
    ahead: int
    source: str
    channel: str
    channel_name: str
    venue: str
    change_id: int


@dataclass(frozen=True)
class _Around:
    """What all rows are made with."""

    venue: str
    lanes: tuple[PartyLane, ...]
    phones: Mapping[int, Sequence[waiting.Phone]]
    deeds: Mapping[int, Sequence[Deed]]
    signs: Mapping[int, Sequence[waiting.Sign]]
    now: datetime


def read(
    session: Session, venue: Venue, lanes: tuple[PartyLane, ...], now: datetime
) -> tuple[list[Row], Counter[PartyLane]]:
    """The rows, and how many parties wait in each lane."""
    everyone, deeds = waiting.every_open(session), waiting.deeds(session)
    messages = {one.visit.ring_id for one in everyone} - {None}
    messages |= {call.message_id for done in deeds.values() if (call := _last_call(done))} - {None}
    signs = waiting.signs(session, [message for message in messages if message is not None])
    around = _Around(venue.name, lanes, waiting.phones(session), deeds, signs, now)
    ahead: Counter[PartyLane] = Counter()
    rows = []
    for one in everyone:
        lane = lanes_of_parties.lane_of(lanes, one.visit.party_size)
        rows.append(_row(one, lane, ahead[lane], around))
        ahead[lane] += one.visit.state is State.WAITING
    return rows, ahead


def _row(one: Waiting, lane: PartyLane, ahead: int, around: _Around) -> Row:
    visit, done = one.visit, around.deeds.get(one.visit.id, ())
    phone = ringing.phone(around.phones.get(visit.guest_id, ()), visit.source)
    call, called = _last_call(done), visit.state in CALLED
    progress = ringing.ladder(_signs(around, call.message_id), around.now) if call else None
    told = any(deed.action == "told" and (call is None or deed.id > call.id) for deed in done)
    heard = bool(visit.answer) or visit.page_shown_at is not None
    undoable = (deed.id for deed in reversed(done) if _undoable(deed))
    return Row(
        guest_id=visit.guest_id,
        visit_id=visit.public_id,
        name=one.name,
        number=visit.number,
        pushed_id=one.pushed_id,
        size=visit.party_size,
        lane=lane.name,
        state=visit.state,
        notes=visit.notes,
        place=visit.place,
        joined_at=visit.opened_at,
        quote_minutes=visit.quote_minutes,
        quoted_until=visit.quoted_until,
        quote_reason=visit.quote_reason,
        called_at=visit.called_at,
        times_called=visit.times_called,
        hold_until=visit.hold_until,
        answer=visit.answer,
        answered_at=visit.answered_at,
        phone=phone,
        ring=ringing.tried(visit.ring_id is not None, _signs(around, visit.ring_id), around.now),
        progress=progress if called else None,
        page_shown_at=visit.page_shown_at if called else None,
        call_name=called and not heard and (told or progress is None or progress.silent),
        warn_ahead=visit.warn_ahead,
        ahead=ahead,
        source=visit.source,
        channel=one.channel,
        channel_name=one.channel_name,
        venue=around.venue,
        change_id=next(undoable, 0),
    )


def _last_call(done: Sequence[Deed]) -> Deed | None:
    calls = (deed for deed in reversed(done) if deed.action in {Action.CALL, "repeat"})
    return next((deed for deed in calls if not deed.undone), None)


def _undoable(deed: Deed) -> bool:
    return not deed.undone and deed.action not in _NOT_UNDOABLE


def _signs(around: _Around, message_id: int | None) -> Sequence[waiting.Sign]:
    return () if message_id is None else around.signs.get(message_id, ())


class Found(Protocol):
    """What a party is found by."""

    @property
    def name(self) -> str: ...
    @property
    def number(self) -> int: ...
    @property
    def place(self) -> str: ...
    @property
    def pushed_id(self) -> str: ...


def read_search(text: str) -> str:
    """What was typed, as `fits` takes it."""
    return " ".join(text.casefold().split()).removeprefix("#")


def fits(one: Found, typed: str) -> bool:
    name = one.name.casefold()
    return (
        name.startswith(typed)
        or f" {typed}" in name
        or (bool(one.number) and str(one.number).startswith(typed))
        or (bool(one.place) and one.place.casefold().startswith(typed))
        or (len(typed) > 1 and one.pushed_id.casefold().endswith(typed))
    )
