"""The venue's own numbers of its guests, in any number of systems, and its own fields."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from pushdesk.domain.guest_roster import OwnId
from pushdesk.store import tables

__all__ = ["FORMER_ID", "OwnField", "OwnId"]

# Where a merged guest's Pushed ID is kept, as an own ID: other programs may still know it.
FORMER_ID = "pushed_id"


@dataclass(frozen=True, order=True)
class OwnField:
    name: str
    value: str


def systems(session: Session) -> list[str]:
    """Each once; one look into the index for each, however many own IDs there are."""
    found: list[str] = []
    following = session.scalar(select(func.min(tables.OwnId.system)))
    while following is not None:
        found.append(following)
        following = session.scalar(
            select(func.min(tables.OwnId.system)).where(tables.OwnId.system > following)
        )
    return found


def field_names(session: Session) -> list[str]:
    return list(
        session.scalars(select(tables.OwnField.name).distinct().order_by(tables.OwnField.name))
    )


def holders(session: Session, own_ids: Collection[OwnId]) -> dict[OwnId, int]:
    """Who has which of them; system by system, because pairs make SQLite read the whole table."""
    values: dict[str, set[str]] = {}
    for own in own_ids:
        values.setdefault(own.system, set()).add(own.value)
    return {
        OwnId(system, value): guest_id
        for system, some in values.items()
        for value, guest_id in session.execute(
            select(tables.OwnId.value, tables.OwnId.guest_id).where(
                tables.OwnId.system == system, tables.OwnId.value.in_(some)
            )
        )
    }


def of_guests(session: Session, guest_ids: Collection[int]) -> list[tuple[int, OwnId]]:
    """Guest by guest, system by system."""
    rows = session.execute(
        select(tables.OwnId.guest_id, tables.OwnId.system, tables.OwnId.value)
        .where(tables.OwnId.guest_id.in_(guest_ids))
        .order_by(tables.OwnId.guest_id, tables.OwnId.system, tables.OwnId.id)
    )
    return [(guest_id, OwnId(system, value)) for guest_id, system, value in rows]


def fields_of(session: Session, guest_ids: Collection[int]) -> list[tuple[int, OwnField]]:
    """Guest by guest, name by name."""
    rows = session.execute(
        select(tables.OwnField.guest_id, tables.OwnField.name, tables.OwnField.value)
        .where(tables.OwnField.guest_id.in_(guest_ids))
        .order_by(tables.OwnField.guest_id, tables.OwnField.name)
    )
    return [(guest_id, OwnField(name, value)) for guest_id, name, value in rows]


def give(session: Session, guest_id: int, own_ids: Collection[OwnId]) -> None:
    """Nobody may have them yet."""
    if own_ids:
        session.execute(
            insert(tables.OwnId),
            [{"guest_id": guest_id, "system": o.system, "value": o.value} for o in own_ids],
        )


def take(session: Session, guest_id: int, system: str, value: str | None = None) -> None:
    """That one, or all that the guest has in the system."""
    which = [tables.OwnId.guest_id == guest_id, tables.OwnId.system == system]
    if value is not None:
        which.append(tables.OwnId.value == value)
    session.execute(delete(tables.OwnId).where(*which))


def note(session: Session, guest_id: int, fields: Collection[OwnField]) -> None:
    """Writes over what stood there."""
    for field in fields:
        session.merge(tables.OwnField(guest_id=guest_id, name=field.name, value=field.value))
    session.flush()


def forget(session: Session, guest_id: int, name: str) -> None:
    session.execute(
        delete(tables.OwnField).where(
            tables.OwnField.guest_id == guest_id, tables.OwnField.name == name
        )
    )
