"""One person's two records: news as said last, and one visit, whatever is taken back."""

from datetime import timedelta

import pytest

from pushdesk.domain.visits import Outcome, State
from pushdesk.errors import NotFound, Refused
from pushdesk.services import (
    audits,
    categories,
    guest_merge,
    guests,
    messages,
    recalls,
    replies,
    undo,
    visits,
    waiting_list,
)
from pushdesk.services.replies import Reply
from pushdesk.services.waiting_list import Party, Row
from tests.house import House

HOLD = timedelta(minutes=10)
A_MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize("kept_unticks", [True, False])
def test_row_9_who_has_unticked_last_is_asked_no_more(house: House, *, kept_unticks: bool) -> None:
    channel = house.channel()
    kept, other = house.guest(channel), house.guest(channel)
    ids = [guests.by_pass(house.ctx, held.token).guest.id for held in (kept, other)]
    for guest_id in ids:
        house.tick(guest_id)
    house.clock.advance(timedelta(hours=1))
    categories.choose(house.ctx, (kept if kept_unticks else other).token, [])
    guest_merge.merge(house.ctx, *ids)
    assert categories.of_guest(house.ctx, ids[0]) == set()


def test_row_9_who_has_ticked_last_is_asked(house: House) -> None:
    channel = house.channel()
    kept, other = house.guest(channel), house.guest(channel)
    ids = [guests.by_pass(house.ctx, held.token).guest.id for held in (kept, other)]
    house.tick(ids[0])
    categories.choose(house.ctx, kept.token, [])
    house.tick(ids[1])
    guest_merge.merge(house.ctx, *ids)
    assert categories.of_guest(house.ctx, ids[0]) == {"Wine"}


def with_a_phone(house: House) -> int:
    return guests.by_pass(house.ctx, house.guest(house.channel()).token).guest.id


def waiting(house: House, size: int = 2) -> Row:
    """With a phone, and a minute before whatever comes next."""
    party = Party(with_a_phone(house), size=size, notes=("High chair",), quote_minutes=20)
    row = waiting_list.add(house.ctx, party)
    house.clock.advance(A_MINUTE)
    return row


def merged(house: House, one: int, other: int, *, turned: bool) -> int:
    """The guest who stays: the one, or the other."""
    into, gone = (other, one) if turned else (one, other)
    guest_merge.merge(house.ctx, into, gone)
    return into


def the_one(house: House) -> Row:
    (row,) = waiting_list.every(house.ctx)
    return row


either_way = pytest.mark.parametrize("turned", [False, True])


@either_way
def test_a_call_to_who_was_on_no_list_is_undone_and_the_others_place_is_there(
    house: House, *, turned: bool
) -> None:
    waits, other = waiting(house, 4), with_a_phone(house)
    call = visits.notify(house.ctx, other, HOLD)
    guest = merged(house, waits.guest_id, other, turned=turned)
    assert the_one(house).state is State.CALLED
    undo.undo(house.ctx, call.change_id)
    row = the_one(house)
    assert row.guest_id == guest
    assert (row.visit_id, row.state, row.times_called) == (waits.visit_id, State.WAITING, 0)
    assert (row.number, row.size, row.notes) == (waits.number, 4, ("High chair",))
    assert (row.joined_at, row.quoted_until) == (waits.joined_at, waits.quoted_until)
    assert messages.status(house.ctx, call.message_id).counts == {}
    assert visits.notify(house.ctx, guest, HOLD).times == 1
    assert recalls.recent(house.ctx) == []


@either_way
def test_of_two_who_wait_the_called_one_waits_again(house: House, *, turned: bool) -> None:
    first, second = waiting(house), waiting(house, 5)
    call = visits.notify(house.ctx, second.guest_id, HOLD)
    merged(house, first.guest_id, second.guest_id, turned=turned)
    undo.undo(house.ctx, call.change_id)
    row = the_one(house)
    assert (row.state, row.joined_at, row.size) == (State.WAITING, first.joined_at, 5)


@either_way
@pytest.mark.parametrize("undone", [0, 1])
def test_of_two_calls_the_other_one_stands(house: House, undone: int, *, turned: bool) -> None:
    rows = waiting(house), waiting(house)
    calls = [visits.notify(house.ctx, row.guest_id, HOLD) for row in rows]
    merged(house, rows[0].guest_id, rows[1].guest_id, turned=turned)
    undo.undo(house.ctx, calls[undone].change_id)
    row = the_one(house)
    assert (row.state, row.times_called) == (State.CALLED, 1)
    assert row.visit_id == rows[1 - undone].visit_id
    assert messages.status(house.ctx, calls[undone].message_id).counts == {}
    assert messages.status(house.ctx, calls[1 - undone].message_id).counts != {}
    undo.undo(house.ctx, calls[1 - undone].change_id)
    row = the_one(house)
    assert (row.state, row.joined_at) == (State.WAITING, rows[0].joined_at)


@either_way
@pytest.mark.parametrize("undone", [0, 1])
def test_of_two_who_came_on_the_list_one_was_a_mistake(
    house: House, undone: int, *, turned: bool
) -> None:
    added = [waiting_list.add(house.ctx, Party(with_a_phone(house), size=size)) for size in (2, 6)]
    merged(house, added[0].guest_id, added[1].guest_id, turned=turned)
    undo.undo(house.ctx, added[undone].change_id)
    row, stays = the_one(house), added[1 - undone]
    assert (row.visit_id, row.size, row.joined_at) == (stays.visit_id, stays.size, stays.joined_at)
    undo.undo(house.ctx, stays.change_id)
    assert waiting_list.every(house.ctx) == []


def test_who_was_called_and_on_no_list_is_off_it_once_everything_is_undone(house: House) -> None:
    one, other = with_a_phone(house), with_a_phone(house)
    calls = [visits.notify(house.ctx, each, HOLD) for each in (one, other)]
    guest_merge.merge(house.ctx, one, other)
    for call in calls:
        assert the_one(house).state is State.CALLED
        undo.undo(house.ctx, call.change_id)
    assert waiting_list.every(house.ctx) == []


def test_what_was_brought_back_goes_and_who_waits_stays(house: House) -> None:
    gone, waits = waiting(house), waiting(house)
    visits.leave(house.ctx, gone.guest_id)
    back = visits.recall(house.ctx, gone.guest_id)
    guest_merge.merge(house.ctx, gone.guest_id, waits.guest_id)
    assert the_one(house).visit_id == gone.visit_id
    undo.undo(house.ctx, back.change_id)
    assert the_one(house).visit_id == waits.visit_id


def test_what_comes_after_the_merging_is_undone_as_ever(house: House) -> None:
    first, second = waiting(house), waiting(house)
    guest_merge.merge(house.ctx, first.guest_id, second.guest_id)
    for deed in (visits.seat, visits.leave):
        undo.undo(house.ctx, deed(house.ctx, first.guest_id).change_id)
    undo.undo(house.ctx, visits.notify(house.ctx, first.guest_id, HOLD).change_id)
    row = the_one(house)
    assert (row.visit_id, row.state) == (first.visit_id, State.WAITING)


def test_who_has_answered_or_gone_since_keeps_the_call(house: House) -> None:
    waits, other = waiting(house), with_a_phone(house)
    call = visits.notify(house.ctx, other, HOLD)
    guest_merge.merge(house.ctx, waits.guest_id, other)
    replies.answer(house.ctx, waits.guest_id, Reply.COMING)
    with pytest.raises(Refused, match="changed it since"):
        undo.undo(house.ctx, call.change_id)
    assert the_one(house).state is State.COMING
    visits.seat(house.ctx, waits.guest_id)
    with pytest.raises(Refused, match="changed it since"):
        undo.undo(house.ctx, call.change_id)
    assert waiting_list.every(house.ctx) == []


def test_three_records_of_one_person_keep_one_visit(house: House) -> None:
    first, second, third = waiting(house), waiting(house), with_a_phone(house)
    call = visits.notify(house.ctx, third, HOLD)
    guest_merge.merge(house.ctx, second.guest_id, third)
    guest_merge.merge(house.ctx, first.guest_id, second.guest_id)
    undo.undo(house.ctx, call.change_id)
    assert the_one(house).state is State.WAITING


def test_the_merging_itself_is_written_down_and_not_undone(house: House) -> None:
    first, second = waiting(house), waiting(house)
    guest_merge.preview(house.ctx, first.guest_id, second.guest_id)
    guest_merge.merge(house.ctx, first.guest_id, second.guest_id)
    deeds = audits.recent(house.ctx)
    assert [deed.action for deed in deeds] == ["merge", "add", "add"]
    with pytest.raises(NotFound):
        undo.undo(house.ctx, deeds[0].id)
    assert the_one(house).visit_id == first.visit_id


@pytest.mark.parametrize("called", [0, 1])
def test_who_was_on_the_list_twice_is_brought_back_once(house: House, called: int) -> None:
    ids = [waiting_list.add(house.ctx, Party(name="Mia")).guest_id for _each in range(2)]
    visits.notify(house.ctx, ids[called], timedelta(minutes=10))
    guest_merge.merge(house.ctx, *ids)
    house.clock.advance(timedelta(minutes=5))
    visits.seat(house.ctx, ids[0])
    (ended,) = recalls.recent(house.ctx)
    assert ended.outcome is Outcome.SEATED
    recalls.recall(house.ctx, ids[0])
    assert waiting_list.row(house.ctx, ids[0]).number == ended.number == called + 1
