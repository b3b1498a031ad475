"""“Table ready”: one call, its repeat, and the reasons for none."""

from datetime import timedelta

import pytest

from pushdesk.domain.deliveries import DeliveryState
from pushdesk.domain.events import MessageQueued, VisitChanged
from pushdesk.domain.visits import State
from pushdesk.errors import Refused, UserError
from pushdesk.services import (
    audits,
    events,
    guests,
    messages,
    replies,
    staff,
    subscriptions,
    visits,
    waiting_list,
)
from pushdesk.services.replies import Reply
from pushdesk.services.staff import Role
from pushdesk.services.waiting_list import Party
from tests.house import House

TEN = timedelta(minutes=10)


def guest_id(house: House) -> int:
    return guests.by_pass(house.ctx, house.guest(house.channel()).token).guest.id


def test_a_call_is_in_the_outbox_before_anybody_hears_of_it(house: House) -> None:
    guest = guest_id(house)
    call = visits.notify(house.ctx, guest, TEN)
    assert messages.status(house.ctx, call.message_id).counts == {DeliveryState.QUEUED: 1}
    assert house.heard(MessageQueued) == [MessageQueued(call.message_id)]
    assert call.hold_until == house.clock.now() + TEN
    (progress,) = guests.card(house.ctx, guest).progress
    assert progress.title == "Your table is ready"
    assert "for 10 min, until" in progress.body
    assert progress.expires_at == call.hold_until


def test_a_second_tap_in_the_rush_does_not_ring_twice(house: House) -> None:
    guest = guest_id(house)
    visits.notify(house.ctx, guest, TEN)
    with pytest.raises(Refused, match="a moment ago"):
        visits.notify(house.ctx, guest, TEN)
    assert len(guests.card(house.ctx, guest).progress) == 1


def test_calling_again_counts_and_keeps_the_visit(house: House) -> None:
    guest = guest_id(house)
    visits.notify(house.ctx, guest, TEN)
    house.clock.advance(timedelta(seconds=15))
    assert visits.notify(house.ctx, guest, TEN).times == 2
    card = guests.card(house.ctx, guest)
    assert card.progress[0].title == "Call 2: your table is ready"
    assert card.visit is not None
    assert card.visit.times_called == 2


def test_after_the_hold_the_visit_is_overdue_until_somebody_chooses(house: House) -> None:
    guest = guest_id(house)
    visits.notify(house.ctx, guest, TEN)
    house.clock.advance(TEN)
    assert waiting_list.row(house.ctx, guest).hold_until == house.clock.now()
    assert visits.notify(house.ctx, guest, TEN).times == 2
    assert visits.no_show(house.ctx, guest).sentence == "Number 1 did not come."
    assert waiting_list.floor(house.ctx).rows == ()


def test_who_left_is_not_rung(house: House) -> None:
    held = house.guest(house.channel())
    guest = guests.by_pass(house.ctx, held.token).guest.id
    subscriptions.leave(house.ctx, held.token)
    with pytest.raises(UserError, match="has unsubscribed"):
        visits.notify(house.ctx, guest, TEN)
    assert messages.recent(house.ctx) == []


@pytest.mark.parametrize("hold", [timedelta(0), timedelta(seconds=59), timedelta(hours=5)])
def test_a_hold_out_of_bounds(house: House, hold: timedelta) -> None:
    guest = guest_id(house)
    with pytest.raises(UserError, match="can't be held"):
        visits.notify(house.ctx, guest, hold)


def test_each_step_of_a_visit_is_an_event(house: House) -> None:
    guest = guest_id(house)
    call = visits.notify(house.ctx, guest, TEN)
    house.clock.advance(timedelta(seconds=15))
    visits.notify(house.ctx, guest, TEN)
    visits.seat(house.ctx, guest)
    seated, again, called, _joined = events.of_guest(house.ctx, guest)
    assert (called.name, again.name, seated.name) == ("called", "called_again", "seated")
    assert called.properties["message"] == call.message_id
    assert (called.properties["template"], again.properties["times"]) == ("ready", "2")
    assert seated.properties == {"visit": called.properties["visit"]}


def test_a_visit_that_has_ended_is_over(house: House) -> None:
    guest = guest_id(house)
    visits.notify(house.ctx, guest, TEN)
    visits.release(house.ctx, guest)
    assert guests.card(house.ctx, guest).visit is None
    for end in (visits.seat, visits.release):
        with pytest.raises(Refused, match="not waiting any more"):
            end(house.ctx, guest)
    assert visits.notify(house.ctx, guest, TEN).times == 1


def test_who_comes_after_the_hold_is_seated_all_the_same(house: House) -> None:
    guest = guest_id(house)
    visits.notify(house.ctx, guest, TEN)
    house.clock.advance(2 * TEN)
    visits.seat(house.ctx, guest)
    assert events.of_guest(house.ctx, guest)[0].name == "seated"


def test_who_has_no_phone_is_called_by_name(house: House) -> None:
    row = waiting_list.add(house.ctx, Party(name="Mia"))
    call = visits.notify(house.ctx, row.guest_id, TEN)
    assert (call.sentence, call.message_id, call.correction) == ("Call the name: Mia.", "", False)
    called = waiting_list.row(house.ctx, row.guest_id)
    assert (called.state, called.call_name, called.times_called) == (State.CALLED, True, 1)
    assert messages.recent(house.ctx) == []


def test_who_waits_is_seated_without_a_call(house: House) -> None:
    row = waiting_list.add(house.ctx, Party(name="Mia"))
    visits.seat(house.ctx, row.guest_id)
    assert house.heard(VisitChanged)[-1] == VisitChanged(row.guest_id)
    assert waiting_list.floor(house.ctx).rows == ()


def test_back_on_the_list_for_two_hours(house: House) -> None:
    guest = guest_id(house)
    visits.notify(house.ctx, guest, TEN)
    visits.seat(house.ctx, guest)
    house.clock.advance(timedelta(hours=2))
    assert visits.recall(house.ctx, guest).sentence == "Number 1 is back on the list."
    assert waiting_list.row(house.ctx, guest).state is State.WAITING
    visits.leave(house.ctx, guest)
    house.clock.advance(timedelta(hours=2, seconds=1))
    with pytest.raises(Refused, match="can't be brought back"):
        visits.recall(house.ctx, guest)


def test_a_guest_who_cancelled_stays_until_touched(house: House) -> None:
    guest = guest_id(house)
    visits.notify(house.ctx, guest, TEN)
    replies.answer(house.ctx, guest, Reply.CANCEL)
    assert waiting_list.row(house.ctx, guest).state is State.CANCELLED
    with pytest.raises(Refused, match="has cancelled"):
        visits.no_show(house.ctx, guest)
    visits.dismiss(house.ctx, guest)
    assert waiting_list.floor(house.ctx).rows == ()


def test_the_second_desk_is_told_plainly(house: House) -> None:
    row = waiting_list.add(house.ctx, Party(name="Mia"))
    visits.seat(house.ctx, row.guest_id)
    with pytest.raises(Refused, match="not waiting any more"):
        visits.no_show(house.ctx, row.guest_id)


def test_who_did_what(house: House) -> None:
    mia = staff.add(house.ctx, "Mia", "1234", Role.OWNER)
    row = waiting_list.add(house.ctx, Party(name="Ada"))
    visits.seat(staff.as_staff(house.ctx, mia.id), row.guest_id)
    seated, added = audits.recent(house.ctx)
    assert (seated.staff, seated.guest, seated.action) == ("Mia", "Ada", "seat")
    assert (added.staff, added.action, added.undone) == ("", "add", False)


def test_tickets_begin_anew_each_day(house: House) -> None:
    first = waiting_list.add(house.ctx, Party(name="A"))
    second = waiting_list.add(house.ctx, Party(name="B"))
    house.clock.advance(timedelta(hours=24))
    tomorrow = waiting_list.add(house.ctx, Party(name="C"))
    assert (first.number, second.number, tomorrow.number) == (1, 2, 1)
