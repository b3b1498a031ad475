"""A wrong call is put right for as long as it stands; who has left comes back for two hours."""

from datetime import timedelta

import pytest

from pushdesk.domain.deliveries import DeliveryState
from pushdesk.domain.visits import Outcome, State
from pushdesk.errors import Refused
from pushdesk.services import (
    guests,
    live,
    messages,
    recalls,
    replies,
    undo,
    visits,
    waiting_list,
)
from pushdesk.services.replies import Reply
from pushdesk.services.waiting_list import Party
from pushdesk.store import outcomes
from tests.house import House

TEN = timedelta(minutes=10)


def with_a_phone(house: House, name: str) -> tuple[int, str]:
    """On the list; the guest and the token of the own page."""
    token = house.guest(house.channel()).token
    guest = guests.by_pass(house.ctx, token).guest.id
    waiting_list.add(house.ctx, Party(guest, name, quote_minutes=10))
    return guest, token


def sent(house: House, guest: int, state: DeliveryState = DeliveryState.SHOWN) -> None:
    delivery = guests.card(house.ctx, guest).progress[0].delivery_id
    with house.ctx.store.write() as session:
        outcomes.receipt(session, delivery, state, house.clock.now())


@pytest.mark.parametrize("answer", [None, Reply.COMING, Reply.LATER])
def test_a_wrong_call_long_ago_leads_back_to_the_old_place(
    house: House, answer: Reply | None
) -> None:
    guest, token = with_a_phone(house, "Mia")
    with_a_phone(house, "Ada")
    visits.notify(house.ctx, guest, TEN)
    sent(house, guest)
    if answer is not None:
        replies.answer(house.ctx, guest, answer)
    house.clock.advance(timedelta(minutes=7))
    done = recalls.correct(house.ctx, guest)
    assert done.sentence == "Mia waits again, and is told that the call was a mistake."
    seen = live.live(house.ctx, token)
    assert (seen.state, seen.position, seen.answer) == ("close", 1, "")
    assert (seen.called_at, seen.hold_until, seen.times_called) == (None, None, 0)
    assert [row.name for row in waiting_list.floor(house.ctx).rows] == ["Mia", "Ada"]
    assert guests.card(house.ctx, guest).progress[0].title == "Not yet, sorry"


def test_a_call_that_has_not_left_needs_no_correction(house: House) -> None:
    guest, _token = with_a_phone(house, "Mia")
    call = visits.notify(house.ctx, guest, TEN)
    assert recalls.correct(house.ctx, guest).sentence == "Mia waits again."
    assert messages.status(house.ctx, call.message_id).counts == {}
    assert visits.notify(house.ctx, guest, TEN).times == 1


def test_who_was_called_by_name_waits_again(house: House) -> None:
    row = waiting_list.add(house.ctx, Party(name="Mia"))
    visits.notify(house.ctx, row.guest_id, TEN)
    assert recalls.correct(house.ctx, row.guest_id).sentence == "Mia waits again."
    assert waiting_list.row(house.ctx, row.guest_id).state is State.WAITING


def test_a_correction_is_taken_back_itself(house: House) -> None:
    guest, _token = with_a_phone(house, "Mia")
    call = visits.notify(house.ctx, guest, TEN)
    sent(house, guest)
    done = recalls.correct(house.ctx, guest)
    undo.undo(house.ctx, done.change_id)
    back = waiting_list.row(house.ctx, guest)
    assert (back.state, back.hold_until) == (State.CALLED, call.hold_until)
    assert guests.card(house.ctx, guest).progress[0].message_id == call.message_id


def test_who_was_not_called_has_nothing_to_correct(house: House) -> None:
    guest, _token = with_a_phone(house, "Mia")
    with pytest.raises(Refused, match="nothing to correct"):
        recalls.correct(house.ctx, guest)


def test_the_recent_ones_are_those_who_can_come_back(house: House) -> None:
    mia, ada, eve, leo = (with_a_phone(house, name)[0] for name in ("Mia", "Ada", "Eve", "Leo"))
    visits.leave(house.ctx, eve)
    house.clock.advance(timedelta(hours=2, seconds=1))
    visits.no_show(house.ctx, mia)
    house.clock.advance(timedelta(minutes=1))
    visits.seat(house.ctx, ada)
    visits.leave(house.ctx, leo)
    recalls.recall(house.ctx, leo)
    listed = [(one.name, one.outcome) for one in recalls.recent(house.ctx)]
    assert listed == [("Ada", Outcome.SEATED), ("Mia", Outcome.NO_SHOW)]
    for one in recalls.recent(house.ctx):
        recalls.recall(house.ctx, one.guest_id)
    assert recalls.recent(house.ctx) == []
    waiting_list.add(house.ctx, Party(eve))
    assert [row.name for row in waiting_list.floor(house.ctx).rows] == ["Mia", "Ada", "Leo", "Eve"]


def test_who_has_just_left_is_found_as_on_the_list(house: House) -> None:
    guest, _token = with_a_phone(house, "Mia Otter")
    with_a_phone(house, "Ada")
    assert recalls.find(house.ctx, "mia") == []
    visits.seat(house.ctx, guest)
    assert [one.name for one in recalls.find(house.ctx, " OTT ")] == ["Mia Otter"]
    assert recalls.find(house.ctx, "ada") == []
    house.clock.advance(timedelta(hours=2, seconds=1))
    assert recalls.find(house.ctx, "mia") == []
