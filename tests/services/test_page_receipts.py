"""The guest's open page has shown the call: what the desk, the board, undo and rules make of it."""

from datetime import datetime, timedelta

import pytest

from pushdesk.domain.events import EventRecorded
from pushdesk.domain.visits import State
from pushdesk.services import events, guests, live, page_receipts, replies, undo, visits
from pushdesk.services import waiting_list as desk
from pushdesk.services.replies import Reply
from pushdesk.services.waiting_list import Party, Row
from tests.house import House

TEN = timedelta(minutes=10)
LATER = timedelta(seconds=20)


@pytest.fixture
def guest(house: House) -> int:
    """Called by name: no phone rings."""
    guest_id = desk.add(house.ctx, Party(name="Ada")).guest_id
    visits.notify(house.ctx, guest_id, TEN)
    return guest_id


def with_a_phone(house: House) -> int:
    guest_id = guests.by_pass(house.ctx, house.guest(house.channel()).token).guest.id
    visits.notify(house.ctx, guest_id, TEN)
    return guest_id


def row(house: House, guest: int) -> Row:
    return desk.row(house.ctx, guest)


def shown(house: House, guest: int, call: datetime | None = None) -> None:
    moment = call or row(house, guest).called_at
    assert moment is not None
    page_receipts.record(house.ctx, guest, moment)


def test_nobody_has_to_call_the_name_then(house: House, guest: int) -> None:
    before = row(house, guest)
    assert (before.call_name, live.board(house.ctx).now_called[0].spoken) == (True, True)
    house.clock.advance(timedelta(seconds=2))
    shown(house, guest)
    after = row(house, guest)
    assert (after.call_name, after.page_shown_at) == (False, house.clock.now())
    assert desk.floor(house.ctx).unreached == 0
    assert not live.board(house.ctx).now_called[0].spoken


def test_a_phone_without_a_sign_is_no_matter_then(house: House) -> None:
    guest = with_a_phone(house)
    house.clock.advance(timedelta(minutes=1))
    assert row(house, guest).call_name
    shown(house, guest)
    assert not row(house, guest).call_name


def test_it_counts_once(house: House, guest: int) -> None:
    shown(house, guest)
    first = row(house, guest).page_shown_at
    house.clock.advance(LATER)
    shown(house, guest)
    assert row(house, guest).page_shown_at == first
    assert house.heard(EventRecorded).count(EventRecorded(guest, "shown")) == 1
    (event,) = (one for one in events.of_guest(house.ctx, guest) if one.name == "shown")
    visit = row(house, guest).visit_id
    assert (event.properties, event.source) == ({"visit": visit, "template": "ready"}, "page")


def test_each_call_waits_for_its_own_word(house: House, guest: int) -> None:
    first = row(house, guest).called_at
    shown(house, guest)
    house.clock.advance(LATER)
    visits.notify(house.ctx, guest, TEN)
    assert row(house, guest).call_name
    shown(house, guest, first)
    assert row(house, guest).page_shown_at is None
    shown(house, guest)
    assert not row(house, guest).call_name


def test_the_pages_word_keeps_no_call_from_being_undone(house: House) -> None:
    guest = desk.add(house.ctx, Party(name="Mia")).guest_id
    call = visits.notify(house.ctx, guest, TEN)
    first = row(house, guest).called_at
    shown(house, guest)
    undo.undo(house.ctx, call.change_id)
    assert (row(house, guest).state, row(house, guest).page_shown_at) == (State.WAITING, None)
    shown(house, guest, first)
    visits.notify(house.ctx, guest, TEN)
    assert row(house, guest).call_name


def test_who_has_answered_or_left_is_past_it(house: House, guest: int) -> None:
    call = row(house, guest).called_at
    replies.answer(house.ctx, guest, Reply.COMING)
    shown(house, guest)
    assert row(house, guest).page_shown_at is None
    visits.seat(house.ctx, guest)
    shown(house, guest, call)
    assert not house.heard(EventRecorded).count(EventRecorded(guest, "shown"))
