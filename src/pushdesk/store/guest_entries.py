"""Guests as lists name and describe them, read many at a time."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from pushdesk.domain.guest_roster import Entry, OwnId, Phone, Roster, Wanted
from pushdesk.store import own_ids, tables
from pushdesk.store.guest_records import ANYBODY
from pushdesk.store.own_ids import FORMER_ID

T = TypeVar("T")
PAGE = 500
# Fewer than the values that SQLite takes in one statement, also where each is a pair.
_BATCH = 10_000


def load(session: Session, roster: Roster, lines: Collection[Wanted]) -> None:
    """Puts in whoever the lines name, by a few statements."""
    named = {line.pushed_id for line in lines} - {""}
    former = {name: OwnId(FORMER_ID, name) for name in named}
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


def _after(last: int) -> Select[int]:
    return (
        select(tables.Guest.id)
        .where(tables.Guest.id > last, tables.Guest.pushed_id != ANYBODY)
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
