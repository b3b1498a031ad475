"""“Table ready”: the call, its repeat, the hold that is also the message's life, and the end."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from pushdesk.domain import holds, placeholders
from pushdesk.domain.events import EventRecorded, GuestChanged, MessageQueued
from pushdesk.domain.targets import PushedId
from pushdesk.errors import Refused, UserError
from pushdesk.i18n import _
from pushdesk.services import guests, messages, quiet, templates, texts, venues
from pushdesk.services.context import Context
from pushdesk.services.messages import Text
from pushdesk.services.templates import Template
from pushdesk.services.venues import Venue
from pushdesk.store import Session, events
from pushdesk.store import templates as template_rows
from pushdesk.store import visits as rows
from pushdesk.store.guests import Guest
from pushdesk.store.messages import Draft
from pushdesk.store.visits import Visit

DESK = "desk"
SEATED = "seated"
RELEASED = "released"


@dataclass(frozen=True)
class Call:
    """`times` counts the calls of this visit, this one included."""

    message_id: str
    times: int
    devices: int
    hold_until: datetime


@dataclass(frozen=True)
class Cause:
    """Who does it, for the event that is written with it; `depth` counts the rules before."""

    source: str = DESK
    depth: int = 0


_BY_DESK = Cause()


def notify(ctx: Context, guest_id: int, hold: timedelta) -> Call:
    """Calls the guest, or calls again; the table is held from now for `hold`.

    Raises Refused within the cool-down, UserError where the guest has left or no device can ring.
    """
    _check_hold(hold)
    venue = venues.get(ctx)
    with ctx.store.write() as session:
        guest = guests.reachable(session, guest_id)
        visit = _call(ctx, session, guest_id, hold)
        call = _ring(ctx, session, venue, guest, visit, _BY_DESK)
    announce(ctx, guest_id, call)
    return call


def call_again(
    ctx: Context, session: Session, venue: Venue, guest_id: int, visit_id: str, cause: Cause
) -> Call:
    """Part of the caller's transaction; the hold ends when it would have, a minute from now at
    least. `visit_id` empty is whichever visit is open. Raises UserError; `announce` follows.

    A clock that was set back lengthens no hold.
    """
    now = ctx.clock.now()
    visit = _waiting(rows.open_visit(session, guest_id, now), visit_id)
    guest = guests.reachable(session, guest_id)
    _check_cool_down(now, visit)
    left = max(visit.hold_until - now, holds.SHORTEST_HOLD)
    hold = min(left, visit.hold_until - visit.called_at)
    again = rows.call_again(session, visit, now, now + hold)
    return _ring(ctx, session, venue, guest, again, cause)


def announce(ctx: Context, guest_id: int, call: Call) -> None:
    """After the commit."""
    ctx.bus.publish(MessageQueued(call.message_id))
    _tell(ctx, guest_id, "called" if call.times == 1 else "called_again")


def seat(ctx: Context, guest_id: int) -> None:
    """The party has come; a hold that has ended is no matter. Raises Refused."""
    with ctx.store.write() as session:
        end(session, guest_id, SEATED, ctx.clock.now())
    _tell(ctx, guest_id, SEATED)


def release(ctx: Context, guest_id: int) -> None:
    """The party doesn't come; the table is free. Raises Refused."""
    with ctx.store.write() as session:
        end(session, guest_id, RELEASED, ctx.clock.now())
    _tell(ctx, guest_id, RELEASED)


def end(
    session: Session,
    guest_id: int,
    outcome: str,
    now: datetime,
    visit_id: str = "",
    cause: Cause = _BY_DESK,
) -> None:
    """Part of the caller's transaction; `visit_id` as in `call_again`. Raises Refused."""
    visit = _waiting(rows.latest(session, guest_id), visit_id)
    rows.end(session, visit.id, outcome, now)
    properties = {"visit": visit.public_id}
    events.insert(session, guest_id, outcome, properties, cause.source, now, cause.depth)


def _call(ctx: Context, session: Session, guest_id: int, hold: timedelta) -> Visit:
    """The cool-down is checked inside the transaction, so two desks can't both pass it."""
    now = ctx.clock.now()
    visit = rows.open_visit(session, guest_id, now)
    if visit is None:
        return rows.insert(session, secrets.token_hex(8), guest_id, now, now + hold)
    _check_cool_down(now, visit)
    return rows.call_again(session, visit, now, now + hold)


def _ring(
    ctx: Context, session: Session, venue: Venue, guest: Guest, visit: Visit, cause: Cause
) -> Call:
    first = visit.times_called == 1
    template = templates.current(session, "ready" if first else "second_call")
    draft = _draft(ctx, session, venue, guest, visit, template)
    sent = messages.put_in_outbox(session, draft, [PushedId(guest.pushed_id)])
    properties = {"visit": visit.public_id, "message": sent.id, "template": template.name}
    events.insert(
        session,
        guest.id,
        "called" if first else "called_again",
        properties | {"times": str(visit.times_called)},
        cause.source,
        visit.called_at,
        cause.depth,
    )
    return Call(sent.id, visit.times_called, sent.devices, visit.hold_until)


def _draft(
    ctx: Context, session: Session, venue: Venue, guest: Guest, visit: Visit, template: Template
) -> Draft:
    hold = visit.hold_until - visit.called_at
    times = {"times": str(visit.times_called)}
    fields = template_rows.fields(session, {guest.id}).get(guest.id, {})
    own = {**fields, "name": guest.name, "venue": venue.name}
    timing = messages.timing(visit.called_at, hold, quiet.zone(ctx))
    return messages.make_draft(
        ctx,
        venue.id,
        _text(template, guest.language, {**own, **timing, **times}),
        variables=times,
        ttl=hold,
        urgency=template.urgency,
        topic=f"{template.topic}-{visit.public_id}",
        public_id=secrets.token_hex(8),
        visit_id=visit.id,
    )


def _text(template: Template, language: str, values: Mapping[str, str]) -> Text:
    """Only the guest's language is kept, with its values, so that the desk sees what was sent."""
    tag, wording = placeholders.choose(template.standard, template.wordings, language)
    title = _filled(wording.title, values, texts.TITLE_LENGTH)
    body = _filled(wording.body, values, texts.BODY_LENGTH)
    return Text(title, body, translations={tag: Text(title, body)})


def _filled(text: str, values: Mapping[str, str], longest: int) -> str:
    """What would be too long or empty stays as it is: the sender cuts it, or knows a way out."""
    filled = placeholders.escape(placeholders.render(text, values))
    return filled if filled.strip() and len(filled) <= longest else text


def _waiting(visit: Visit | None, visit_id: str) -> Visit:
    if visit is not None and visit_id in {"", visit.public_id}:
        return visit
    raise Refused(
        _("This guest is not waiting any more."),
        _("The visit is over, or nobody has called the guest."),
        _("Call the guest first."),
    )


def _check_cool_down(now: datetime, visit: Visit) -> None:
    left = holds.cool_down_left(now, visit.called_at)
    if left > timedelta(0):
        raise Refused(
            _("This guest was called a moment ago."),
            _("A second ring so soon would only startle."),
            _("Call again in {n} seconds.").format(n=int(left.total_seconds()) + 1),
        )


def _check_hold(hold: timedelta) -> None:
    if not holds.SHORTEST_HOLD <= hold <= holds.LONGEST_HOLD:
        raise UserError(
            _("A table can't be held for that long or short a time."),
            "",
            _("Choose between one minute and four hours."),
        )


def _tell(ctx: Context, guest_id: int, event: str) -> None:
    ctx.bus.publish(GuestChanged(guest_id))
    ctx.bus.publish(EventRecorded(guest_id, event))
