"""What is decided about a message while others are sent, and at the ends of the calendar."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from pushdesk.domain.requests import Purpose, Request
from pushdesk.domain.targets import App
from pushdesk.errors import UserError
from pushdesk.services import broadcasts, drafts, guests, messages, preferences, statistics
from pushdesk.settings import NEWS_PER_WEEK
from tests.house import House

DAMAGED = "\ud800"


def test_row_26_two_who_send_news_at_once_keep_to_the_cap_together(house: House) -> None:
    guest = guests.by_pass(house.ctx, house.guest(house.channel()).token).guest.id
    house.tick(guest)
    preferences.put(house.ctx, NEWS_PER_WEEK, "1")

    def send(number: int) -> bool:
        request = Request((App(),), title=f"Number {number}", purpose=Purpose.NEWS)
        try:
            messages.send(house.ctx, request)
        except UserError:
            return False
        return True

    with ThreadPoolExecutor(8) as desks:
        assert sum(desks.map(send, range(8))) == 1


@pytest.mark.parametrize("ttl", [timedelta.min, timedelta(0), timedelta.max])
def test_no_validity_is_beyond_the_calendar(house: House, ttl: timedelta) -> None:
    house.guest(house.channel())
    with pytest.raises(UserError):
        messages.send(house.ctx, Request((App(),), title="Hello", ttl=ttl))


@pytest.mark.parametrize("day", [date.min, date.max])
def test_row_27_no_day_is_beyond_the_calendar(house: House, day: date) -> None:
    with pytest.raises(UserError, match="no days"):
        statistics.over(house.ctx, day, day)
    with pytest.raises(UserError, match="no days"):
        statistics.messages(house.ctx, day=day)


def test_half_a_character_is_in_no_name(house: House) -> None:
    for ask in (messages.status, broadcasts.cancel, drafts.get, statistics.of_message):
        with pytest.raises(UserError, match="damaged"):
            ask(house.ctx, DAMAGED)
