"""Quotes from history: this hour of the week, else the lane, else who is ahead."""

from datetime import timedelta

from pushdesk.services import quotes, visits, waiting_list
from pushdesk.services.quotes import Suggestion
from pushdesk.services.waiting_list import Party
from tests.house import House

WEEK = timedelta(days=7)


def seated_after(house: House, minutes: int, size: int = 2) -> None:
    row = waiting_list.add(house.ctx, Party(name="A", size=size, quote_minutes=15))
    house.clock.advance(timedelta(minutes=minutes))
    visits.seat(house.ctx, row.guest_id)
    house.clock.advance(timedelta(minutes=-minutes))


def suggested(house: House, size: int = 2) -> Suggestion:
    return quotes.suggest(house.ctx, size, house.clock.now())


def test_the_same_hour_of_the_week(house: House) -> None:
    house.clock.advance(-WEEK)
    for minutes in (10, 20, 20, 30, 40):
        seated_after(house, minutes)
    house.clock.advance(WEEK)
    assert suggested(house) == Suggestion(20, 5)
    assert suggested(house, 4) == Suggestion(0, 0)


def test_the_lane_at_any_hour(house: House) -> None:
    house.clock.advance(-WEEK - timedelta(hours=5))
    for _ in range(5):
        seated_after(house, 33)
    house.clock.advance(WEEK + timedelta(hours=5))
    assert suggested(house) == Suggestion(35, 5)
    house.clock.advance(9 * WEEK)
    assert suggested(house) == Suggestion(0, 0)


def test_who_did_not_stay_tells_nothing(house: House) -> None:
    for _ in range(5):
        visits.leave(house.ctx, waiting_list.add(house.ctx, Party(name="A")).guest_id)
    waiting_list.add(house.ctx, Party(name="B"))
    assert suggested(house) == Suggestion(15, 0)


def test_said_and_come_side_by_side(house: House) -> None:
    seated_after(house, 22)
    (one,) = quotes.compared(house.ctx)
    assert (one.size, one.quoted, one.actual) == (2, 15, 22)
