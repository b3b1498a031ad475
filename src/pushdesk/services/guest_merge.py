"""Two records of one person become one: seen first, then done."""

from dataclasses import dataclass

from pushdesk.domain.events import ChannelChanged, GuestChanged
from pushdesk.errors import UserError
from pushdesk.i18n import _
from pushdesk.services import audits, guest_records
from pushdesk.services.context import Context
from pushdesk.store import Session, guests
from pushdesk.store import guest_merge as rows
from pushdesk.store import guest_records as records
from pushdesk.store.guest_records import GuestRecord
from pushdesk.store.guests import Membership


@dataclass(frozen=True)
class Preview:
    """What the one record would be; `devices` counts those that can ring."""

    record: GuestRecord
    channels: tuple[Membership, ...]
    devices: int


def preview(ctx: Context, into: int, other: int) -> Preview:
    """Done and taken back, so that it can't differ from the deed. Raises UserError."""
    with ctx.store.write() as session:
        _merge(ctx, session, into, other)
        merged = Preview(
            records.record(session, into) or guest_records.nobody(),
            tuple(guests.memberships(session, into)),
            sum(device.gone_at is None for device in guests.devices(session, into)),
        )
        session.rollback()
    return merged


def merge(ctx: Context, into: int, other: int) -> GuestRecord:
    """Where both know something, `into` wins.

    Devices, channels, consents, own IDs, visits, messages, events and rules on their way all move;
    the other Pushed ID stays findable as an own ID in the system “pushed_id”. Raises UserError.
    """
    with ctx.store.write() as session:
        aliases = [membership.alias for membership in guests.memberships(session, other)]
        _merge(ctx, session, into, other)
    for guest_id in (other, into):
        ctx.bus.publish(GuestChanged(guest_id))
    for alias in aliases:
        ctx.bus.publish(ChannelChanged(alias))
    return guest_records.record(ctx, into)


def _merge(ctx: Context, session: Session, into: int, other: int) -> None:
    if into == other:
        raise UserError(
            _("This is one guest already."), "", _("Choose another guest to merge with this one.")
        )
    for guest_id in (into, other):
        guest_records.require(session, guest_id)
    by = audits.stamp(ctx)
    rows.merge(session, into, other, by.at, by.staff_id)
