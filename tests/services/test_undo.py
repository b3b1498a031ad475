"""Everything can be taken back, unless somebody has changed it since."""

from datetime import timedelta

import pytest

from pushdesk.domain.deliveries import DeliveryState
from pushdesk.domain.visits import State
from pushdesk.errors import NotFound, Refused
from pushdesk.services import delays, guests, messages, replies, undo, visits, waiting_list
from pushdesk.services.replies import Reply
from pushdesk.services.waiting_list import Party, Row
from pushdesk.store import outcomes
from tests.house import House

TEN = timedelta(minutes=10)


def with_a_phone(house: House) -> int:
    return guests.by_pass(house.ctx, house.guest(house.channel()).token).guest.id


def waiting(house: House) -> Row:
    return waiting_list.add(house.ctx, Party(with_a_phone(house), "Mia"))


def test_a_call_that_has_not_left_never_leaves(house: House) -> None:
    row = waiting(house)
    call = visits.notify(house.ctx, row.guest_id, TEN)
    assert call.correction
    assert undo.undo(house.ctx, call.change_id) == "Taken back."
    back = waiting_list.row(house.ctx, row.guest_id)
    assert (back.state, back.times_called, back.hold_until) == (State.WAITING, 0, None)
    assert messages.status(house.ctx, call.message_id).counts == {}
    assert visits.notify(house.ctx, row.guest_id, TEN).times == 1


def test_a_call_that_is_out_can_be_corrected(house: House) -> None:
    row = waiting(house)
    call = visits.notify(house.ctx, row.guest_id, TEN)
    shown(house, row.guest_id)
    undo.undo(house.ctx, call.change_id)
    visits.correct(house.ctx, row.guest_id)
    assert guests.card(house.ctx, row.guest_id).progress[0].title == "Not yet, sorry"


def shown(house: House, guest: int) -> None:
    delivery = guests.card(house.ctx, guest).progress[0].delivery_id
    with house.ctx.store.write() as session:
        outcomes.receipt(session, delivery, DeliveryState.SHOWN, house.clock.now())


def test_a_call_to_who_was_on_no_list_ends_as_if_it_had_never_been(house: House) -> None:
    guest = with_a_phone(house)
    call = visits.notify(house.ctx, guest, TEN)
    undo.undo(house.ctx, call.change_id)
    assert waiting_list.floor(house.ctx).rows == ()


def test_adding_and_editing(house: House) -> None:
    row = waiting(house)
    edited = waiting_list.edit(
        house.ctx, row.guest_id, size=4, name="Ada", notes=["Patio"], quote_minutes=30
    )
    changed = waiting_list.row(house.ctx, row.guest_id)
    assert (changed.size, changed.name, changed.notes) == (4, "Ada", ("Patio",))
    undo.undo(house.ctx, edited.change_id)
    back = waiting_list.row(house.ctx, row.guest_id)
    assert (back.size, back.name, back.notes) == (2, "Mia", ())
    assert back.quoted_until == row.quoted_until
    undo.undo(house.ctx, row.change_id)
    assert waiting_list.floor(house.ctx).rows == ()


def test_every_end(house: House) -> None:
    guest = waiting(house).guest_id
    for end in (visits.seat, visits.no_show, visits.leave, visits.release):
        undo.undo(house.ctx, end(house.ctx, guest).change_id)
        assert waiting_list.row(house.ctx, guest).state is State.WAITING


def test_the_guest_has_answered_meanwhile(house: House) -> None:
    guest = waiting(house).guest_id
    call = visits.notify(house.ctx, guest, TEN)
    replies.answer(house.ctx, guest, Reply.COMING)
    with pytest.raises(Refused, match="changed it since"):
        undo.undo(house.ctx, call.change_id)


def test_the_guest_is_on_the_list_again(house: House) -> None:
    guest = waiting(house).guest_id
    seated = visits.seat(house.ctx, guest)
    waiting_list.add(house.ctx, Party(guest))
    with pytest.raises(Refused, match="changed it since"):
        undo.undo(house.ctx, seated.change_id)


def test_once_and_in_time(house: House) -> None:
    guest = waiting(house).guest_id
    seated = visits.seat(house.ctx, guest)
    undo.undo(house.ctx, seated.change_id)
    with pytest.raises(Refused, match="already"):
        undo.undo(house.ctx, seated.change_id)
    left = visits.leave(house.ctx, guest)
    house.clock.advance(timedelta(seconds=16))
    with pytest.raises(Refused, match="too late"):
        undo.undo(house.ctx, left.change_id)
    with pytest.raises(NotFound):
        undo.undo(house.ctx, 10**6)


def test_a_delay_for_everyone_is_taken_back_before_it_is_said(house: House) -> None:
    row = waiting(house)
    other = waiting_list.add(house.ctx, Party(name="Ada", quote_minutes=20))
    late = delays.late(house.ctx, 10, None)
    visits.seat(house.ctx, other.guest_id)
    assert undo.undo(house.ctx, late.change_id) == "Taken back."
    back = waiting_list.row(house.ctx, row.guest_id)
    assert (back.quoted_until, back.quote_reason) == (row.quoted_until, "")
    said = [one.title for one in guests.card(house.ctx, row.guest_id).progress]
    assert "It takes a little longer" not in said
