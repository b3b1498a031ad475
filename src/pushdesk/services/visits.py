"""“Table ready”: the call, its repeat, and the hold that is also the message's life."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from pushdesk.domain import holds, placeholders
from pushdesk.domain.events import GuestChanged, MessageQueued
from pushdesk.domain.targets import PushedId
from pushdesk.errors import Refused, UserError
from pushdesk.i18n import _
from pushdesk.services import guests, messages, templates, texts, venues
from pushdesk.services.context import Context
from pushdesk.services.messages import Text
from pushdesk.services.templates import Template
from pushdesk.services.venues import Venue
from pushdesk.store import Session
from pushdesk.store import templates as template_rows
from pushdesk.store import visits as rows
from pushdesk.store.guests import Guest
from pushdesk.store.messages import Draft
from pushdesk.store.visits import Visit


@dataclass(frozen=True)
class Call:
    """`times` counts the calls of this visit, this one included."""

    message_id: str
    times: int
    devices: int
    hold_until: datetime


def notify(ctx: Context, guest_id: int, hold: timedelta) -> Call:
    """Calls the guest, or calls again; the table is held from now for `hold`.

    Raises Refused within the cool-down, UserError where the guest has left or no device can ring.
    """
    _check_hold(hold)
    venue = venues.get(ctx)
    with ctx.store.write() as session:
        guest = guests.reachable(session, guest_id)
        visit = _call(ctx, session, guest_id, hold)
        draft = _draft(ctx, session, venue, guest, visit)
        sent = messages.put_in_outbox(session, draft, [PushedId(guest.pushed_id)])
    ctx.bus.publish(MessageQueued(sent.id))
    ctx.bus.publish(GuestChanged(guest_id))
    return Call(sent.id, visit.times_called, sent.devices, visit.hold_until)


def _call(ctx: Context, session: Session, guest_id: int, hold: timedelta) -> Visit:
    """The cool-down is checked inside the transaction, so two desks can't both pass it."""
    now = ctx.clock.now()
    visit = rows.open_visit(session, guest_id, now)
    if visit is None:
        return rows.insert(session, secrets.token_hex(8), guest_id, now, now + hold)
    left = holds.cool_down_left(now, visit.called_at)
    if left > timedelta(0):
        raise Refused(
            _("This guest was called a moment ago."),
            _("A second ring so soon would only startle."),
            _("Call again in {n} seconds.").format(n=int(left.total_seconds()) + 1),
        )
    return rows.call_again(session, visit, now, now + hold)


def _draft(ctx: Context, session: Session, venue: Venue, guest: Guest, visit: Visit) -> Draft:
    template = templates.current(session, "ready" if visit.times_called == 1 else "second_call")
    hold = visit.hold_until - visit.called_at
    times = {"times": str(visit.times_called)}
    fields = template_rows.fields(session, {guest.id}).get(guest.id, {})
    own = {**fields, "name": guest.name, "venue": venue.name}
    values = {**own, **messages.timing(visit.called_at, hold), **times}
    return messages.make_draft(
        ctx,
        venue.id,
        _text(template, guest.language, values),
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


def _check_hold(hold: timedelta) -> None:
    if not holds.SHORTEST_HOLD <= hold <= holds.LONGEST_HOLD:
        raise UserError(
            _("A table can't be held for that long or short a time."),
            "",
            _("Choose between one minute and four hours."),
        )
