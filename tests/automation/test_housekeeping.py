"""Once an hour, by a clock that has gone on quietly for a while."""

import logging
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from pushdesk.automation.housekeeping import EVERY, JUMP, SOON, STEADY, Housekeeping
from pushdesk.services import guests, visits, waiting_list
from pushdesk.services.waiting_list import Party
from pushdesk.store import tables
from tests.house import House

YEAR = timedelta(days=365)


def goes_on(house: House, keeping: Housekeeping, span: timedelta) -> None:
    """As automation does: it looks every few moments."""
    while span > timedelta(0):
        step = min(span, JUMP)
        house.clock.advance(step)
        keeping.work()
        span -= step


def test_hourly_and_without_names(house: House, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    row = waiting_list.add(house.ctx, Party(name="Mia"))
    visits.seat(house.ctx, row.guest_id)
    house.clock.advance(timedelta(days=2))
    keeping = Housekeeping(house.ctx)
    assert keeping.work() == house.clock.now() + STEADY
    goes_on(house, keeping, STEADY)
    assert keeping.work() == house.clock.now() + SOON
    goes_on(house, keeping, SOON)
    assert keeping.work() == house.clock.now() + EVERY
    assert "Forgotten: the words of 1 visits" in caplog.text
    assert "Mia" not in caplog.text


def test_nobody_is_forgotten_by_a_clock_that_is_wrong_for_a_while(house: House) -> None:
    guest = guests.by_pass(house.ctx, house.guest(house.channel()).token).guest.id
    keeping = Housekeeping(house.ctx)
    keeping.work()
    goes_on(house, keeping, EVERY)
    house.clock.advance(5 * YEAR)
    keeping.work()
    goes_on(house, keeping, STEADY - SOON)
    Housekeeping(house.ctx).work()
    house.clock.advance(-5 * YEAR)
    keeping.work()
    goes_on(house, keeping, EVERY)
    assert guests.card(house.ctx, guest).reachable


def test_a_clock_that_is_set_back_stops_nothing(house: House) -> None:
    keeping = Housekeeping(house.ctx)
    keeping.work()
    house.clock.advance(timedelta(days=-3))
    assert keeping.work() == house.clock.now() + STEADY


def test_the_list_is_read_by_its_own_index_after_many_evenings(house: House) -> None:
    for _ in range(60):
        row = waiting_list.add(house.ctx, Party(name="Mia"))
        visits.seat(house.ctx, row.guest_id)
    waiting_list.add(house.ctx, Party(name="Mia"))
    keeping = Housekeeping(house.ctx)
    keeping.work()
    goes_on(house, keeping, STEADY)
    who_waits = select(tables.Visit.id).where(tables.Visit.ended_at.is_(None))
    by_place = who_waits.order_by(tables.Visit.opened_at, tables.Visit.id)
    with house.ctx.store.read() as session:
        plan = session.execute(text(f"EXPLAIN QUERY PLAN {by_place}")).all()
    assert "uq_visit_open" in plan[0][3]
