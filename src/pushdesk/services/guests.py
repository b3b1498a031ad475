"""The guest at the desk: found by what was scanned, shown as one card."""

from dataclasses import dataclass
from datetime import datetime

from pushdesk.domain import holds
from pushdesk.domain.events import GuestChanged, GuestFound
from pushdesk.errors import NotFound, UserError
from pushdesk.i18n import _
from pushdesk.qr import payloads
from pushdesk.services import texts
from pushdesk.services.context import Context
from pushdesk.store import Session, messages, own_ids, visits
from pushdesk.store import guests as rows
from pushdesk.store.guests import Device, Guest, Membership
from pushdesk.store.messages import Progress
from pushdesk.store.own_ids import FORMER_ID, OwnId
from pushdesk.store.visits import Visit

__all__ = ["Card", "Device", "Guest", "Membership", "Progress", "Visit"]

RECENT = 10


@dataclass(frozen=True)
class Card:
    """Everything that the desk shows of one guest; `progress` is newest first.

    `visit` is the one that is open, `ended` the last one where it can still be brought back.
    """

    guest: Guest
    devices: tuple[Device, ...]
    channels: tuple[Membership, ...]
    visit: Visit | None
    ended: Visit | None
    progress: tuple[Progress, ...]
    callable_at: datetime

    @property
    def reachable(self) -> bool:
        return bool(self.channels) and any(device.gone_at is None for device in self.devices)


def find(ctx: Context, text: str) -> Guest:
    """The guest whose ID or pass was scanned, pasted or typed; raises UserError for all else."""
    guest = known_by(ctx, text)
    ctx.bus.publish(GuestFound(guest.id))
    return guest


def known_by(ctx: Context, text: str) -> Guest:
    """As `find`, of somebody who is only named: nobody need get ready to call them."""
    match payloads.read(text):
        case payloads.PushedId(value):
            with ctx.store.read() as session:
                found = rows.by_pushed_id(session, value) or _merged(session, value)
        case payloads.PassLink(token):
            with ctx.store.read() as session:
                found = rows.by_pass(session, token)
        case payloads.Subscription() as phone:
            with ctx.store.read() as session:
                found = _with_phone(session, phone) or _new_phone()
        case payloads.ChannelLink():
            raise UserError(
                _("This is a subscribe code, not a guest's."),
                _("It belongs to the venue."),
                _("Ask the guest to show the code on their own page."),
            )
        case payloads.Damaged():
            raise UserError(
                _("This phone's code came through damaged."),
                _("A scanner that is set to another keyboard changes it."),
                _("Scan it again, or use the camera."),
            )
        case payloads.Unreadable(sentence):
            raise UserError(
                _("This is no Pushed ID."), sentence, _("Scan it again, or type it by hand.")
            )
    return found or _nobody()


def _merged(session: Session, pushed_id: str) -> Guest | None:
    """A guest who was merged into another keeps the ID as one of the other's own IDs."""
    former = OwnId(FORMER_ID, pushed_id)
    holder = own_ids.holders(session, [former]).get(former)
    return None if holder is None else rows.by_id(session, holder)


def _with_phone(session: Session, phone: payloads.Subscription) -> Guest | None:
    device = rows.device_at(session, phone.endpoint)
    if device is None or (device.p256dh, device.auth) != (phone.p256dh, phone.auth):
        return None
    return rows.of_device(session, device.id)


def _new_phone() -> Guest:
    raise NotFound(
        _("This phone is not registered here yet."),
        _("Its code was scanned where only guests of this venue are taken."),
        _("Scan it on the floor first."),
    )


def _nobody() -> Guest:
    raise NotFound(
        _("Nobody here has this Pushed ID."),
        _("It may be from another venue, or the guest has been forgotten."),
        _("Let the guest scan the subscribe code first."),
    )


def card(ctx: Context, guest_id: int) -> Card:
    now = ctx.clock.now()
    with ctx.store.read() as session:
        guest = rows.by_id(session, guest_id) or _nobody()
        last = visits.latest(session, guest_id)
        visit = last if last is not None and last.ended_at is None else None
        last_called = visit.called_at if visit else None
        return Card(
            guest=guest,
            devices=tuple(rows.devices(session, guest_id)),
            channels=tuple(rows.memberships(session, guest_id)),
            visit=visit,
            ended=last if _can_come_back(last, now) else None,
            progress=tuple(messages.recent(session, RECENT, guest_id)),
            callable_at=now + holds.cool_down_left(now, last_called),
        )


def _can_come_back(last: Visit | None, now: datetime) -> bool:
    ended = last.ended_at if last is not None else None
    return ended is not None and now - ended <= holds.RECALL


def reachable(session: Session, guest_id: int) -> Guest:
    """The guest, as part of the caller's transaction; raises UserError where none may be rung."""
    guest = rows.by_id(session, guest_id) or _nobody()
    if not rows.memberships(session, guest_id):
        raise UserError(
            _("This guest has unsubscribed."),
            _("Nobody may be rung who has left."),
            _("Call the name, or let the guest scan the subscribe code again."),
        )
    if all(device.gone_at for device in rows.devices(session, guest_id)):
        raise UserError(
            _("No phone of this guest can ring any more."),
            _("The browser has given up its subscription."),
            _("Call the name, or let the guest scan the subscribe code again."),
        )
    return guest


def known(session: Session, guest_id: int) -> Guest:
    """Part of the caller's transaction; raises NotFound."""
    found = rows.by_id(session, guest_id)
    if found is None:
        raise NotFound(
            _("This guest is not known here any more."),
            _("The record has been erased, or merged with another one."),
            _("Add the guest by name."),
        )
    return found


def by_pass(ctx: Context, token: str) -> Card:
    """The card for the guest's own page; raises NotFound for a token that is nobody's."""
    return card(ctx, holder(ctx, token).id)


def holder(ctx: Context, token: str) -> Guest:
    """Whose pass it is, without a card; raises NotFound."""
    with ctx.store.read() as session:
        found = rows.by_pass(session, token) if len(token) <= 32 else None
    return found or _nobody()


def rename(ctx: Context, guest_id: int, name: str) -> None:
    """Any name or nickname; empty forgets it."""
    name = texts.line(name, _("The guest's name"), texts.NAME_LENGTH, required=False)
    with ctx.store.write() as session:
        rows.rename(session, guest_id, name)
    ctx.bus.publish(GuestChanged(guest_id))
