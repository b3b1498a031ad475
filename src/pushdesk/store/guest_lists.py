"""What lists of guests change, many guests at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Delete, Insert, Update, bindparam, delete, insert, update
from sqlalchemy.orm import Session

from pushdesk.domain import user_agents
from pushdesk.domain.guest_roster import Entry, Phone
from pushdesk.store import tables

Ids = Mapping[str, int]
# Where a subscription has come from.
SOURCE = "import"


@dataclass(frozen=True)
class Change:
    """From one entry to the next; own IDs, channels and phones are only added at the end."""

    guest_id: int
    before: Entry
    after: Entry


def create(session: Session, new: Sequence[tuple[Entry, str]], at: datetime) -> list[int]:
    """Their numbers, in this order; with each entry, the pass's token. `created` tells the rest."""
    made = insert(tables.Guest).returning(tables.Guest.id, sort_by_parameter_order=True)
    values = [
        {
            "pushed_id": entry.pushed_id,
            "pass_token": token,
            "created_at": at,
            "last_seen_at": at,
            "email": entry.email,
            **_said(entry),
        }
        for entry, token in new
    ]
    return list(session.connection().execute(made, values).scalars()) if values else []


def created(entry: Entry) -> Entry:
    """As much of it as `create` writes."""
    return Entry(entry.pushed_id, entry.name, entry.email, entry.language)


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


def _write_guests(session: Session, changes: Sequence[Change]) -> None:
    said = [
        {"guest_id": change.guest_id, **_said(change.after)}
        for change in changes
        if _said(change.after) != _said(change.before)
    ]
    addresses = [
        {"guest_id": change.guest_id, "email": change.after.email, "email_proven_at": None}
        for change in changes
        if change.after.email != change.before.email
    ]
    theirs = update(tables.Guest).where(tables.Guest.id == bindparam("guest_id"))
    for values in (said, addresses):
        _execute(session, theirs, values)


def _said(entry: Entry) -> dict[str, str]:
    name_key = entry.name.casefold()
    return {"name": entry.name, "name_key": name_key, "language": entry.language}


def _write_fields(session: Session, changes: Sequence[Change]) -> None:
    new = [
        (change, {"guest_id": change.guest_id, "name": name, "value": value})
        for change in changes
        for name, value in change.after.fields.items()
        if change.before.fields.get(name) != value
    ]
    noted = tables.OwnField
    old = delete(noted).where(
        noted.guest_id == bindparam("guest_id"), noted.name == bindparam("name")
    )
    _execute(session, old, [row for change, row in new if row["name"] in change.before.fields])
    _insert(session, noted, [row for _change, row in new])


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
    _execute(session, insert(table), rows)


def _execute(
    session: Session,
    statement: Insert | Update | Delete,
    rows: Sequence[Mapping[str, object]],
) -> None:
    """Once for each row, without the bookkeeping that objects need."""
    if rows:
        session.connection().execute(statement, rows)
