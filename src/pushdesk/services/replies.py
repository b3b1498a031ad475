"""What the guest says, on the page or in the notification."""

from datetime import timedelta
from enum import StrEnum
from typing import Any

from pushdesk.domain import lanes_of_parties
from pushdesk.domain.deliveries import DeliveryState
from pushdesk.domain.events import DeliveryChanged, DeskTold, MessageQueued
from pushdesk.domain.visits import CALLED, Action, State, allowed
from pushdesk.errors import Refused, UserError
from pushdesk.i18n import _, noted
from pushdesk.services import audits, guests, nicknames, quotes, ringing, undo, venues
from pushdesk.services.audits import Stamp
from pushdesk.services.context import Context
from pushdesk.store import Session, audit, events, messages, outcomes, waiting
from pushdesk.store import visits as rows
from pushdesk.store.outcomes import Change
from pushdesk.store.visits import Visit

# “5 more minutes”, given once for each call.
MORE_TIME = timedelta(minutes=5)
MOST_AHEAD = 9
CLOSE_TTL = timedelta(minutes=5)
GUEST = "guest"


class Reply(StrEnum):
    COMING = "coming"
    LATER = "later"
    CANCEL = "cancel"


def answer(ctx: Context, guest_id: int, reply: Reply, delivery_id: int | None = None) -> None:
    """`delivery_id` is the one whose notification was tapped; None: the page.

    Raises Refused for who is not called, or not on the list, and for an earlier visit's
    notification: it may still lie on the phone.
    """
    by = Stamp(ctx.clock.now())
    with ctx.store.write() as session:
        visit = _own_visit(session, guest_id)
        if delivery_id is not None and messages.visit_of(session, delivery_id) != visit.id:
            raise _earlier()
        _check(visit, reply)
        values: dict[str, Any] = {"answer": reply.value, "answered_at": by.at}
        if reply is Reply.LATER and visit.state is not State.LATER:
            values["hold_until"] = max(visit.hold_until or by.at, by.at) + MORE_TIME
        audits.move(session, by, visit, Action(reply.value), **values)
        properties = {"visit": visit.public_id, "reply": reply.value}
        events.insert(session, guest_id, "answered", properties, GUEST, by.at)
        change = _answered(session, visit, by, delivery_id) if visit.state in CALLED else None
    if change is not None:
        ctx.bus.publish(
            DeliveryChanged(change.delivery_id, change.message_id, change.guest_id, change.state)
        )
    audits.tell(ctx, guest_id, "answered")


def leave_list(ctx: Context, guest_id: int) -> None:
    """The desk sees it until somebody has taken note. Raises Refused."""
    answer(ctx, guest_id, Reply.CANCEL)


def take_back(ctx: Context, guest_id: int) -> None:
    """The guest's own cancelling. Raises Refused after undo.LIMIT, or once the desk took note."""
    with ctx.store.read() as session:
        visit = rows.latest(session, guest_id)
        changes = audit.of_visit(session, visit.id) if visit else []
    if not changes or changes[-1].action != Action.CANCEL:
        raise _too_late()
    try:
        undo.undo(ctx, changes[-1].id)
    except Refused as refused:
        raise _too_late() from refused


def warn_me(ctx: Context, guest_id: int, ahead: int) -> None:
    """One message once no more than `ahead` (1–9) parties are before the guest; 0: none."""
    if not 0 <= ahead <= MOST_AHEAD:
        raise UserError(_("That can't be counted."), "", _("Give from 0 to 9 parties."))
    _change(ctx, guest_id, "warn", {"warn_ahead": ahead or None, "warned_at": None})


def change_size(ctx: Context, guest_id: int, size: int) -> None:
    """The desk is told. Raises Refused for who has been called: a table is held for them."""
    visit = _change(ctx, guest_id, "size", {"party_size": nicknames.check_size(size)})
    if visit.party_size == size:
        return
    name = guests.card(ctx, guest_id).guest.name or noted("Number {n}").format(n=visit.number)
    sentence = noted("{guest}: the party is {n} now.")
    ctx.bus.publish(DeskTold(sentence.format(guest=name, n=size), guest_id))


def warn_near(ctx: Context) -> None:
    """Tells those who are near enough by now and wanted to know, once."""
    with ctx.store.read() as session:
        wanting = rows.wanting_warning(session)
    if not wanting:
        return
    lanes, near = quotes.lanes_of(ctx), []
    with ctx.store.read() as session:
        for visit in wanting:
            lane = lanes_of_parties.lane_of(lanes, visit.party_size)
            ahead = waiting.ahead_of(session, visit, (lane.low, lane.high))
            near += [visit] if ahead <= (visit.warn_ahead or 0) else []
    for visit in near:
        _warn(ctx, visit)


def _warn(ctx: Context, seen: Visit) -> None:
    venue, now = venues.get(ctx), ctx.clock.now()
    with ctx.store.write() as session:
        visit = rows.by_id(session, seen.id)
        if not _wants_warning(visit):
            return  # called or told meanwhile
        rows.change(session, visit.id, warned_at=now)
        properties = {"visit": visit.public_id}
        events.insert(session, visit.guest_id, "getting_close", properties, "program", now)
        said = None
        if ringing.can_ring(session, visit.guest_id):
            words = ringing.from_template(session, "getting_close")
            guest = guests.known(session, visit.guest_id)
            said = ringing.say(ctx, session, venue, guest, visit, words, CLOSE_TTL, variables={})
    if said is not None:
        ctx.bus.publish(MessageQueued(said.id))
    audits.tell(ctx, visit.guest_id, "getting_close")


def _wants_warning(visit: Visit) -> bool:
    asked = visit.warn_ahead is not None and visit.warned_at is None
    return asked and visit.state is State.WAITING and visit.ended_at is None


def _change(ctx: Context, guest_id: int, action: str, values: dict[str, Any]) -> Visit:
    """The visit as it was before."""
    by = Stamp(ctx.clock.now())
    with ctx.store.write() as session:
        visit = _own_visit(session, guest_id)
        if visit.state not in {State.PENDING, State.WAITING}:
            raise Refused(
                _("This can't be changed any more."),
                _("Your table is ready, or you have cancelled."),
                _("Please tell us at the desk."),
            )
        audits.change(session, by, visit, action, values)
    audits.tell(ctx, guest_id)
    return visit


def _answered(session: Session, visit: Visit, by: Stamp, delivery_id: int | None) -> Change | None:
    """The call's delivery has been answered; None where no phone had it."""
    calls = [one for one in audit.of_visit(session, visit.id) if one.message_id is not None]
    if delivery_id is None and calls:
        last = calls[-1].message_id
        delivery_id = None if last is None else waiting.answerable(session, last)
    if delivery_id is None:
        return None
    return outcomes.receipt(session, delivery_id, DeliveryState.ANSWERED, by.at)


def _own_visit(session: Session, guest_id: int) -> Visit:
    visit = rows.open_visit(session, guest_id)
    if visit is None:
        raise Refused(_("You are not on the list any more."), "", _("Please ask at the desk."))
    return visit


def _earlier() -> Refused:
    return Refused(
        _("This notification is from an earlier visit."),
        _("It changes nothing about the place that you have now."),
        _("Answer on this page."),
    )


def _too_late() -> Refused:
    return Refused(
        _("It is too late to take this back."),
        _("The desk has taken note."),
        _("Join the waiting list again, or ask at the desk."),
    )


def _check(visit: Visit, reply: Reply) -> None:
    if allowed(visit.standing, Action(reply.value)):
        return
    if visit.state is State.CANCELLED:
        raise Refused(_("You have cancelled."), "", _("Please come to the desk."))
    raise Refused(
        _("Your table is not ready yet."),
        _("There is nothing to answer before we call you."),
        _("Wait a little; this page tells you."),
    )
