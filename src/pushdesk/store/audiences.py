"""Audiences and who has been put into them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy import delete as delete_from
from sqlalchemy.orm import Session

from pushdesk.domain import conditions
from pushdesk.domain.conditions import Condition
from pushdesk.store import tables
from pushdesk.store.conditions import renamed, stored
from pushdesk.store.targeting import Sample


@dataclass(frozen=True)
class Audience:
    """Without a condition it is kept by hand, and has `members`, subscribed or not.

    `pixel_key` is None where no web site puts guests into it.
    """

    id: int
    name: str
    condition: Condition | None
    is_category: bool
    members: int
    pixel_key: str | None


def every(session: Session) -> list[Audience]:
    """By name."""
    member = tables.AudienceMember
    members = select(func.count()).where(member.audience_id == tables.Audience.id).scalar_subquery()
    rows = session.execute(select(tables.Audience, members).order_by(tables.Audience.name))
    return [_record(row, number) for row, number in rows]


def by_name(session: Session, name: str) -> Audience | None:
    return _one(session, tables.Audience.name == name)


def by_pixel_key(session: Session, key: str) -> Audience | None:
    return _one(session, tables.Audience.pixel_key == key)


def pixel_keys(session: Session) -> dict[str, str]:
    """By the audiences' names; only of those that have one."""
    audience = tables.Audience
    found = select(audience.name, audience.pixel_key).where(audience.pixel_key.is_not(None))
    return {name: key for name, key in session.execute(found) if key}


def set_pixel_key(session: Session, audience_id: int, key: str | None) -> None:
    session.execute(
        update(tables.Audience).where(tables.Audience.id == audience_id).values(pixel_key=key)
    )


def _one(session: Session, which: ColumnElement[bool]) -> Audience | None:
    row = session.scalars(select(tables.Audience).where(which)).first()
    if row is None:
        return None
    member = tables.AudienceMember
    members = session.scalar(select(func.count()).where(member.audience_id == row.id))
    return _record(row, members or 0)


def insert(session: Session, name: str, condition: Condition | None, at: datetime) -> None:
    text = conditions.to_json(condition) if condition else ""
    session.add(tables.Audience(name=name, condition=text, created_at=at))
    session.flush()


def rename(session: Session, old: str, new: str) -> None:
    """Also in the conditions that name it."""
    session.execute(update(tables.Audience).where(tables.Audience.name == old).values(name=new))
    for name, condition in stored(session).items():
        if condition is not None and renamed(condition, old, new) != condition:
            change(session, name, renamed(condition, old, new))


def change(session: Session, name: str, condition: Condition) -> None:
    session.execute(
        update(tables.Audience)
        .where(tables.Audience.name == name)
        .values(condition=conditions.to_json(condition))
    )


def delete(session: Session, audience_id: int) -> None:
    member = tables.AudienceMember
    session.execute(delete_from(member).where(member.audience_id == audience_id))
    session.execute(delete_from(tables.Audience).where(tables.Audience.id == audience_id))


def add(session: Session, audience_id: int, guest_id: int, source: str, at: datetime) -> None:
    """Who is in it already stays as they are."""
    if session.get(tables.AudienceMember, (audience_id, guest_id)) is None:
        session.add(
            tables.AudienceMember(
                audience_id=audience_id, guest_id=guest_id, since=at, source=source
            )
        )


def remove(session: Session, audience_id: int, guest_id: int) -> None:
    member = tables.AudienceMember
    session.execute(
        delete_from(member).where(member.audience_id == audience_id, member.guest_id == guest_id)
    )


def members(session: Session, audience_id: int, limit: int) -> list[Sample]:
    """The latest first."""
    guest, member = tables.Guest, tables.AudienceMember
    rows = session.execute(
        select(guest.id, guest.name, guest.pushed_id)
        .join(member, member.guest_id == guest.id)
        .where(member.audience_id == audience_id)
        .order_by(member.since.desc(), guest.id.desc())
        .limit(limit)
    )
    return [Sample(*row) for row in rows]


def _record(row: tables.Audience, number: int) -> Audience:
    condition = conditions.parse(row.condition) if row.condition else None
    return Audience(row.id, row.name, condition, row.is_category, number, row.pixel_key)
