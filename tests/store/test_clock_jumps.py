"""The clock is set back while parties wait: no hold and no quote gets longer by the jump."""

from datetime import timedelta

import pytest

from pushdesk.services import page_receipts, visits, waiting_list
from pushdesk.services.waiting_list import Party, Row
from pushdesk.store import clock_jumps
from tests.house import House

HOLD = timedelta(minutes=10)
FIVE = timedelta(minutes=5)
LEASE = timedelta(seconds=20)
JUMP = timedelta(hours=1)


def an_evening(house: House) -> tuple[Row, Row]:
    """Mia has been called five minutes ago, Noah waits since then."""
    mia = waiting_list.add(house.ctx, Party(name="Mia", quote_minutes=20))
    house.clock.advance(timedelta(seconds=1))
    noah = waiting_list.add(house.ctx, Party(name="Noah", quote_minutes=20))
    visits.notify(house.ctx, mia.guest_id, HOLD)
    house.clock.advance(FIVE)
    return mia, noah


def set_back(house: House, by: timedelta, *, seen: bool = True) -> None:
    house.clock.advance(-by)
    now = house.clock.now()
    with house.ctx.store.write() as session:
        if seen:
            clock_jumps.clock_set_back(session, now, LEASE, by)
        else:
            clock_jumps.clock_was_set_back(session, now, LEASE)


def held(house: House, row: Row) -> timedelta:
    until = waiting_list.row(house.ctx, row.guest_id).hold_until
    assert until is not None
    return until - house.clock.now()


def quoted(house: House, row: Row) -> timedelta:
    until = waiting_list.row(house.ctx, row.guest_id).quoted_until
    assert until is not None
    return until - house.clock.now()


def test_the_pages_word_stays_as_long_after_the_call(house: House) -> None:
    mia, _noah = an_evening(house)
    call = waiting_list.row(house.ctx, mia.guest_id).called_at
    assert call is not None
    page_receipts.record(house.ctx, mia.guest_id, call)
    set_back(house, JUMP)
    moved = waiting_list.row(house.ctx, mia.guest_id)
    assert moved.page_shown_at is not None
    assert moved.called_at is not None
    assert moved.page_shown_at - moved.called_at == FIVE


@pytest.mark.parametrize("times", [1, 2], ids=["once", "by two processes"])
def test_what_was_left_is_left(house: House, times: int) -> None:
    mia, noah = an_evening(house)
    set_back(house, JUMP)
    for _again in range(1, times):
        with house.ctx.store.write() as session:
            clock_jumps.clock_set_back(session, house.clock.now(), LEASE, JUMP)
    assert held(house, mia) == FIVE
    assert quoted(house, noah) == timedelta(minutes=15)
    assert [row.name for row in waiting_list.every(house.ctx)] == ["Mia", "Noah"]


def test_a_jump_that_nobody_saw_gives_the_whole_hold_and_no_more(house: House) -> None:
    mia, noah = an_evening(house)
    set_back(house, JUMP, seen=False)
    assert held(house, mia) == HOLD
    assert quoted(house, noah) == timedelta(minutes=20)
    assert [row.name for row in waiting_list.every(house.ctx)] == ["Mia", "Noah"]


def test_a_small_jump_lengthens_by_itself_at_the_most(house: House) -> None:
    mia, _noah = an_evening(house)
    set_back(house, timedelta(minutes=2))
    assert held(house, mia) == FIVE + timedelta(minutes=2)
