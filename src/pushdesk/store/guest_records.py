"""What the venue keeps of a guest, and which tables hold it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Table, select, update
from sqlalchemy.orm import Session

from pushdesk.store import own_ids, tables
from pushdesk.store.own_ids import OwnField, OwnId

# Whose deliveries, visits and consents those of erased guests are; no Pushed ID looks like this.
ANYBODY = "ERASED"
TAIL = 5


@dataclass(frozen=True)
class GuestRecord:
    """`proven_at` tells since when the e-mail address is known to be the guest's own.

    `country` as in ISO 3166-1 alpha-2, empty where it is not known.
    """

    id: int
    pushed_id: str
    name: str
    language: str
    country: str
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
        row.country,
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


def set_country(session: Session, guest_id: int, country: str) -> None:
    _change(session, guest_id, country=country)


def _change(session: Session, guest_id: int, **values: object) -> None:
    session.execute(update(tables.Guest).where(tables.Guest.id == guest_id).values(**values))


def of_a_guest() -> list[Table]:
    """Every table whose rows belong to a guest."""
    return [table for table in tables.Base.metadata.sorted_tables if "guest_id" in table.c]
