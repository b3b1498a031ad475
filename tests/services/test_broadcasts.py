"""Messages to many: batch by batch whatever dies in between, paused, resumed, taken back."""

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import func, select

from pushdesk.domain.deliveries import DeliveryState
from pushdesk.domain.events import MessageChanged
from pushdesk.domain.lanes import Lane
from pushdesk.domain.requests import Request
from pushdesk.domain.targets import App
from pushdesk.errors import NotFound, Refused
from pushdesk.sending.filler import Filler
from pushdesk.services import broadcasts, guests, messages, subscriptions, visits
from pushdesk.services.broadcasts import Broadcast, State
from pushdesk.store import clock_jumps, fan_out, outbox, outcomes, tables
from pushdesk.store.fan_out import Open
from pushdesk.store.outcomes import News
from tests import house as houses
from tests.house import House
from tests.sending.crowd import move_in

HELLO = Request((App(),), title="The kitchen closes at ten", ttl=timedelta(hours=1))
CROWD = 2 * fan_out.BATCH + fan_out.FIRST + 7
TEN = timedelta(seconds=10)
LEASE = timedelta(seconds=20)
S = DeliveryState


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with the crowd, to be copied."""
    folder = tmp_path_factory.mktemp("crowd")
    store = houses.open_in(folder)
    move_in(store, houses.build(store).channel().id, CROWD, "https://e.example")
    store.close()
    return folder / "pushdesk.db"


@pytest.fixture
def crowd(crowded: Path, tmp_path: Path) -> Iterator[House]:
    shutil.copy(crowded, tmp_path)
    store = houses.open_in(tmp_path)
    yield houses.build(store)
    store.close()


def fill(house: House) -> None:
    filler = Filler(house.ctx)
    while filler.step():
        pass


def devices(house: House) -> list[int]:
    with house.ctx.store.read() as session:
        return list(session.scalars(select(tables.Delivery.device_id)))


def claim(house: House, number: int) -> list[int]:
    room = {Lane.EXPRESS: number, Lane.BULK: number}
    with house.ctx.store.write() as session:
        claimed = outbox.claim(session, house.clock.now(), room, LEASE)
    return [item.delivery_id for item in claimed]


def tell(house: House, ids: list[int], state: DeliveryState) -> None:
    due_at = house.clock.now() if state is S.QUEUED else None
    with house.ctx.store.write() as session:
        news = [News(id_, state, "busy", due_at=due_at) for id_ in ids]
        outcomes.record(session, news, house.clock.now())


def facts(one: Broadcast) -> tuple[State, int, int, int]:
    return one.state, one.devices, one.entered, one.done


def test_the_send_enters_the_first_batch_and_says_how_many_it_will_be(crowd: House) -> None:
    sent = messages.send(crowd.ctx, HELLO)
    assert (sent.recipients, sent.devices) == (CROWD, CROWD)
    one = broadcasts.get(crowd.ctx, sent.id)
    assert facts(one) == (State.SENDING, CROWD, fan_out.FIRST, 0)
    assert not messages.status(crowd.ctx, sent.id).settled
    fill(crowd)
    assert facts(broadcasts.get(crowd.ctx, sent.id)) == (State.SENDING, CROWD, CROWD, 0)
    assert crowd.heard(MessageChanged)


def test_a_crash_at_every_batch_boundary_loses_and_doubles_nobody(
    crowd: House, tmp_path: Path
) -> None:
    """Each step is made by a program that knows nothing of the one before."""
    messages.send(crowd.ctx, HELLO)
    steps = 0
    for _each in iter(lambda: step_of_a_new_program(tmp_path), False):
        steps += 1
    entered = devices(crowd)
    assert len(entered) == len(set(entered)) == CROWD
    assert steps == 4  # three batches, and the note that nothing is left


def step_of_a_new_program(folder: Path) -> bool:
    store = houses.open_in(folder)
    try:
        return Filler(houses.build(store).ctx).step()
    finally:
        store.close()


class _PowerCut(Exception):
    """The computer is off before the transaction is through."""


def enter_in_the_dark(house: House, message: Open, ahead: list[int]) -> None:
    with house.ctx.store.write() as session:
        assert fan_out.enter(session, message, ahead, house.clock.now())
        raise _PowerCut


def test_a_batch_is_entered_whole_or_not_at_all(crowd: House) -> None:
    messages.send(crowd.ctx, HELLO)
    with crowd.ctx.store.read() as session:
        (message,) = fan_out.open_messages(session)
        ahead = fan_out.ahead(session, message, None, fan_out.BATCH)
    with pytest.raises(_PowerCut):
        enter_in_the_dark(crowd, message, ahead)
    fill(crowd)
    assert sorted(devices(crowd)) == sorted(set(devices(crowd)))
    assert len(devices(crowd)) == CROWD


def test_two_senders_fill_together(crowd: House) -> None:
    """Both have looked; the slower one enters nothing."""
    messages.send(crowd.ctx, HELLO)
    with crowd.ctx.store.read() as session:
        (message,) = fan_out.open_messages(session)
        ahead = fan_out.ahead(session, message, None, fan_out.BATCH)
    for first in (True, False):
        with crowd.ctx.store.write() as session:
            assert fan_out.enter(session, message, ahead, crowd.clock.now()) is first
    one, other = Filler(crowd.ctx), Filler(crowd.ctx)
    while one.step() | other.step():
        pass
    assert len(devices(crowd)) == len(set(devices(crowd))) == CROWD


def test_who_comes_later_or_has_left_is_not_rung(crowd: House) -> None:
    messages.send(crowd.ctx, replace(HELLO, limit=CROWD))
    crowd.guest(crowd.channel("Lunch"))
    subscriptions.leave(crowd.ctx, f"T{1_000_000 + CROWD - 1}")
    fill(crowd)
    assert sorted(devices(crowd)) == list(range(1_000_000, 1_000_000 + CROWD - 1))


def test_a_cap_holds_over_all_batches(crowd: House) -> None:
    limit = fan_out.FIRST + fan_out.BATCH + 1
    sent = messages.send(crowd.ctx, replace(HELLO, limit=limit))
    fill(crowd)
    assert sent.recipients == limit
    assert sorted(devices(crowd)) == list(range(1_000_000, 1_000_000 + limit))


def test_a_call_goes_before_a_broadcast_even_where_both_are_urgent(crowd: House) -> None:
    messages.send(crowd.ctx, replace(HELLO, urgency="high"))
    guest = crowd.guest(crowd.channel("Lunch"))
    called = guests.find(crowd.ctx, guest.pushed_id)
    visits.notify(crowd.ctx, called.id, timedelta(minutes=10))
    with crowd.ctx.store.write() as session:
        (first,) = outbox.claim(session, crowd.clock.now(), {Lane.EXPRESS: 5}, LEASE)
    assert first.guest_id == called.id


def test_paused_nothing_leaves_until_it_goes_on(crowd: House) -> None:
    sent = messages.send(crowd.ctx, HELLO)
    under_way = claim(crowd, 5)
    assert broadcasts.pause(crowd.ctx, sent.id).state is State.PAUSED
    assert claim(crowd, 5) == []  # at once, before anybody has moved them
    tell(crowd, under_way[:2], S.ACCEPTED)
    tell(crowd, under_way[2:], S.QUEUED)
    fill(crowd)
    assert claim(crowd, 5) == []  # no retry leaves either
    paused = broadcasts.get(crowd.ctx, sent.id)
    assert facts(paused) == (State.PAUSED, CROWD, fan_out.FIRST, 2)
    assert (paused.per_second, paused.seconds_left) == (None, None)
    assert [one.id for one in broadcasts.running(crowd.ctx)] == [sent.id]
    assert broadcasts.resume(crowd.ctx, sent.id).state is State.SENDING
    fill(crowd)
    assert len(devices(crowd)) == CROWD
    assert len(claim(crowd, CROWD)) == CROWD - 2


def test_paused_after_all_of_it_was_entered(crowd: House) -> None:
    sent = messages.send(crowd.ctx, HELLO)
    fill(crowd)
    broadcasts.pause(crowd.ctx, sent.id)
    fill(crowd)
    with crowd.ctx.store.read() as session:
        assert outbox.next_due(session, [Lane.EXPRESS, Lane.BULK]) is None
    broadcasts.resume(crowd.ctx, sent.id)
    fill(crowd)
    assert len(claim(crowd, CROWD)) == CROWD


def test_a_short_pause_leaves_nobody_behind(crowd: House) -> None:
    """Claims have set some aside, and nobody has looked after the message meanwhile."""
    sent = messages.send(crowd.ctx, HELLO)
    filler = Filler(crowd.ctx)
    assert filler.step()
    broadcasts.pause(crowd.ctx, sent.id)
    assert claim(crowd, 50) == []
    broadcasts.resume(crowd.ctx, sent.id)
    while filler.step():
        pass
    assert len(claim(crowd, CROWD)) == CROWD


def test_paused_until_its_time_was_over(crowd: House) -> None:
    sent = messages.send(crowd.ctx, HELLO)
    broadcasts.pause(crowd.ctx, sent.id)
    fill(crowd)
    crowd.clock.advance(timedelta(hours=1))
    fill(crowd)
    one = broadcasts.get(crowd.ctx, sent.id)
    assert facts(one) == (State.SENT, CROWD, CROWD, CROWD)
    assert one.counts == {S.EXPIRED: CROWD}
    reason = messages.recent(crowd.ctx, 1)[0].reason
    assert reason == "Its time had run out before it could be sent."
    with pytest.raises(Refused, match="has left already"):
        broadcasts.resume(crowd.ctx, sent.id)


def test_cancelled_what_was_never_attempted_goes_without_a_trace(crowd: House) -> None:
    sent = messages.send(crowd.ctx, HELLO)
    accepted, again, under_way = claim(crowd, 3)
    tell(crowd, [accepted], S.ACCEPTED)
    tell(crowd, [again], S.QUEUED)
    one = broadcasts.cancel(crowd.ctx, sent.id)
    assert one.counts == {S.ACCEPTED: 1, S.EXPIRED: 1, S.SENDING: 1}
    tell(crowd, [under_way], S.QUEUED)
    assert claim(crowd, 5) == []
    fill(crowd)
    one = broadcasts.get(crowd.ctx, sent.id)
    assert facts(one) == (State.CANCELLED, CROWD, 3, 3)
    assert one.counts == {S.ACCEPTED: 1, S.EXPIRED: 2}
    assert broadcasts.running(crowd.ctx) == []
    for late in (broadcasts.pause, broadcasts.resume, broadcasts.cancel):
        with pytest.raises(Refused, match="It was cancelled"):
            late(crowd.ctx, sent.id)


def test_cancelled_after_all_of_it_was_entered(crowd: House) -> None:
    sent = messages.send(crowd.ctx, HELLO)
    fill(crowd)
    broadcasts.cancel(crowd.ctx, sent.id)
    assert claim(crowd, 5) == []
    fill(crowd)
    assert devices(crowd) == []


def test_row_26_undo_leaves_nothing_but_the_cancelled_message(crowd: House) -> None:
    sent = messages.send(crowd.ctx, HELLO, hold_back=TEN, source="desk")
    waiting = broadcasts.get(crowd.ctx, sent.id)
    assert (waiting.state, waiting.source) == (State.WAITING, "desk")
    fill(crowd)
    assert claim(crowd, 5) == []
    one = broadcasts.cancel(crowd.ctx, sent.id)
    assert facts(one) == (State.CANCELLED, CROWD, 0, 0)
    crowd.clock.advance(TEN)
    fill(crowd)
    assert devices(crowd) == []


def test_held_back_it_leaves_when_the_undo_is_over(crowd: House) -> None:
    sent = messages.send(crowd.ctx, HELLO, hold_back=TEN)
    crowd.clock.advance(TEN)
    assert len(claim(crowd, 5)) == 5
    fill(crowd)
    assert broadcasts.get(crowd.ctx, sent.id).entered == CROWD


@pytest.fixture
def evening(house: House) -> House:
    channel = house.channel()
    for _each in range(4):
        house.guest(channel)
    return house


def test_rate_and_time_left(evening: House) -> None:
    sent = messages.send(evening.ctx, HELLO)
    evening.clock.advance(timedelta(minutes=1))
    ids = claim(evening, 3)
    tell(evening, ids[:2], S.ACCEPTED)
    tell(evening, ids[2:], S.GONE)
    one = broadcasts.get(evening.ctx, sent.id)
    assert one.per_second == pytest.approx(0.3)
    assert one.seconds_left == pytest.approx(1 / 0.3)
    evening.clock.advance(TEN)
    assert broadcasts.get(evening.ctx, sent.id).per_second is None
    tell(evening, claim(evening, 1), S.ACCEPTED)
    assert facts(broadcasts.get(evening.ctx, sent.id)) == (State.SENT, 4, 4, 4)


def test_one_line_a_message_newest_first(evening: House) -> None:
    first = messages.send(evening.ctx, HELLO)
    second = messages.send(evening.ctx, replace(HELLO, title="Last orders"))
    assert [one.id for one in broadcasts.recent(evening.ctx)] == [second.id, first.id]
    assert [one.title for one in broadcasts.recent(evening.ctx, 1)] == ["Last orders"]
    assert {one.id for one in broadcasts.running(evening.ctx)} == {first.id, second.id}


@pytest.mark.parametrize(
    "act", [broadcasts.get, broadcasts.pause, broadcasts.resume, broadcasts.cancel]
)
def test_a_message_that_is_not_there(house: House, act: object) -> None:
    assert callable(act)
    with pytest.raises(NotFound, match="no message"):
        act(house.ctx, "nobody")


def test_a_clock_set_back_ends_no_rest(evening: House) -> None:
    """What waits for a time of day goes on waiting; an undo doesn't last for hours."""
    messages.send(evening.ctx, HELLO, hold_back=timedelta(hours=8))
    messages.send(evening.ctx, HELLO, hold_back=TEN)
    evening.clock.advance(timedelta(hours=-3))
    with evening.ctx.store.write() as session:
        clock_jumps.clock_set_back(session, evening.clock.now(), LEASE, timedelta(0))
        soon = select(func.count()).where(tables.Delivery.due_at <= evening.clock.now())
        assert session.scalar(soon) == 4


def test_no_undo_is_told_of_what_has_just_left(house: House) -> None:
    """The sender is at it while the click waits for the database."""
    house.guest(house.channel())
    sent = messages.send(house.ctx, HELLO)
    ids = claim(house, 1)
    asked = Event()

    def cancel() -> None:
        asked.set()
        broadcasts.cancel(house.ctx, sent.id)

    with ThreadPoolExecutor(1) as desk:
        with house.ctx.store.write() as session:
            clicked = desk.submit(cancel)
            assert asked.wait(10)
            outcomes.record(session, [News(ids[0], S.ACCEPTED)], house.clock.now())
        with pytest.raises(Refused, match="It has left already"):
            clicked.result(10)
    assert broadcasts.get(house.ctx, sent.id).state is State.SENT
