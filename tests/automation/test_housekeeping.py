"""Once an hour, and at once when the house opens."""

import logging
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from pushdesk.automation.housekeeping import EVERY, Housekeeping
from pushdesk.services import visits, waiting_list
from pushdesk.services.waiting_list import Party
from pushdesk.store import tables
from tests.house import House


def test_hourly_and_without_names(house: House, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    row = waiting_list.add(house.ctx, Party(name="Mia"))
    visits.seat(house.ctx, row.guest_id)
    keeping = Housekeeping(house.ctx)
    assert keeping.work() == house.clock.now() + EVERY
    house.clock.advance(timedelta(days=2))
    soon = keeping.work()
    assert soon is not None
    assert soon < house.clock.now() + EVERY
    assert keeping.work() == soon
    house.clock.advance(EVERY)
    assert keeping.work() == house.clock.now() + EVERY
    assert "Forgotten: the words of 1 visits" in caplog.text
    assert "Mia" not in caplog.text


def test_a_clock_that_is_set_back_stops_nothing(house: House) -> None:
    keeping = Housekeeping(house.ctx)
    keeping.work()
    house.clock.advance(timedelta(days=-3))
    assert keeping.work() == house.clock.now() + EVERY


def test_the_list_is_read_by_its_own_index_after_many_evenings(house: House) -> None:
    for _ in range(60):
        row = waiting_list.add(house.ctx, Party(name="Mia"))
        visits.seat(house.ctx, row.guest_id)
    waiting_list.add(house.ctx, Party(name="Mia"))
    Housekeeping(house.ctx).work()
    who_waits = select(tables.Visit.id).where(tables.Visit.ended_at.is_(None))
    by_place = who_waits.order_by(tables.Visit.opened_at, tables.Visit.id)
    with house.ctx.store.read() as session:
        plan = session.execute(text(f"EXPLAIN QUERY PLAN {by_place}")).all()
    assert "uq_visit_open" in plan[0][3]
