"""The guest's right to be forgotten, and to see first what is known."""

import json
import secrets
from datetime import datetime
from typing import Any

from pushdesk.domain.events import ChannelChanged, DeskTold, GuestChanged
from pushdesk.domain.staff import Permission
from pushdesk.errors import NotFound
from pushdesk.i18n import _, noted
from pushdesk.services.context import Context
from pushdesk.store import Session, guest_disclosure, guest_erasure, guests, visits
from pushdesk.store.guests import Guest
from pushdesk.webpush import base64url


def erase(ctx: Context, guest_id: int) -> None:
    """Nothing personal stays, and nothing rings any more; there is no way back.

    Counts stay without the guest, and so does the record of consent, which names the endpoint by
    its hash only. Raises NotFound.
    """
    ctx.require(Permission.ERASE)
    with ctx.store.write() as session:
        guest = _guest(session, guest_id)
        aliases = [membership.alias for membership in guests.memberships(session, guest.id)]
        guest_erasure.erase(
            session,
            guest.id,
            ctx.clock.now(),
            noted("Erased guest"),
            secrets.token_urlsafe(16),
            noted("The guest was erased before it could be sent."),
        )
    ctx.bus.publish(GuestChanged(guest_id))
    for alias in aliases:
        ctx.bus.publish(ChannelChanged(alias))


def forget_me(ctx: Context, guest_id: int) -> None:
    """As the guest wishes on the own page; the desk hears why a party has gone."""
    with ctx.store.read() as session:
        guest, visit = _guest(session, guest_id), visits.open_visit(session, guest_id)
    erase(ctx, guest_id)
    if visit is not None:
        name = guest.name or noted("Number {n}").format(n=visit.number)
        sentence = noted("{guest} is off the list and wants to be forgotten.")
        ctx.bus.publish(DeskTold(sentence.format(guest=name), guest_id))


def export_json(ctx: Context, guest_id: int) -> str:
    """Everything that is held of the guest, as one JSON object: topic → what is there.

    Times in ISO 8601, keys in base64url. Raises NotFound.
    """
    with ctx.store.read() as session:
        guest = _guest(session, guest_id)
        held: dict[str, Any] = guest_disclosure.everything(session, guest.id)
    (held["guest"],) = held["guest"]
    return json.dumps(held, ensure_ascii=False, indent=2, default=_written)


def _guest(session: Session, guest_id: int) -> Guest:
    found = guests.by_id(session, guest_id)
    if found is None:
        raise NotFound(
            _("This guest is not here any more."),
            _("The record has been erased, or merged with another one."),
        )
    return found


def _written(value: object) -> str:
    match value:
        case datetime():
            return value.isoformat()
        case bytes():
            return base64url.encode(value)
        case _:
            raise TypeError(f"{type(value).__name__} has no place in an export")
