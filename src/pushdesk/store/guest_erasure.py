"""A guest is forgotten: what counts stays as anybody's, what tells who it was goes."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Text, cast, delete, exists, false, func, insert, literal, select, update
from sqlalchemy.orm import Session, aliased

from pushdesk.domain import requests, targets
from pushdesk.domain.deliveries import WAITING, DeliveryState
from pushdesk.domain.targets import Target
from pushdesk.domain.visits import Outcome
from pushdesk.store import guests, tables, visits
from pushdesk.store.guest_records import ANYBODY, of_a_guest
from pushdesk.store.own_ids import FORMER_ID

# What stays of an erased guest, without the guest: statistics and the proof of consent.
_COUNTED = frozenset({"delivery", "device", "visit", "consent"})


def erase(
    session: Session, guest_id: int, now: datetime, name_of_anybody: str, token: str, reason: str
) -> None:
    """What counts stays, as anybody's; what tells who it was goes.

    `name_of_anybody` and `token` are for the one guest who stands for all that were erased,
    `reason` for the deliveries that have not left yet.
    """
    anybody = _anybody(session, name_of_anybody, token, now)
    _withdraw(session, guest_id, now)
    _forget_visits(session, guest_id, now)
    _blank_messages(session, guest_id, anybody)
    _leave_drafts(session, guest_id)
    delivery, device = tables.Delivery, tables.Device
    session.execute(
        update(delivery)
        .where(delivery.guest_id == guest_id, delivery.state.in_(WAITING))
        .values(state=DeliveryState.GONE.value, reason=reason, ended_at=now)
    )
    used = exists().where(delivery.device_id == device.id)
    session.execute(delete(device).where(device.guest_id == guest_id, ~used))
    session.execute(
        update(device)
        .where(device.guest_id == guest_id)
        .values(
            endpoint="erased:" + cast(device.id, Text),
            p256dh=b"",
            auth=b"",
            gone_at=func.coalesce(device.gone_at, now),
        )
    )
    _let_go(session, guest_id, anybody)


def _let_go(session: Session, guest_id: int, anybody: int) -> None:
    # What points to another of these tables comes after it, so it has to go first.
    for table in reversed(of_a_guest()):
        theirs = table.c.guest_id == guest_id
        if table.name in _COUNTED:
            session.execute(update(table).where(theirs).values(guest_id=anybody))
        else:
            session.execute(delete(table).where(theirs))
    session.execute(delete(tables.Guest).where(tables.Guest.id == guest_id))


def _forget_visits(session: Session, guest_id: int, now: datetime) -> None:
    """Who is erased waits no more; of their visits only the numbers stay."""
    visit = tables.Visit
    theirs = visit.guest_id == guest_id
    session.execute(
        update(visit)
        .where(theirs, visit.ended_at.is_(None))
        .values(ended_at=now, outcome=Outcome.LEFT.value)
    )
    visits.forget(session, list(session.scalars(select(visit.id).where(theirs))))


def _anybody(session: Session, name: str, token: str, now: datetime) -> int:
    found = guests.by_pushed_id(session, ANYBODY)
    if found is None:
        found = guests.insert(session, ANYBODY, token, "en", now)
        # Without a key to search by: nobody is to be found under it.
        session.execute(update(tables.Guest).where(tables.Guest.id == found.id).values(name=name))
    return found.id


def _withdraw(session: Session, guest_id: int, now: datetime) -> None:
    """Each consent that is in force ends on record, under the hash that it was given with."""
    consent, later = tables.Consent, aliased(tables.Consent)
    superseded = exists().where(
        later.guest_id == guest_id,
        later.channel_id == consent.channel_id,
        later.category == consent.category,
        later.id > consent.id,
    )
    in_force = select(
        consent.guest_id,
        consent.channel_id,
        consent.category,
        false(),
        literal(now, tables.UtcDateTime()),
        consent.endpoint_hash,
    ).where(consent.guest_id == guest_id, consent.given, ~superseded)
    columns = ["guest_id", "channel_id", "category", "given", "at", "endpoint_hash"]
    session.execute(insert(consent).from_select(columns, in_force))


def _blank_messages(session: Session, guest_id: int, anybody: int) -> None:
    """Those that went to nobody else: they may say a name."""
    message, delivery, other = tables.Message, tables.Delivery, aliased(tables.Delivery)
    to_others = exists().where(
        other.message_id == delivery.message_id, other.guest_id.not_in([guest_id, anybody])
    )
    alone = select(delivery.message_id).where(delivery.guest_id == guest_id, ~to_others)
    session.execute(
        update(message)
        .where(message.id.in_(alone))
        .values(title="", body="", url="", translations="{}", variables="{}")
        .values(icon="", image="", buttons="[]")
    )


def _leave_drafts(session: Session, guest_id: int) -> None:
    """What is planned for the guest alone is dropped; what is for others too leaves them out."""
    names = _named(session, guest_id)
    for draft in session.scalars(select(tables.Draft)):
        planned = requests.parse(draft.request)
        others = replace(
            planned,
            to=tuple(target for target in planned.to if target not in names),
            exclude=tuple(target for target in planned.exclude if target not in names),
        )
        if planned.to and not others.to:
            session.delete(draft)
        elif others != planned:
            draft.request = requests.to_json(others)
    session.flush()


def _named(session: Session, guest_id: int) -> set[Target]:
    """The targets that mean the guest and nobody else."""
    guest, own = session.get_one(tables.Guest, guest_id), tables.OwnId
    owned = session.execute(select(own.system, own.value).where(own.guest_id == guest_id)).all()
    return {
        targets.PushedId(guest.pushed_id),
        targets.Email(guest.email),
        *(targets.OwnId(*row) for row in owned),
        *(targets.PushedId(row.value) for row in owned if row.system == FORMER_ID),
    }
