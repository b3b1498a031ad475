"""The call: a party is rung or called by name, once or again, and its table is held."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from pushdesk.domain import holds
from pushdesk.domain.events import MessageQueued
from pushdesk.domain.visits import CALLED, Action, State
from pushdesk.errors import Refused, UserError
from pushdesk.i18n import _
from pushdesk.services import audits, guests, ringing, venues
from pushdesk.services.audits import Done, Stamp
from pushdesk.services.context import Context
from pushdesk.services.venues import Venue
from pushdesk.store import Session, events
from pushdesk.store import guests as guest_rows
from pushdesk.store import visits as rows
from pushdesk.store.guests import Guest
from pushdesk.store.visits import Visit

DESK = "desk"
NO_ANSWER: Mapping[str, Any] = {"answer": "", "answered_at": None}


@dataclass(frozen=True)
class Call(Done):
    """`times` counts the calls of this visit, this one included.

    `message_id` is empty and `devices` 0 for a guest who is called by name.
    """

    message_id: str = field(default="", kw_only=True)
    times: int = field(kw_only=True)
    devices: int = field(default=0, kw_only=True)
    hold_until: datetime = field(kw_only=True)


@dataclass(frozen=True)
class Cause:
    """Who does it, for the event that is written with it; `depth` counts the rules before."""

    source: str = DESK
    depth: int = 0


BY_DESK = Cause()


def notify(ctx: Context, guest_id: int, hold: timedelta) -> Call:
    """Calls the guest, or calls again; the table is held from now for `hold`.

    Who is not on the list comes on it. Raises Refused within the cool-down, UserError for who is
    not on the list and has left or has no device that can ring.
    """
    check_hold(hold)
    venue = venues.get(ctx)
    day = audits.today(ctx)
    with ctx.store.write() as session:
        visit = rows.open_visit(session, guest_id)
        guest = known(session, guest_id) if visit else guests.reachable(session, guest_id)
        before = visit or audits.enter(session, ctx.clock.now(), guest_id, day)
        call = _call(ctx, session, venue, guest, before, hold, Action.CALL, new=visit is None)
    announce(ctx, guest_id, call)
    return call


def call_again(
    ctx: Context, session: Session, venue: Venue, guest_id: int, visit_id: str, cause: Cause
) -> Call:
    """Part of the caller's transaction; the hold ends when it would have, a minute from now at
    least. `visit_id` empty is whichever visit is open. Raises UserError; `announce` follows.

    A clock that was set back lengthens no hold.
    """
    visit = still_called(rows.open_visit(session, guest_id), visit_id)
    guest = guests.reachable(session, guest_id)
    left = _left(visit, ctx.clock.now())
    return _call(ctx, session, venue, guest, visit, left, "repeat", cause=cause)


def announce(ctx: Context, guest_id: int, call: Call) -> None:
    """After the commit."""
    if call.message_id:
        ctx.bus.publish(MessageQueued(call.message_id))
    audits.tell(ctx, guest_id, "called" if call.times == 1 else "called_again")


def check_hold(hold: timedelta) -> None:
    if not holds.SHORTEST_HOLD <= hold <= holds.LONGEST_HOLD:
        raise UserError(
            _("A table can't be held for that long or short a time."),
            "",
            _("Choose between one minute and four hours."),
        )


def write_event(
    session: Session,
    visit: Visit,
    name: str,
    at: datetime,
    cause: Cause,
    more: Mapping[str, str] = audits.NOTHING,
) -> None:
    properties = {"visit": visit.public_id, **more}
    events.insert(session, visit.guest_id, name, properties, cause.source, at, cause.depth)


def known(session: Session, guest_id: int) -> Guest:
    found = guest_rows.by_id(session, guest_id)
    if found is None:
        raise audits.not_waiting()
    return found


def still_called(visit: Visit | None, visit_id: str) -> Visit:
    """The program does nothing to who is back on the list, or has cancelled."""
    found = audits.the_one(visit, visit_id)
    if found.state not in CALLED:
        raise audits.not_now(found)
    return found


def template_of(times: int) -> str:
    return "ready" if times == 1 else "second_call"


def _call(
    ctx: Context,
    session: Session,
    venue: Venue,
    guest: Guest,
    visit: Visit,
    hold: timedelta,
    action: str,
    *,
    new: bool = False,
    cause: Cause = BY_DESK,
) -> Call:
    """The cool-down is checked inside the transaction, so two desks can't both pass it."""
    by = audits.stamp(ctx) if cause is BY_DESK else Stamp(ctx.clock.now())
    _check_cool_down(by.at, visit)
    times, until = visit.times_called + 1, by.at + hold
    said = _ring(ctx, session, venue, guest, visit, hold, times)
    values = {"state": State.CALLED.value, "called_at": by.at, "times_called": times}
    values |= {"hold_until": until, **NO_ANSWER}
    change_id = audits.change(session, by, visit, action, values, said.row if said else None)
    # No part of the change: what the page has shown meanwhile keeps nobody from undoing a call.
    rows.change(session, visit.id, page_shown_at=None)
    if new:
        audits.new_visit(session, change_id, by.at)
    named = {"message": said.id, "template": template_of(times)} if said else {}
    name = "called" if times == 1 else "called_again"
    write_event(session, visit, name, by.at, cause, {**named, "times": str(times)})
    rung = _("{name} is called.") if times == 1 else _("{name} is called again.")
    sentence = rung if said else _("Call the name: {name}.")
    return Call(
        change_id,
        sentence.format(name=ringing.label(guest.name, visit.number)),
        said is not None,
        message_id=said.id if said else "",
        times=times,
        devices=said.devices if said else 0,
        hold_until=until,
    )


def _ring(
    ctx: Context,
    session: Session,
    venue: Venue,
    guest: Guest,
    visit: Visit,
    hold: timedelta,
    times: int,
) -> ringing.Said | None:
    """None for a guest who is called by name."""
    if not ringing.can_ring(session, guest.id):
        return None
    words = ringing.from_template(session, template_of(times))
    variables = {"times": str(times)}
    return ringing.say(ctx, session, venue, guest, visit, words, hold, variables=variables)


def _left(visit: Visit, now: datetime) -> timedelta:
    """Of the hold; no clock that was set back makes it longer than it was."""
    if visit.hold_until is None or visit.called_at is None:
        return holds.SHORTEST_HOLD
    left = max(visit.hold_until - now, holds.SHORTEST_HOLD)
    return min(left, visit.hold_until - visit.called_at)


def _check_cool_down(now: datetime, visit: Visit) -> None:
    left = holds.cool_down_left(now, visit.called_at)
    if left > timedelta(0):
        raise Refused(
            _("This guest was called a moment ago."),
            _("A second ring so soon would only startle."),
            _("Call again in {n} seconds.").format(n=int(left.total_seconds()) + 1),
        )
