"""All that is kept of a guest: found, read, merged with another's, erased."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Select,
    Table,
    Text,
    and_,
    cast,
    delete,
    exists,
    false,
    func,
    insert,
    literal,
    literal_column,
    select,
    update,
)
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from pushdesk.domain import pushed_id
from pushdesk.domain.deliveries import WAITING, DeliveryState
from pushdesk.store import guests, own_ids, tables
from pushdesk.store.own_ids import OwnField, OwnId

# Where a merged guest's Pushed ID is kept, as an own ID: other programs may still know it.
FORMER_ID = "pushed_id"
# Whose deliveries, visits and consents those of erased guests are; no Pushed ID looks like this.
ANYBODY = "ERASED"
TAIL = 5
# What stays of an erased guest, without the guest: statistics and the proof of consent.
_COUNTED = frozenset({"delivery", "device", "visit", "consent"})
_LAST_CHARACTER = "\U0010ffff"


@dataclass(frozen=True)
class Found:
    """`devices` counts those that can ring."""

    id: int
    pushed_id: str
    name: str
    language: str
    email: str
    devices: int
    last_seen_at: datetime


@dataclass(frozen=True)
class GuestRecord:
    """`proven_at` tells since when the e-mail address is known to be the guest's own."""

    id: int
    pushed_id: str
    name: str
    language: str
    email: str
    proven_at: datetime | None
    own_ids: tuple[OwnId, ...]
    fields: tuple[OwnField, ...]
    audiences: tuple[str, ...]

    @property
    def proven(self) -> bool:
        return self.proven_at is not None


def record(session: Session, guest_id: int) -> GuestRecord | None:
    row = session.get(tables.Guest, guest_id)
    if row is None:
        return None
    audiences = session.scalars(
        select(tables.Audience.name)
        .join(tables.AudienceMember, tables.AudienceMember.audience_id == tables.Audience.id)
        .where(tables.AudienceMember.guest_id == guest_id)
        .order_by(tables.Audience.name)
    )
    return GuestRecord(
        row.id,
        row.pushed_id,
        row.name,
        row.language,
        row.email,
        row.email_proven_at,
        tuple(own for _guest, own in own_ids.of_guests(session, [guest_id])),
        tuple(field for _guest, field in own_ids.fields_of(session, [guest_id])),
        tuple(audiences),
    )


def set_email(session: Session, guest_id: int, email: str, proven_at: datetime | None) -> None:
    _change(session, guest_id, email=email, email_proven_at=proven_at)


def set_language(session: Session, guest_id: int, language: str) -> None:
    _change(session, guest_id, language=language)


def _change(session: Session, guest_id: int, **values: object) -> None:
    session.execute(update(tables.Guest).where(tables.Guest.id == guest_id).values(**values))


def newest(session: Session, limit: int, offset: int) -> list[Found]:
    ids = session.scalars(
        select(tables.Guest.id)
        .where(tables.Guest.pushed_id != ANYBODY)
        .order_by(tables.Guest.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return _found(session, list(ids))


def search(session: Session, text: str, limit: int, offset: int) -> list[Found]:
    """By Pushed ID or its end, own ID, name, e-mail address: how they begin; nobody twice."""
    wanted = offset + limit
    ids: dict[int, None] = {}
    for matches in searches(session, text):
        ids |= dict.fromkeys(session.scalars(matches.limit(wanted)))
        if len(ids) >= wanted:
            break
    return _found(session, list(ids)[offset:wanted])


def searches(session: Session, text: str) -> Iterator[Select[int]]:
    """The best matches first; each walks an index in its order, so the first rows cost little."""
    whole = pushed_id.repair(text)
    if whole is not None:
        yield select(tables.Guest.id).where(tables.Guest.pushed_id == whole)
    systems = own_ids.systems(session)
    for value in dict.fromkeys((text, whole or text.upper())) if systems else ():
        yield (
            select(tables.OwnId.guest_id)
            .where(tables.OwnId.system.in_(systems), _begins(tables.OwnId.value, value))
            .order_by(tables.OwnId.system, tables.OwnId.value)
        )
    tail = text.upper()
    if len(tail) == TAIL and set(tail) <= set(pushed_id.ALPHABET):
        yield select(tables.Guest.id).where(_tail() == tail)
    for column, value in (
        (tables.Guest.name_key, text.casefold()),
        (tables.Guest.email, text.lower()),
    ):
        yield select(tables.Guest.id).where(_begins(column, value)).order_by(column)


def _begins(column: InstrumentedAttribute[str], text: str) -> ColumnElement[bool]:
    """A range, because an index does not help LIKE."""
    return and_(column >= text, column <= text + _LAST_CHARACTER)


def _tail() -> ColumnElement[str]:
    """Written as an index on it would be: with the number in the statement."""
    start = pushed_id.LENGTH - TAIL + 1
    return func.substr(tables.Guest.pushed_id, literal_column(str(start)))


def _found(session: Session, ids: Collection[int]) -> list[Found]:
    """In the order of the ids."""
    live = (
        select(func.count())
        .where(tables.Device.guest_id == tables.Guest.id, tables.Device.gone_at.is_(None))
        .scalar_subquery()
    )
    rows = session.execute(
        select(
            tables.Guest.id,
            tables.Guest.pushed_id,
            tables.Guest.name,
            tables.Guest.language,
            tables.Guest.email,
            live,
            tables.Guest.last_seen_at,
        ).where(tables.Guest.id.in_(ids))
    )
    by_id = {row[0]: Found(*row) for row in rows}
    return [by_id[id_] for id_ in ids]


def merge(session: Session, into: int, other: int, now: datetime) -> None:
    """Everything of the other guest's becomes the kept one's, who wins where both have it."""
    _settle(session, into, other, now)
    for table in of_a_guest():
        session.execute(update(table).where(table.c.guest_id == other).values(guest_id=into))
    kept, gone = session.get_one(tables.Guest, into), session.get_one(tables.Guest, other)
    _fill(kept, gone)
    own_ids.give(session, into, [OwnId(FORMER_ID, gone.pushed_id)])
    session.delete(gone)
    session.flush()


def of_a_guest() -> list[Table]:
    """Every table whose rows belong to a guest."""
    return [table for table in tables.Base.metadata.sorted_tables if "guest_id" in table.c]


def _settle(session: Session, into: int, other: int, now: datetime) -> None:
    """Takes away what both can't have; the other's time on a channel ends, and stays on record."""
    field, member, on = tables.OwnField, tables.AudienceMember, tables.Subscription
    names = select(field.name).where(field.guest_id == into)
    session.execute(delete(field).where(field.guest_id == other, field.name.in_(names)))
    audiences = select(member.audience_id).where(member.guest_id == into)
    session.execute(
        delete(member).where(member.guest_id == other, member.audience_id.in_(audiences))
    )
    channels = select(on.channel_id).where(on.guest_id == into, on.left_at.is_(None))
    session.execute(
        update(on)
        .where(on.guest_id == other, on.left_at.is_(None), on.channel_id.in_(channels))
        .values(left_at=now)
    )


def _fill(kept: tables.Guest, gone: tables.Guest) -> None:
    if not kept.name:
        kept.name, kept.name_key = gone.name, gone.name_key
    if not kept.email:
        kept.email, kept.email_proven_at = gone.email, gone.email_proven_at
    elif kept.email == gone.email:
        kept.email_proven_at = kept.email_proven_at or gone.email_proven_at
    kept.last_seen_at = max(kept.last_seen_at, gone.last_seen_at)


def erase(
    session: Session, guest_id: int, now: datetime, name_of_anybody: str, token: str, reason: str
) -> None:
    """What counts stays, as anybody's; what tells who it was goes.

    `name_of_anybody` and `token` are for the one guest who stands for all that were erased,
    `reason` for the deliveries that have not left yet.
    """
    anybody = _anybody(session, name_of_anybody, token, now)
    _withdraw(session, guest_id, now)
    _blank_messages(session, guest_id, anybody)
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
    for table in of_a_guest():
        theirs = table.c.guest_id == guest_id
        if table.name in _COUNTED:
            session.execute(update(table).where(theirs).values(guest_id=anybody))
        else:
            session.execute(delete(table).where(theirs))
    session.execute(delete(tables.Guest).where(tables.Guest.id == guest_id))


def _anybody(session: Session, name: str, token: str, now: datetime) -> int:
    found = guests.by_pushed_id(session, ANYBODY)
    if found is None:
        found = guests.insert(session, ANYBODY, token, "en", now)
        _change(session, found.id, name=name)
    return found.id


def _withdraw(session: Session, guest_id: int, now: datetime) -> None:
    """Each consent that is in force ends on record, under the hash that it was given with."""
    consent, on = tables.Consent, tables.Subscription
    current = select(on.channel_id).where(on.guest_id == guest_id, on.left_at.is_(None))
    given = (
        select(
            consent.guest_id,
            consent.channel_id,
            false(),
            literal(now, tables.UtcDateTime()),
            consent.endpoint_hash,
        )
        .where(consent.guest_id == guest_id, consent.given, consent.channel_id.in_(current))
        .distinct()
    )
    columns = ["guest_id", "channel_id", "given", "at", "endpoint_hash"]
    session.execute(insert(consent).from_select(columns, given))


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
    )
