"""Guests as lists name and describe them, and all that is held of one."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Select, bindparam, delete, insert, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from pushdesk.domain import user_agents
from pushdesk.domain.guest_csv import Entry, OwnId, Phone, Roster, Wanted
from pushdesk.store import guest_records, own_ids, tables

T = TypeVar("T")
Ids = Mapping[str, int]
# Where a subscription has come from.
SOURCE = "import"
PAGE = 500
# Fewer than the values that SQLite takes in one statement, also where each is a pair.
_BATCH = 10_000


@dataclass(frozen=True)
class Change:
    """From one entry to the next; own IDs, channels and phones are only added at the end."""

    guest_id: int
    before: Entry
    after: Entry


def load(session: Session, roster: Roster, lines: Collection[Wanted]) -> None:
    """Puts in whoever the lines name, by a few statements."""
    named = {line.pushed_id for line in lines} - {""}
    former = {name: OwnId(guest_records.FORMER_ID, name) for name in named}
    owned = {own for line in lines for own in line.own_ids}
    holders = _holders(session, owned | set(former.values()))
    ids = {
        *holders.values(),
        *_ids(session, tables.Guest.pushed_id, named),
        *_ids(session, tables.Guest.email, {line.email for line in lines} - {""}),
        *_owners(session, {line.phone.endpoint for line in lines if line.phone}),
    }
    unknown = {id_ for id_ in ids if not roster.knows(id_)}
    for guest_id, entry in entries(session, unknown).items():
        roster.put(guest_id, entry)
    for name, own in former.items():
        if own in holders:
            roster.also(name, holders[own])


def entries(session: Session, guest_ids: Collection[int]) -> dict[int, Entry]:
    found: dict[int, Entry] = {}
    for ids in _batches(guest_ids):
        found |= _entries(session, ids)
    return found


def pages(session: Session) -> Iterator[list[Entry]]:
    """Everybody, in the order in which they came."""
    last = 0
    while ids := list(session.scalars(_after(last))):
        last = ids[-1]
        yield list(entries(session, ids).values())


def create(session: Session, new: Sequence[tuple[Entry, str]], at: datetime) -> list[int]:
    """Guests of whom `write` has yet to write the rest; with each entry, the pass's token."""
    made = insert(tables.Guest).returning(tables.Guest.id, sort_by_parameter_order=True)
    values = [
        {
            "pushed_id": entry.pushed_id,
            "pass_token": token,
            "language": entry.language,
            "created_at": at,
            "last_seen_at": at,
        }
        for entry, token in new
    ]
    return list(session.scalars(made, values)) if values else []


def write(session: Session, changes: Sequence[Change], channels: Ids, at: datetime) -> None:
    """What is new, each kind by one statement; `channels` gives the number of each alias.

    A new e-mail address is not proven.
    """
    _write_guests(session, changes)
    own = [(c.guest_id, o) for c in changes for o in c.after.own_ids[len(c.before.own_ids) :]]
    _insert(
        session,
        tables.OwnId,
        [{"guest_id": id_, "system": o.system, "value": o.value} for id_, o in own],
    )
    _write_fields(session, changes)
    _insert(
        session, tables.Device, [_device(id_, phone, at) for id_, phone in _new_phones(changes)]
    )
    joined = [
        (change, channels[alias])
        for change in changes
        for alias in change.after.channels[len(change.before.channels) :]
    ]
    _insert(
        session,
        tables.Subscription,
        [
            {"guest_id": c.guest_id, "channel_id": id_, "since": at, "source": SOURCE}
            for c, id_ in joined
        ],
    )
    _insert(session, tables.Consent, [_consent(change, id_, at) for change, id_ in joined])


def everything(session: Session, guest_id: int) -> dict[str, list[dict[str, Any]]]:
    """All rows that belong to the guest, by topic."""
    return {
        topic: [dict(row) for row in session.execute(query).mappings()]
        for topic, query in _topics(guest_id).items()
    }


def _topics(guest_id: int) -> dict[str, Select[Any]]:
    guest, device, delivery = tables.Guest, tables.Device, tables.Delivery
    on, consent, channel = tables.Subscription, tables.Consent, tables.Channel
    own, note, message, visit = tables.OwnId, tables.OwnField, tables.Message, tables.Visit
    member, audience = tables.AudienceMember, tables.Audience
    return {
        "guest": _all_of(guest, "id", "name_key").where(guest.id == guest_id),
        "devices": _all_of(device, "id", "guest_id").where(device.guest_id == guest_id),
        "channels": select(channel.alias, channel.name, on.since, on.source, on.left_at)
        .join(channel, channel.id == on.channel_id)
        .where(on.guest_id == guest_id),
        "consents": select(channel.alias, consent.given, consent.at, consent.endpoint_hash)
        .join(channel, channel.id == consent.channel_id)
        .where(consent.guest_id == guest_id)
        .order_by(consent.id),
        "own_ids": select(own.system, own.value).where(own.guest_id == guest_id),
        "fields": select(note.name, note.value).where(note.guest_id == guest_id),
        "audiences": select(audience.name, member.since, member.source)
        .join(audience, audience.id == member.audience_id)
        .where(member.guest_id == guest_id),
        "visits": _all_of(visit, "id", "guest_id").where(visit.guest_id == guest_id),
        "messages": _all_of(message, "id", "venue_id", "visit_id").where(
            message.id.in_(select(delivery.message_id).where(delivery.guest_id == guest_id))
        ),
        "deliveries": select(
            message.public_id.label("message"),
            device.endpoint,
            *_columns(delivery, "id", "message_id", "device_id", "guest_id"),
        )
        .join(message, message.id == delivery.message_id)
        .join(device, device.id == delivery.device_id)
        .where(delivery.guest_id == guest_id)
        .order_by(delivery.id),
    }


def _all_of(table: type[tables.Base], *inner: str) -> Select[Any]:
    """All columns but the inner ones, which mean nothing outside."""
    return select(*_columns(table, *inner))


def _columns(table: type[tables.Base], *inner: str) -> list[Any]:
    return [column for column in table.__table__.c if column.name not in inner]


def _write_guests(session: Session, changes: Sequence[Change]) -> None:
    """Both by their key, many at once."""
    rows: list[dict[str, object]] = [
        {
            "id": change.guest_id,
            "name": change.after.name,
            "name_key": change.after.name.casefold(),
            "language": change.after.language,
        }
        for change in changes
    ]
    addresses: list[dict[str, object]] = [
        {"id": change.guest_id, "email": change.after.email, "email_proven_at": None}
        for change in changes
        if change.after.email != change.before.email
    ]
    for values in (rows, addresses):
        if values:
            session.execute(update(tables.Guest), values)


def _write_fields(session: Session, changes: Sequence[Change]) -> None:
    new: list[dict[str, object]] = [
        {"guest_id": change.guest_id, "name": name, "value": value}
        for change in changes
        for name, value in change.after.fields.items()
        if change.before.fields.get(name) != value
    ]
    noted = tables.OwnField.__table__.c
    if new:
        session.connection().execute(
            delete(tables.OwnField).where(
                noted.guest_id == bindparam("guest_id"), noted.name == bindparam("name")
            ),
            new,
        )
    _insert(session, tables.OwnField, new)


def _new_phones(changes: Sequence[Change]) -> list[tuple[int, Phone]]:
    return [
        (change.guest_id, phone)
        for change in changes
        for phone in change.after.phones[len(change.before.phones) :]
    ]


def _device(guest_id: int, phone: Phone, at: datetime) -> dict[str, object]:
    unknown = user_agents.identify("")
    return {
        "guest_id": guest_id,
        "endpoint": phone.endpoint,
        "p256dh": phone.p256dh,
        "auth": phone.auth,
        "browser": unknown.name,
        "platform": unknown.platform,
        "created_at": at,
        "last_seen_at": at,
    }


def _consent(change: Change, channel_id: int, at: datetime) -> dict[str, object]:
    endpoint = change.after.phones[-1].endpoint if change.after.phones else ""
    return {
        "guest_id": change.guest_id,
        "channel_id": channel_id,
        "given": True,
        "at": at,
        "endpoint_hash": sha256(endpoint.encode()).hexdigest() if endpoint else "",
    }


def _insert(
    session: Session, table: type[tables.Base], rows: Sequence[Mapping[str, object]]
) -> None:
    if rows:
        session.execute(insert(table), rows)


def _after(last: int) -> Select[int]:
    return (
        select(tables.Guest.id)
        .where(tables.Guest.id > last, tables.Guest.pushed_id != guest_records.ANYBODY)
        .order_by(tables.Guest.id)
        .limit(PAGE)
    )


def _entries(session: Session, ids: Collection[int]) -> dict[int, Entry]:
    own: dict[int, list[OwnId]] = defaultdict(list)
    for guest_id, own_id in own_ids.of_guests(session, ids):
        own[guest_id].append(own_id)
    fields: dict[int, dict[str, str]] = defaultdict(dict)
    for guest_id, noted in own_ids.fields_of(session, ids):
        fields[guest_id][noted.name] = noted.value
    channels, left = _channels(session, ids)
    phones = _phones(session, ids)
    guest = tables.Guest
    rows = session.execute(
        select(guest.id, guest.pushed_id, guest.name, guest.email, guest.language)
        .where(guest.id.in_(ids))
        .order_by(guest.id)
    )
    return {
        row.id: Entry(
            row.pushed_id,
            row.name,
            row.email,
            row.language,
            tuple(own[row.id]),
            fields[row.id],
            tuple(channels[row.id]),
            frozenset(left[row.id]),
            tuple(phones[row.id]),
        )
        for row in rows
    }


def _channels(
    session: Session, ids: Collection[int]
) -> tuple[dict[int, list[str]], dict[int, set[str]]]:
    """Those that each guest is on, and those that each has left."""
    on: dict[int, list[str]] = defaultdict(list)
    left: dict[int, set[str]] = defaultdict(set)
    joined = tables.Subscription
    rows = session.execute(
        select(joined.guest_id, tables.Channel.alias, joined.left_at.is_(None))
        .join(tables.Channel, tables.Channel.id == joined.channel_id)
        .where(joined.guest_id.in_(ids))
        .order_by(joined.id)
    )
    for guest_id, alias, current in rows:
        if current:
            on[guest_id].append(alias)
        else:
            left[guest_id].add(alias)
    return on, left


def _phones(session: Session, ids: Collection[int]) -> dict[int, list[Phone]]:
    phones: dict[int, list[Phone]] = defaultdict(list)
    device = tables.Device
    rows = session.execute(
        select(device.guest_id, device.endpoint, device.p256dh, device.auth, device.gone_at)
        .where(device.guest_id.in_(ids))
        .order_by(device.id)
    )
    for guest_id, endpoint, p256dh, auth, gone_at in rows:
        phones[guest_id].append(Phone(endpoint, p256dh, auth, gone_at is None))
    return phones


def _holders(session: Session, owned: Collection[OwnId]) -> dict[OwnId, int]:
    found: dict[OwnId, int] = {}
    for some in _batches(owned):
        found |= own_ids.holders(session, some)
    return found


def _ids(
    session: Session, key: InstrumentedAttribute[str], values: Collection[str]
) -> Iterator[int]:
    for some in _batches(values):
        yield from session.scalars(select(tables.Guest.id).where(key.in_(some)))


def _owners(session: Session, endpoints: Collection[str]) -> Iterator[int]:
    for some in _batches(endpoints):
        yield from session.scalars(
            select(tables.Device.guest_id).where(tables.Device.endpoint.in_(some))
        )


def _batches(values: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(values)
    while some := list(islice(rest, _BATCH)):
        yield some
