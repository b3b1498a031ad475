"""A day after the visit its words are forgotten; idle guests are, who are no regulars."""

from datetime import timedelta

from pushdesk.domain.events import GuestChanged
from pushdesk.domain.requests import Request
from pushdesk.domain.targets import App
from pushdesk.services import (
    audiences,
    audits,
    erasure,
    forgetting,
    guests,
    messages,
    preferences,
    quotes,
    receipts,
    replies,
    visits,
    waiting_list,
)
from pushdesk.services.forgetting import Forgotten
from pushdesk.services.receipts import Receipt
from pushdesk.services.replies import Reply
from pushdesk.services.waiting_list import Party
from pushdesk.settings import FORGET_HOURS, IDLE_DAYS
from tests.house import House, a_subscription

DAY = timedelta(days=1)
TEN = timedelta(minutes=10)


def with_a_phone(house: House) -> int:
    return guests.by_pass(house.ctx, house.guest(house.channel()).token).guest.id


def a_visit(house: House, guest: int | None) -> int:
    row = waiting_list.add(house.ctx, Party(guest, "Mia", notes=("Patio",), quote_minutes=10))
    visits.notify(house.ctx, row.guest_id, TEN)
    replies.answer(house.ctx, row.guest_id, Reply.COMING)
    visits.seat(house.ctx, row.guest_id)
    return row.guest_id


def settle(house: House) -> Forgotten:
    done = forgetting.forget(house.ctx)
    assert not forgetting.forget(house.ctx).any
    return done


def test_the_words_of_a_visit_go_and_its_numbers_stay(house: House) -> None:
    guest = a_visit(house, with_a_phone(house))
    house.clock.advance(DAY)
    assert not forgetting.forget(house.ctx).any
    house.clock.advance(timedelta(seconds=1))
    assert settle(house) == Forgotten(visits=1, names=1)
    held = erasure.export_json(house.ctx, guest)
    assert "Patio" not in held
    assert "Mia" not in held
    assert [quoted.quoted for quoted in quotes.compared(house.ctx)] == [10]
    assert guests.card(house.ctx, guest).guest.name == ""
    assert house.heard(GuestChanged)[-1] == GuestChanged(guest)
    assert {deed.guest for deed in audits.recent(house.ctx)} == {""}


def test_who_came_without_a_phone_is_erased(house: House) -> None:
    a_visit(house, None)
    house.clock.advance(DAY + TEN)
    assert settle(house).guests == 1
    assert len(quotes.compared(house.ctx)) == 1


def test_a_regular_keeps_the_name(house: House) -> None:
    guest = a_visit(house, with_a_phone(house))
    audiences.create(house.ctx, "Regulars")
    audiences.add(house.ctx, "Regulars", guest)
    house.clock.advance(60 * DAY)
    assert settle(house) == Forgotten(visits=1)
    assert guests.card(house.ctx, guest).guest.name == "Mia"


def test_who_waits_is_not_forgotten(house: House) -> None:
    row = waiting_list.add(house.ctx, Party(name="Mia", notes=("Patio",)))
    house.clock.advance(60 * DAY)
    assert not forgetting.forget(house.ctx).any
    assert waiting_list.row(house.ctx, row.guest_id).notes == ("Patio",)


def test_the_idle_are_forgotten(house: House) -> None:
    with_a_phone(house)
    house.clock.advance(30 * DAY)
    assert not forgetting.forget(house.ctx).any
    house.clock.advance(TEN)
    assert settle(house) == Forgotten(guests=1)


def test_who_opens_what_is_sent_is_not_idle(house: House) -> None:
    guest = with_a_phone(house)
    house.clock.advance(29 * DAY)
    messages.send(house.ctx, Request((App(),), title="Hello"))
    token = house.ctx.receipts.sign(guests.card(house.ctx, guest).progress[0].delivery_id)
    receipts.record(house.ctx, token, Receipt.OPENED)
    house.clock.advance(2 * DAY)
    assert not forgetting.forget(house.ctx).any


def test_who_comes_back_while_others_are_forgotten_stays(house: House) -> None:
    with_a_phone(house)
    browser = a_subscription()
    channel = house.channel()
    late = guests.by_pass(house.ctx, house.guest(channel, browser).token).guest.id
    house.clock.advance(31 * DAY)

    def comes_back(event: object) -> None:
        if isinstance(event, GuestChanged) and event.guest_id != late:
            house.guest(channel, browser)

    house.ctx.bus.subscribe(comes_back)
    assert forgetting.forget(house.ctx).guests == 1
    assert guests.card(house.ctx, late).reachable


def test_the_owner_may_want_neither(house: House) -> None:
    preferences.put(house.ctx, FORGET_HOURS, "0")
    preferences.put(house.ctx, IDLE_DAYS, "0")
    a_visit(house, with_a_phone(house))
    house.clock.advance(400 * DAY)
    assert not forgetting.forget(house.ctx).any


def test_in_batches(house: House) -> None:
    for _ in range(5):
        with_a_phone(house)
    house.clock.advance(31 * DAY)
    assert [forgetting.forget(house.ctx, 2).guests for _ in range(4)] == [2, 2, 1, 0]


def test_two_who_wait_can_both_be_erased(house: House) -> None:
    for name in ("Mia", "Ada"):
        guest = waiting_list.add(house.ctx, Party(with_a_phone(house), name, notes=(name,)))
        erasure.erase(house.ctx, guest.guest_id)
    assert waiting_list.floor(house.ctx).rows == ()
    assert {one.title for one in messages.recent(house.ctx)} == {""}
