"""What the desk does with a party: the call, the end of the wait, and what takes either back."""

from datetime import datetime

from pushdesk.domain.visits import Action, Outcome, after
from pushdesk.i18n import _
from pushdesk.services import audits, calling, ringing
from pushdesk.services.audits import Done, Stamp
from pushdesk.services.calling import BY_DESK, Call, Cause, announce, call_again, check_hold, notify
from pushdesk.services.context import Context
from pushdesk.services.recalls import correct, recall
from pushdesk.services.undo import undo
from pushdesk.store import Session
from pushdesk.store import visits as rows

__all__ = [
    "Call",
    "Cause",
    "Done",
    "announce",
    "call_again",
    "check_hold",
    "correct",
    "notify",
    "recall",
    "undo",
]

SEATED = Outcome.SEATED.value
RELEASED = Outcome.RELEASED.value
_EVENTS = {Outcome.LEFT: "left_list"}


def seat(ctx: Context, guest_id: int) -> Done:
    """The party has come; a hold that has ended is no matter. Raises Refused."""
    return _end(ctx, guest_id, Action.SEAT, _("{name} is seated."))


def no_show(ctx: Context, guest_id: int) -> Done:
    return _end(ctx, guest_id, Action.NO_SHOW, _("{name} did not come."))


def leave(ctx: Context, guest_id: int) -> Done:
    """The party went without a word."""
    return _end(ctx, guest_id, Action.LEAVE, _("{name} has left."))


def release(ctx: Context, guest_id: int) -> Done:
    """The party doesn't come; the table is free. Raises Refused."""
    return _end(ctx, guest_id, Action.RELEASE, _("The table of {name} is free."))


def dismiss(ctx: Context, guest_id: int) -> Done:
    """The desk has seen that the guest cancelled."""
    return _end(ctx, guest_id, Action.DISMISS, _("{name} is off the list."))


def end(
    session: Session,
    guest_id: int,
    outcome: str,
    now: datetime,
    visit_id: str = "",
    cause: Cause = BY_DESK,
) -> None:
    """A rule releases a table: part of its transaction; `visit_id` as in `call_again`.

    Raises Refused where the call was taken back or the visit has ended.
    """
    visit = calling.still_called(rows.open_visit(session, guest_id), visit_id)
    values = {"ended_at": now, "outcome": outcome}
    audits.change(session, Stamp(now), visit, outcome, values)
    calling.write_event(session, visit, outcome, now, cause)


def _end(ctx: Context, guest_id: int, action: Action, sentence: str) -> Done:
    by = audits.stamp(ctx)
    with ctx.store.write() as session:
        visit = audits.on_the_list(session, guest_id)
        guest = calling.known(session, guest_id)
        change_id = audits.move(session, by, visit, action)
        outcome = Outcome(after(visit.standing, action))
        event = _EVENTS.get(outcome, outcome.value)
        calling.write_event(session, visit, event, by.at, BY_DESK)
    audits.tell(ctx, guest_id, event)
    return Done(change_id, sentence.format(name=ringing.label(guest.name, visit.number)))
