"""Guests found as one types, each question by an index."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, literal_column, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from pushdesk.domain import pushed_id
from pushdesk.store import own_ids, tables
from pushdesk.store.guest_records import ANYBODY, TAIL

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
