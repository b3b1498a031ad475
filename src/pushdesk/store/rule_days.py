"""Whose own field names a day."""

from datetime import date

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from pushdesk.domain import dates
from pushdesk.store import tables


def guests_with(field: str, day: date, *, yearly: bool) -> Select[int]:
    """The guests' ids; with `yearly`, whatever year the field has or leaves out."""
    own = tables.OwnField
    named = select(own.guest_id).where(own.name == field)
    if not yearly:
        return named.where(own.value == day.isoformat())
    ways = dates.texts(day)
    ends = (own.value.like(f"____-{way}") for way in ways)
    return named.where(or_(own.value.in_(ways), *ends))


def guest_ids(session: Session, field: str, day: date, limit: int, *, yearly: bool) -> list[int]:
    return list(session.scalars(guests_with(field, day, yearly=yearly).limit(limit)))
