"""The waiting list as the desk sees it: who waits, who comes on it, who is found."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from pushdesk.domain.events import MessageQueued
from pushdesk.domain.visits import Action, State
from pushdesk.errors import NotFound
from pushdesk.i18n import _
from pushdesk.services import (
    audits,
    channels,
    floor_rows,
    guests,
    nicknames,
    preferences,
    quiet,
    quotes,
    ringing,
    venues,
)
from pushdesk.services.audits import Done, Stamp
from pushdesk.services.context import Context
from pushdesk.services.floor_rows import Row
from pushdesk.services.nicknames import DESK, Party
from pushdesk.services.ringing import Ladder, Phone, PhoneKind, Ring, RingState
from pushdesk.settings import TEST_RING
from pushdesk.store import Session, events
from pushdesk.store.guests import Guest
from pushdesk.store.visits import Visit

__all__ = ["Floor", "Ladder", "Lane", "Party", "Phone", "PhoneKind", "Ring", "RingState", "Row"]


@dataclass(frozen=True)
class Lane:
    """`waiting` parties; `next_quote` in minutes for one that joins now."""

    name: str
    low: int
    high: int | None
    waiting: int
    next_quote: int


@dataclass(frozen=True)
class Floor:
    """`average_wait` of those who wait now, so far; `unreached` calls that no phone has taken."""

    rows: tuple[Row, ...]
    lanes: tuple[Lane, ...]
    waiting: int
    average_wait: timedelta
    unreached: int
    pending: int


def floor(ctx: Context) -> Floor:
    """In the order of joining."""
    venue, lanes, zone, now = (
        venues.get(ctx),
        quotes.lanes_of(ctx),
        quiet.zone(ctx),
        ctx.clock.now(),
    )
    with ctx.store.read() as session:
        rows, ahead = floor_rows.read(session, venue, lanes, now)
        suggested = quotes.by_lane(session, lanes, ahead, now, zone)
    waits = [now - row.joined_at for row in rows if row.state is State.WAITING]
    return Floor(
        rows=tuple(rows),
        lanes=tuple(
            Lane(lane.name, lane.low, lane.high, ahead[lane], suggested[lane].minutes)
            for lane in lanes
        ),
        waiting=len(waits),
        average_wait=sum(waits, timedelta(0)) / max(1, len(waits)),
        unreached=sum(row.call_name for row in rows if row.state is State.CALLED),
        pending=sum(row.state is State.PENDING for row in rows),
    )


def row(ctx: Context, guest_id: int) -> Row:
    """Raises NotFound for who is not on the list."""
    found = next((one for one in every(ctx) if one.guest_id == guest_id), None)
    if found is None:
        raise NotFound(
            _("This guest is not on the list."),
            _("The visit is over, or somebody has taken the guest off it."),
            _("Add the guest, or bring the visit back."),
        )
    return found


def find(ctx: Context, text: str) -> list[Row]:
    """Rows whose name, number, place or end of the ID fits, as one types."""
    typed = floor_rows.read_search(text)
    return [one for one in every(ctx) if not typed or floor_rows.fits(one, typed)]


def add(ctx: Context, party: Party) -> Row:
    """Raises UserError for what doesn't fit, Refused for who is on the list already."""
    party = nicknames.checked(party)
    channel_id = channels.get_open(ctx, party.channel_alias).id if party.channel_alias else None
    venue, day, by = venues.get(ctx), audits.today(ctx), audits.stamp(ctx)
    pending = party.source != DESK
    quote = None if pending else quotes.given(ctx, party.size, party.quote_minutes)
    nickname, rings = nicknames.wanted(ctx), not pending and _tries_phones(ctx)
    values = nicknames.columns(party, channel_id) | quotes.columns(by.at, quote)
    values["state"] = (State.PENDING if pending else State.WAITING).value
    with ctx.store.write() as session:
        guest = nicknames.guest_of(session, party, by.at, nickname=nickname)
        visit = audits.enter(session, by.at, guest.id, day, **values)
        change_id = audits.change(session, by, visit, "add", {})
        audits.new_visit(session, change_id, by.at)
        message = ringing.try_out(ctx, session, venue, guest, visit) if rings else ""
        name = "asked_to_join" if pending else "joined_list"
        _write(session, visit, name, by, party.source)
    _announce(ctx, guest.id, name, message)
    return row(ctx, guest.id)


def accept(ctx: Context, guest_id: int, quote_minutes: int | None) -> Done:
    """A party that asked from a page or at the kiosk waits now; None: with the suggested quote."""
    with ctx.store.read() as session:
        size = audits.on_the_list(session, guest_id).party_size
    quote, venue, rings = (
        quotes.given(ctx, size, quote_minutes),
        venues.get(ctx),
        _tries_phones(ctx),
    )
    by = audits.stamp(ctx)
    with ctx.store.write() as session:
        visit, guest = audits.on_the_list(session, guest_id), guests.known(session, guest_id)
        change_id = audits.move(session, by, visit, Action.ACCEPT, **quotes.columns(by.at, quote))
        message = ringing.try_out(ctx, session, venue, guest, visit) if rings else ""
        _write(session, visit, "joined_list", by, DESK)
    _announce(ctx, guest_id, "joined_list", message)
    return _done(change_id, _("{name} is on the list."), guest, visit)


def decline(ctx: Context, guest_id: int) -> Done:
    by = audits.stamp(ctx)
    with ctx.store.write() as session:
        visit, guest = audits.on_the_list(session, guest_id), guests.known(session, guest_id)
        change_id = audits.move(session, by, visit, Action.DECLINE)
        _write(session, visit, "declined", by, DESK)
    audits.tell(ctx, guest_id, "declined")
    return _done(change_id, _("{name} is declined."), guest, visit)


def edit(
    ctx: Context,
    guest_id: int,
    *,
    size: int | None = None,
    name: str | None = None,
    notes: Sequence[str] | None = None,
    quote_minutes: int | None = None,
    place: str | None = None,
) -> Done:
    """What is None stays; the quote counts from now."""
    by = audits.stamp(ctx)
    values: dict[str, Any] = {}
    if size is not None:
        values["party_size"] = nicknames.check_size(size)
    if notes is not None:
        values["notes"] = json.dumps(nicknames.check_notes(notes), ensure_ascii=False)
    if quote_minutes is not None:
        values |= quotes.columns(by.at, quotes.checked(quote_minutes))
    if place is not None:
        values["place"] = nicknames.check_place(place)
    with ctx.store.write() as session:
        visit, guest = audits.on_the_list(session, guest_id), guests.known(session, guest_id)
        change_id = audits.change(session, by, visit, "edit", values)
        if name is not None:
            audits.renamed(session, change_id, guest, nicknames.check_name(name))
    audits.tell(ctx, guest_id)
    return _done(change_id, _("{name} is changed."), guest, visit)


def every(ctx: Context) -> list[Row]:
    """In the order of joining."""
    venue, lanes = venues.get(ctx), quotes.lanes_of(ctx)
    with ctx.store.read() as session:
        return floor_rows.read(session, venue, lanes, ctx.clock.now())[0]


def _announce(ctx: Context, guest_id: int, event: str, message_id: str) -> None:
    if message_id:
        ctx.bus.publish(MessageQueued(message_id))
    audits.tell(ctx, guest_id, event)


def _tries_phones(ctx: Context) -> bool:
    return preferences.get(ctx, TEST_RING) == "on"


def _write(session: Session, visit: Visit, name: str, by: Stamp, source: str) -> None:
    properties = {"visit": visit.public_id, "size": str(visit.party_size)}
    events.insert(session, visit.guest_id, name, properties, source, by.at)


def _done(change_id: int, sentence: str, guest: Guest, visit: Visit) -> Done:
    return Done(change_id, sentence.format(name=ringing.label(guest.name, visit.number)))
