"""The channel's greeting: what a guest gets on joining it for the first time."""

import secrets
from datetime import timedelta

from pushdesk.domain.targets import PushedId
from pushdesk.services import messages
from pushdesk.services.context import Context
from pushdesk.services.messages import Text
from pushdesk.store import Session
from pushdesk.store.guests import Guest
from pushdesk.store.venues import Channel

TTL = timedelta(hours=1)
# The greeting is the text; its title is the venue's name.
TITLE = "{venue}"


def send(ctx: Context, session: Session, channel: Channel, guest: Guest) -> str:
    """Part of the caller's transaction, which has put the guest on the channel; the message's id.

    Empty where the channel greets nobody.
    """
    if not channel.welcome:
        return ""
    public_id = secrets.token_hex(8)
    draft = messages.make_draft(
        ctx,
        channel.venue_id,
        Text(TITLE, channel.welcome),
        variables={"channel": channel.name},
        ttl=TTL,
        urgency="normal",
        topic=f"welcome-{public_id}",
        public_id=public_id,
    )
    return messages.put_in_outbox(session, draft, [PushedId(guest.pushed_id)]).id
