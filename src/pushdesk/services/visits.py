"""“Table ready”: the call, its repeat, and the hold that is also the message's life."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from pushdesk.domain import holds
from pushdesk.domain.events import GuestChanged, MessageQueued
from pushdesk.domain.targets import PushedId
from pushdesk.errors import Refused, UserError
from pushdesk.i18n import _, translation
from pushdesk.services import guests, messages, venues
from pushdesk.services.context import Context
from pushdesk.services.messages import Text
from pushdesk.store import Session
from pushdesk.store import visits as rows
from pushdesk.store.guests import Guest
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
        draft = messages.make_draft(
            ctx,
            venue.id,
            _ready_text(guest, venue.name, visit, hold),
            ttl=hold,
            urgency="high",
            topic=f"r-{visit.public_id}",
            public_id=secrets.token_hex(8),
            visit_id=visit.id,
        )
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


def _ready_text(guest: Guest, venue: str, visit: Visit, hold: timedelta) -> Text:
    say = translation(guest.language)
    minutes = int(hold.total_seconds() // 60)
    title = say.gettext("Your table is ready")
    if visit.times_called > 1:
        title = say.gettext("Call {n}: your table is ready").format(n=visit.times_called)
    body = say.ngettext(
        "{venue} holds it for {n} minute, until {time}. Please come to the desk.",
        "{venue} holds it for {n} minutes, until {time}. Please come to the desk.",
        minutes,
    ).format(venue=venue, n=minutes, time=visit.hold_until.astimezone().strftime("%H:%M"))
    return Text(title, body)


def _check_hold(hold: timedelta) -> None:
    if not holds.SHORTEST_HOLD <= hold <= holds.LONGEST_HOLD:
        raise UserError(
            _("A table can't be held for that long or short a time."),
            "",
            _("Choose between one minute and four hours."),
        )
