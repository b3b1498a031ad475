"""What guests see: their own place, the board, the queue before they join."""

from datetime import timedelta

import pytest

from pushdesk.errors import NotFound
from pushdesk.services import delays, guests, live, replies, subscriptions, visits, waiting_list
from pushdesk.services.replies import Reply
from pushdesk.services.waiting_list import Party
from tests.house import House

TEN = timedelta(minutes=10)


def test_the_guests_page_follows_the_visit(house: House) -> None:
    token = house.guest(house.channel()).token
    guest = guests.by_pass(house.ctx, token).guest.id
    ada = waiting_list.add(house.ctx, Party(name="Ada")).guest_id

    def state() -> str:
        return live.live(house.ctx, token).state

    assert state() == "subscribed"
    waiting_list.add(house.ctx, Party(guest, "Mia", source="page"))
    assert state() == "pending"
    waiting_list.accept(house.ctx, guest, 20)
    seen = live.live(house.ctx, token)
    assert (seen.state, seen.lane, seen.ahead, seen.position) == ("waiting", "1–2", 1, 2)
    delays.late(house.ctx, 10, None)
    assert live.live(house.ctx, token).quote_reason == "late"
    visits.seat(house.ctx, ada)
    assert state() == "close"
    visits.notify(house.ctx, guest, TEN)
    seen = live.live(house.ctx, token)
    assert (seen.state, seen.can_answer, seen.position) == ("called", True, 0)
    assert seen.hold_until == seen.now + TEN
    replies.answer(house.ctx, guest, Reply.COMING)
    assert state() == "coming"
    visits.seat(house.ctx, guest)
    assert state() == "seated"
    house.clock.advance(timedelta(hours=2, seconds=1))
    assert state() == "subscribed"


def test_a_token_that_is_nobodys(house: House) -> None:
    with pytest.raises(NotFound):
        live.live(house.ctx, "nobody")


def test_who_left_the_channel_sees_the_place_all_the_same(house: House) -> None:
    token = house.guest(house.channel()).token
    waiting_list.add(house.ctx, Party(guests.by_pass(house.ctx, token).guest.id))
    subscriptions.leave(house.ctx, token)
    assert live.live(house.ctx, token).state == "close"


def test_the_board_never_shows_a_name(house: House) -> None:
    mia = waiting_list.add(house.ctx, Party(name="Mia Klein", place="T7"))
    fox = waiting_list.add(house.ctx, Party(name="Blue Fox 27"))
    waiting_list.add(house.ctx, Party(name="Ada"))
    visits.notify(house.ctx, mia.guest_id, TEN)
    house.clock.advance(TEN)
    visits.notify(house.ctx, fox.guest_id, TEN)
    board = live.board(house.ctx)
    assert [one.label for one in board.now_called] == ["Blue Fox 27", "Number 1"]
    assert [one.overdue for one in board.now_called] == [False, True]
    assert board.now_called[1].place == "T7"
    visits.seat(house.ctx, mia.guest_id)
    board = live.board(house.ctx)
    assert [one.label for one in board.recent] == ["Number 1"]
    assert len(board.now_called) == 1


def test_how_long_it_takes_before_one_joins(house: House) -> None:
    channel = house.channel("Dinner")
    waiting_list.add(house.ctx, Party(size=4))
    queue = live.queue(house.ctx, channel.alias)
    assert (queue.channel, queue.ahead) == ("Dinner", 1)
    assert [(lane.name, lane.ahead, lane.quote_minutes) for lane in queue.lanes] == [
        ("1–2", 0, 0),
        ("3–4", 1, 15),
        ("5–6", 0, 0),
        ("7+", 0, 0),
    ]
