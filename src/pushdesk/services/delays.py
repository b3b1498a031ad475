"""“It takes longer”: quotes move, and everyone concerned is told once."""

from datetime import datetime, timedelta
from typing import Any

from pushdesk.domain.events import MessageQueued
from pushdesk.domain.lanes_of_parties import PartyLane
from pushdesk.domain.visits import State
from pushdesk.errors import NotFound, UserError
from pushdesk.i18n import _, ngettext
from pushdesk.services import audits, guests, quotes, ringing, venues
from pushdesk.services.audits import Done
from pushdesk.services.context import Context
from pushdesk.services.ringing import Said
from pushdesk.services.undo import MESSAGES
from pushdesk.services.venues import Venue
from pushdesk.store import Session, audit
from pushdesk.store import visits as rows
from pushdesk.store.visits import Visit

LONGEST = 120
# As long as the undo bar stands: what is taken back then was never said.
HOLD_BACK = timedelta(seconds=10)
TTL = timedelta(minutes=15)
LATE, EARLY = "late", "early"


def affected(ctx: Context, lane: str | None) -> int:
    """How many parties wait in the lane of this name; None: in all."""
    chosen = _lanes(ctx, lane)
    with ctx.store.read() as session:
        return len(_waiting(session, chosen))


def late(ctx: Context, minutes: int, lane: str | None) -> Done:
    """`minutes` may be negative: then quotes come nearer, and nobody is told.

    Guests are told ten seconds later. Raises UserError.
    """
    if not minutes or abs(minutes) > LONGEST:
        raise UserError(_("That is no delay."), "", _("Give up to 120 minutes."))
    chosen, venue, by = _lanes(ctx, lane), venues.get(ctx), audits.stamp(ctx)
    with ctx.store.write() as session:
        concerned = _waiting(session, chosen)
        said = [_tell(ctx, session, venue, visit, minutes) for visit in concerned]
        told = [each for each in said if each is not None]
        before, after = _moved(session, concerned, minutes, by.at)
        after[MESSAGES] = [each.row for each in told]
        change_id = audit.insert(session, by.at, by.staff_id, None, "late", before, after)
    for each in told:
        ctx.bus.publish(MessageQueued(each.id))
    for visit in concerned:
        audits.tell(ctx, visit.guest_id)
    return Done(change_id, _sentence(len(concerned), minutes))


def _moved(
    session: Session, concerned: list[Visit], minutes: int, now: datetime
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The visits' columns before and after, by the visit's number."""
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for visit in concerned:
        values = _later(visit, minutes, now)
        rows.change(session, visit.id, **values, changed_at=now)
        before[str(visit.id)] = audit.plain(audits.columns(visit, values))
        after[str(visit.id)] = audit.plain(values)
    return before, after


def _later(visit: Visit, minutes: int, now: datetime) -> dict[str, Any]:
    """Who has no quote gets none; nobody is promised the past."""
    reason = LATE if minutes > 0 else EARLY
    if visit.quoted_until is None:
        return {"quote_reason": reason}
    until = max(visit.quoted_until + timedelta(minutes=minutes), min(now, visit.quoted_until))
    quote = max(0, (visit.quote_minutes or 0) + minutes)
    return {"quoted_until": until, "quote_minutes": quote, "quote_reason": reason}


def _tell(ctx: Context, session: Session, venue: Venue, visit: Visit, minutes: int) -> Said | None:
    if minutes < 0 or not ringing.can_ring(session, visit.guest_id):
        return None
    return ringing.say(
        ctx,
        session,
        venue,
        guests.known(session, visit.guest_id),
        visit,
        ringing.from_template(session, "delay"),
        TTL,
        variables={"wait": str(minutes)},
        hold_back=HOLD_BACK,
    )


def _waiting(session: Session, lanes: list[PartyLane]) -> list[Visit]:
    return [
        visit
        for visit in rows.every_open(session)
        if visit.state is State.WAITING and any(lane.takes(visit.party_size) for lane in lanes)
    ]


def _lanes(ctx: Context, name: str | None) -> list[PartyLane]:
    found = [lane for lane in quotes.lanes_of(ctx) if name in {None, lane.name}]
    if not found:
        raise NotFound(_("There is no lane “{name}”.").format(name=(name or "")[:20]), "", "")
    return found


def _sentence(parties: int, minutes: int) -> str:
    one, many = _("{n} party waits {m} min more."), _("{n} parties wait {m} min more.")
    if minutes < 0:
        one, many = _("{n} party waits {m} min less."), _("{n} parties wait {m} min less.")
    return ngettext(one, many, parties).format(n=parties, m=abs(minutes))
