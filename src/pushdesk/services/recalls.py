"""Back on the list: who was called by mistake, and for two hours who has left it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from pushdesk.domain import holds
from pushdesk.domain.deliveries import ENDS
from pushdesk.domain.events import MessageQueued
from pushdesk.domain.visits import CALLED, Action, Outcome, State, after
from pushdesk.errors import Refused
from pushdesk.i18n import _
from pushdesk.services import audits, floor_rows, guests, ringing, venues
from pushdesk.services.audits import Done, Stamp
from pushdesk.services.calling import BY_DESK, NO_ANSWER, known, write_event
from pushdesk.services.context import Context
from pushdesk.services.ringing import Said
from pushdesk.services.venues import Venue
from pushdesk.store import Session, audit, outbox, waiting
from pushdesk.store import visits as rows
from pushdesk.store.audit import Change
from pushdesk.store.guests import Guest
from pushdesk.store.visits import Visit

CORRECTION_TTL = timedelta(minutes=15)


@dataclass(frozen=True)
class Ended:
    """A party that can be brought back; `name` is how the desk calls it."""

    guest_id: int
    name: str
    size: int
    number: int
    place: str
    pushed_id: str
    outcome: Outcome
    ended_at: datetime


def recent(ctx: Context) -> list[Ended]:
    """Who has left the list within two hours and is not on it again, the latest first."""
    with ctx.store.read() as session:
        ended = waiting.ended_since(session, ctx.clock.now() - holds.RECALL)
    return [
        Ended(
            one.visit.guest_id,
            ringing.label(one.name, one.visit.number),
            one.visit.party_size,
            one.visit.number,
            one.visit.place,
            one.pushed_id,
            Outcome(one.visit.standing),
            one.visit.ended_at,
        )
        for one in ended
        if one.visit.ended_at is not None
    ]


def find(ctx: Context, text: str) -> list[Ended]:
    """Of those, who fits as on the list."""
    typed = floor_rows.read_search(text)
    return [one for one in recent(ctx) if floor_rows.fits(one, typed)]


def recall(ctx: Context, guest_id: int) -> Done:
    """Back on the list, up to two hours after the end. Raises Refused."""
    by = audits.stamp(ctx)
    with ctx.store.write() as session:
        guest, visit = known(session, guest_id), rows.latest(session, guest_id)
        if visit is None or visit.ended_at is None or by.at - visit.ended_at > holds.RECALL:
            raise Refused(
                _("This visit can't be brought back."),
                _("It has not ended, or more than two hours ago."),
                _("Add the guest to the list."),
            )
        values = {"ended_at": None, "outcome": "", "hold_until": None, **NO_ANSWER}
        values["state"] = after(visit.standing, Action.RECALL).value
        change_id = audits.change(session, by, visit, Action.RECALL, values)
        write_event(session, visit, "recalled", by.at, BY_DESK)
    audits.tell(ctx, guest_id, "recalled")
    return Done(change_id, _("{name} is back on the list.").format(name=_name(guest, visit)))


def correct(ctx: Context, guest_id: int) -> Done:
    """The last call was a mistake: who is called waits again in the old place, and is told.

    Raises Refused for who was not called, UserError where nobody can be told either.
    """
    venue, by = venues.get(ctx), audits.stamp(ctx)
    with ctx.store.write() as session:
        visit = rows.latest(session, guest_id)
        calls = _calls(session, visit) if visit else []
        if visit is None or not calls:
            raise _nothing()
        called = visit.standing in CALLED
        if called:
            guest, values = known(session, guest_id), _waits_again(visit)
            rang = _withdraw(session, visit, calls, by)
        else:
            guest, values, rang = guests.reachable(session, guest_id), {}, True
        said = _say(ctx, session, venue, guest, visit) if rang else None
        row = said.row if said else None
        change_id = audits.change(session, by, visit, Action.CORRECT, values, row)
    if said is not None:
        ctx.bus.publish(MessageQueued(said.id))
    audits.tell(ctx, guest_id, "undone" if called else "")
    sentence = _sentence(called=called, told=said is not None)
    return Done(change_id, sentence.format(name=_name(guest, visit)))


def _waits_again(visit: Visit) -> dict[str, Any]:
    """As if nobody had called: the next call is the first."""
    values = {"called_at": None, "times_called": 0, "hold_until": None, **NO_ANSWER}
    return values | {"state": State(after(visit.standing, Action.CORRECT)).value}


def _calls(session: Session, visit: Visit) -> list[Change]:
    every = audit.of_visit(session, visit.id)
    return [change for change in every if change.action in {Action.CALL, "repeat"}]


def _withdraw(session: Session, visit: Visit, calls: list[Change], by: Stamp) -> bool:
    """Calls that have not gone out never do. Whether one has."""
    write_event(session, visit, "undone", by.at, BY_DESK, {"action": Action.CALL.value})
    messages = [change.message_id for change in calls if change.message_id is not None]
    for message_id in messages:
        outbox.take_back(session, waiting.unsent(session, message_id), by.at)
    signs = waiting.signs(session, messages).values()
    return any(sign.state not in ENDS for each in signs for sign in each)


def _say(ctx: Context, session: Session, venue: Venue, guest: Guest, visit: Visit) -> Said | None:
    """None for a guest whom no phone can tell."""
    if not ringing.can_ring(session, guest.id):
        return None
    words = ringing.correction(session)
    return ringing.say(ctx, session, venue, guest, visit, words, CORRECTION_TTL, variables={})


def _sentence(*, called: bool, told: bool) -> str:
    if called and told:
        return _("{name} waits again, and is told that the call was a mistake.")
    if called:
        return _("{name} waits again.")
    return _("{name} is told that the call was a mistake.")


def _nothing() -> Refused:
    return Refused(
        _("There is nothing to correct."),
        _("The guest was not called, or was never here."),
        _("Look at the list."),
    )


def _name(guest: Guest, visit: Visit) -> str:
    return ringing.label(guest.name, visit.number)
