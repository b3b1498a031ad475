"""What the record shows, asked of the services in one go."""

from dataclasses import dataclass
from datetime import datetime

from pushdesk.services import audiences, email_proof, guest_history, guest_records, guests
from pushdesk.services.context import Context
from pushdesk.services.guest_history import Moment
from pushdesk.services.guest_records import GuestRecord
from pushdesk.services.guests import Card


@dataclass(frozen=True)
class Known:
    """`joinable` are the names of the audiences that are kept by hand; `code_at` is the address
    that a code waits at, `now` when all of this was so.
    """

    card: Card
    record: GuestRecord
    joinable: tuple[str, ...]
    code_at: str
    history: tuple[Moment, ...]
    now: datetime


def look_up(ctx: Context, guest_id: int) -> Known:
    """Raises NotFound for a guest who has been erased meanwhile."""
    return Known(
        guests.card(ctx, guest_id),
        guest_records.record(ctx, guest_id),
        tuple(audience.name for audience in audiences.every(ctx) if not audience.is_smart),
        email_proof.waiting_at(ctx, guest_id),
        tuple(guest_history.of_guest(ctx, guest_id)),
        ctx.clock.now(),
    )
