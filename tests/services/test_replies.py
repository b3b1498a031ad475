"""What the guest says, and what the desk sees of it."""

from datetime import timedelta

import pytest

from pushdesk.domain.deliveries import DeliveryState
from pushdesk.domain.events import DeliveryChanged, VisitChanged
from pushdesk.domain.requests import Request
from pushdesk.domain.targets import App
from pushdesk.domain.visits import State
from pushdesk.errors import Refused, UserError
from pushdesk.services import events, guests, messages, receipts, replies, visits, waiting_list
from pushdesk.services.receipts import Receipt
from pushdesk.services.replies import Reply
from pushdesk.services.waiting_list import Party
from tests.house import House

TEN = timedelta(minutes=10)


def listed(house: House) -> int:
    guest = guests.by_pass(house.ctx, house.guest(house.channel()).token).guest.id
    return waiting_list.add(house.ctx, Party(guest, quote_minutes=20)).guest_id


def called(house: House) -> int:
    guest = listed(house)
    visits.notify(house.ctx, guest, TEN)
    delivery = guests.card(house.ctx, guest).progress[0].delivery_id
    receipts.record(house.ctx, house.ctx.receipts.sign(delivery), Receipt.SHOWN)
    return guest


def test_on_my_way(house: House) -> None:
    guest = called(house)
    replies.answer(house.ctx, guest, Reply.COMING)
    row = waiting_list.row(house.ctx, guest)
    assert (row.state, row.answer, row.call_name) == (State.COMING, "coming", False)
    assert row.progress is not None
    assert row.progress.state is DeliveryState.ANSWERED
    assert house.heard(VisitChanged)[-1] == VisitChanged(guest)
    assert isinstance(house.heard(DeliveryChanged)[-1], DeliveryChanged)
    said = events.of_guest(house.ctx, guest)[0]
    assert (said.name, said.properties["reply"], said.source) == ("answered", "coming", "guest")


def test_five_more_minutes_are_given_once_a_call(house: House) -> None:
    guest = called(house)
    for _ in range(3):
        replies.answer(house.ctx, guest, Reply.LATER)
    row = waiting_list.row(house.ctx, guest)
    assert row.state is State.LATER
    assert row.hold_until == house.clock.now() + timedelta(minutes=15)
    house.clock.advance(timedelta(seconds=15))
    visits.notify(house.ctx, guest, TEN)
    again = waiting_list.row(house.ctx, guest)
    assert (again.state, again.answer) == (State.CALLED, "")


def test_yesterdays_notification_changes_nothing_today(house: House) -> None:
    guest = called(house)
    old = guests.card(house.ctx, guest).progress[0].delivery_id
    visits.seat(house.ctx, guest)
    house.clock.advance(timedelta(days=1))
    waiting_list.add(house.ctx, Party(guest))
    with pytest.raises(Refused, match="earlier visit"):
        replies.answer(house.ctx, guest, Reply.CANCEL, old)
    assert waiting_list.row(house.ctx, guest).state is State.WAITING


def test_no_other_message_counts_as_answered(house: House) -> None:
    guest = called(house)
    sent = messages.send(house.ctx, Request((App(),), title="Hello"))
    other = guests.card(house.ctx, guest).progress[0].delivery_id
    with pytest.raises(Refused, match="earlier visit"):
        replies.answer(house.ctx, guest, Reply.COMING, other)
    assert DeliveryState.ANSWERED not in messages.status(house.ctx, sent.id).counts


def test_who_is_not_called_has_nothing_to_answer(house: House) -> None:
    guest = listed(house)
    for reply in (Reply.COMING, Reply.LATER):
        with pytest.raises(Refused, match="not ready yet"):
            replies.answer(house.ctx, guest, reply)
    replies.leave_list(house.ctx, guest)
    assert waiting_list.row(house.ctx, guest).state is State.CANCELLED
    with pytest.raises(Refused, match="You have cancelled"):
        replies.answer(house.ctx, guest, Reply.COMING)


def test_a_request_that_is_withdrawn_is_gone(house: House) -> None:
    row = waiting_list.add(house.ctx, Party(name="Mia", source="page"))
    replies.leave_list(house.ctx, row.guest_id)
    assert waiting_list.floor(house.ctx).rows == ()


def test_the_size_may_change_until_the_call(house: House) -> None:
    guest = listed(house)
    replies.change_size(house.ctx, guest, 5)
    assert waiting_list.row(house.ctx, guest).lane == "5–6"
    with pytest.raises(UserError, match="no party"):
        replies.change_size(house.ctx, guest, 0)
    visits.notify(house.ctx, guest, TEN)
    with pytest.raises(Refused, match="can't be changed"):
        replies.change_size(house.ctx, guest, 2)


def test_warned_once_when_near(house: House) -> None:
    first, second = (waiting_list.add(house.ctx, Party(name=name)).guest_id for name in "AB")
    guest = listed(house)
    replies.warn_me(house.ctx, guest, 1)
    replies.warn_near(house.ctx)
    titles = [one.title for one in guests.card(house.ctx, guest).progress]
    assert titles == ["You are on the list"]
    visits.seat(house.ctx, first)
    for _ in range(2):
        replies.warn_near(house.ctx)
    titles = [one.title for one in guests.card(house.ctx, guest).progress]
    assert titles == ["It is almost your turn", "You are on the list"]
    visits.seat(house.ctx, second)
    replies.warn_near(house.ctx)
    assert len(guests.card(house.ctx, guest).progress) == 2
    with pytest.raises(UserError):
        replies.warn_me(house.ctx, guest, 10)
