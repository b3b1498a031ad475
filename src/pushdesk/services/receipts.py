"""What the phone itself reports of one delivery."""

import json
from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from pushdesk import resource_files
from pushdesk.domain.deliveries import DeliveryState
from pushdesk.domain.events import DeliveryChanged, EventRecorded
from pushdesk.errors import UserError
from pushdesk.i18n import _
from pushdesk.services import templates
from pushdesk.services.context import Context
from pushdesk.store import Session, events, guests, outbox, outcomes

SOURCE = "phone"


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
        change = outcomes.receipt(session, delivery_id, state, now)
        # An erased guest's phone may answer yet: that counts, and happens to nobody.
        if change is not None and guests.by_id(session, change.guest_id) is not None:
            properties = _properties(session, change.message_id)
            events.insert(session, change.guest_id, change.state, properties, SOURCE, now)
            if state is DeliveryState.OPENED:
                guests.seen(session, change.guest_id, now)
    if change is not None:
        ctx.bus.publish(
            DeliveryChanged(change.delivery_id, change.message_id, change.guest_id, change.state)
        )
        ctx.bus.publish(EventRecorded(change.guest_id, change.state))


def _properties(session: Session, message_id: str) -> dict[str, str]:
    topic, variables = events.topic_of(session, message_id)
    template = _template(topic, variables)
    return {"message": message_id} | ({"template": template} if template else {})


def _template(topic: str, variables: Mapping[str, str]) -> str:
    """The one that the message was made from; empty for none."""
    known = _by_topic().get(topic.partition("-")[0], [])
    # Both calls have one topic, so that the second takes the place of the first on the phone.
    again = variables.get("times", "1") != "1"
    return known[-1 if again else 0] if known else ""


@cache
def _by_topic() -> dict[str, list[str]]:
    """The names of templates; an owner who edits one leaves its topic as it is."""
    found: dict[str, list[str]] = {}
    for name in templates.NAMES:
        shipped = json.loads(resource_files.text("templates", f"{name}.json"))
        found.setdefault(shipped["topic"], []).append(name)
    return found
