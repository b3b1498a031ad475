"""Running late: quotes move, and each is told once."""

from datetime import timedelta

import pytest

from pushdesk.errors import NotFound, UserError
from pushdesk.services import delays, guests, visits, waiting_list
from pushdesk.services.waiting_list import Party
from tests.house import House


def test_everyone_or_a_lane(house: House) -> None:
    guest = guests.by_pass(house.ctx, house.guest(house.channel()).token).guest.id
    two = waiting_list.add(house.ctx, Party(guest, size=2, quote_minutes=20))
    four = waiting_list.add(house.ctx, Party(name="B", size=4, quote_minutes=20))
    called = waiting_list.add(house.ctx, Party(name="C", quote_minutes=20))
    visits.notify(house.ctx, called.guest_id, timedelta(minutes=10))
    assert (delays.affected(house.ctx, None), delays.affected(house.ctx, "3–4")) == (2, 1)
    assert delays.late(house.ctx, 10, None).sentence == "2 parties wait 10 min more."
    assert delays.late(house.ctx, 5, "1–2").sentence == "1 party waits 5 min more."
    rows = {row.guest_id: row for row in waiting_list.floor(house.ctx).rows}
    assert rows[guest].quote_minutes == 35
    assert two.quoted_until is not None
    assert rows[guest].quoted_until == two.quoted_until + timedelta(minutes=15)
    assert rows[guest].quote_reason == "late"
    assert rows[four.guest_id].quote_minutes == 30
    assert rows[called.guest_id].quote_minutes == 20
    told = [one.body for one in guests.card(house.ctx, guest).progress[:2]]
    assert "about 5 min more" in told[0]
    assert "about 10 min more" in told[1]


def test_sooner_is_not_told(house: House) -> None:
    guest = guests.by_pass(house.ctx, house.guest(house.channel()).token).guest.id
    waiting_list.add(house.ctx, Party(guest, quote_minutes=5))
    delays.late(house.ctx, -10, None)
    row = waiting_list.row(house.ctx, guest)
    assert (row.quote_minutes, row.quoted_until) == (0, house.clock.now())
    assert len(guests.card(house.ctx, guest).progress) == 1


def test_what_is_no_delay(house: House) -> None:
    for minutes in (0, 121, -121):
        with pytest.raises(UserError):
            delays.late(house.ctx, minutes, None)
    with pytest.raises(NotFound, match="no lane"):
        delays.late(house.ctx, 5, "8–9")
