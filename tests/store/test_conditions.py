"""Conditions as the database answers them: events within a time, and countries."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy import text as sql

from pushdesk.domain.conditions import All, Condition, Country, Happened, Not
from pushdesk.services import guest_records, guests
from pushdesk.store import Session, Store, conditions, tables
from tests.house import House


@pytest.fixture
def people(house: House, store: Store) -> House:
    """Anna bought today and ten days ago, Ben ten days ago, Cleo never and lives in Austria."""
    channel = house.channel()
    ids: dict[str, int] = {}
    for name in ("Anna", "Ben", "Cleo"):
        found = guests.find(house.ctx, house.guest(channel).pushed_id)
        guests.rename(house.ctx, found.id, name)
        ids[name] = found.id
    guest_records.set_country(house.ctx, ids["Cleo"], "AT")
    with store.write() as session:
        for name, days in (("Anna", 0), ("Anna", 10), ("Ben", 10)):
            _happened(session, ids[name], "bought", house, days)
        _happened(session, ids["Cleo"], "looked", house, 1)
    return house


def found(house: House, condition: Condition) -> str:
    guest = tables.Guest
    with house.ctx.store.read() as session:
        holds = conditions.matching(condition, guest.id, house.clock.now())
        return " ".join(session.scalars(select(guest.name).where(holds).order_by(guest.name)))


@pytest.mark.parametrize(
    ("condition", "names"),
    [
        (Happened("bought"), "Anna Ben"),
        (Happened("bought", 3), "Anna"),
        (Happened("bought", 10), "Anna Ben"),
        (Not(Happened("bought")), "Cleo"),
        (Not(Happened("bought", 3)), "Ben Cleo"),
        (All((Not(Happened("bought", 3)), Happened("bought"))), "Ben"),
        (Country("AT"), "Cleo"),
        (Not(Country("AT")), "Anna Ben"),
    ],
)
def test_row_14_events_and_their_absence(people: House, condition: Condition, names: str) -> None:
    assert found(people, condition) == names


def test_an_event_is_looked_up_guest_by_guest(people: House, store: Store) -> None:
    with store.read() as session:
        holds = conditions.matching(Happened("bought", 3), tables.Guest.id, people.clock.now())
        query = select(tables.Guest.id).where(holds)
        written = query.compile(session.get_bind(), compile_kwargs={"literal_binds": True})
        plan = [row.detail for row in session.execute(sql(f"EXPLAIN QUERY PLAN {written}"))]
    assert any("ix_event_guest (guest_id=? AND name=? AND at>?)" in step for step in plan), plan


def _happened(session: Session, guest_id: int, name: str, house: House, days: int) -> None:
    at = house.clock.now() - timedelta(days=days)
    session.add(
        tables.Event(guest_id=guest_id, name=name, properties="{}", source="desk", depth=0, at=at)
    )
