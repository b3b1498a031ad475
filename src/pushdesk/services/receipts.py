"""What the phone itself reports of one delivery."""

from enum import StrEnum

from pushdesk.domain.deliveries import DeliveryState
from pushdesk.domain.events import DeliveryChanged
from pushdesk.errors import UserError
from pushdesk.i18n import _
from pushdesk.services.context import Context
from pushdesk.store import outbox


class Receipt(StrEnum):
    SHOWN = "shown"
    OPENED = "opened"
    CLOSED = "closed"


def record(ctx: Context, token: str, receipt: Receipt) -> None:
    """Raises UserError for a token that this venue has not made; repeats change nothing."""
    delivery_id = ctx.receipts.read(token)
    if delivery_id is None:
        raise UserError(
            _("This receipt is not ours."),
            _("Its signature doesn't fit."),
            _("Nothing was changed."),
        )
    now = ctx.clock.now()
    with ctx.store.write() as session:
        if receipt is Receipt.CLOSED:
            outbox.close(session, delivery_id, now)
        # Who swipes a notification away has had it on the screen.
        state = DeliveryState.OPENED if receipt is Receipt.OPENED else DeliveryState.SHOWN
        change = outbox.receipt(session, delivery_id, state, now)
    if change is not None:
        ctx.bus.publish(
            DeliveryChanged(change.delivery_id, change.message_id, change.guest_id, change.state)
        )
