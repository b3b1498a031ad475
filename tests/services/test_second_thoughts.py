"""Who leaves a list or unticks a topic while a message waits is not rung by it."""

from datetime import timedelta

import pytest

from pushdesk.domain.deliveries import DeliveryState
from pushdesk.domain.lanes import Lane
from pushdesk.domain.requests import Purpose, Request
from pushdesk.domain.targets import App, Audience, Channel, PushedId, Target
from pushdesk.sending.filler import Filler
from pushdesk.services import audiences, broadcasts, categories, guests, messages, subscriptions
from pushdesk.services.messages import Sent
from pushdesk.services.subscriptions import Pass
from pushdesk.store import fan_out, outbox
from tests.house import House, a_subscription

TEN = timedelta(seconds=10)
HOUR = timedelta(hours=1)


def id_of(house: House, held: Pass) -> int:
    return guests.by_pass(house.ctx, held.token).guest.id


def rung(house: House) -> list[int]:
    """The guests whose phones would ring now."""
    room = {Lane.EXPRESS: 99, Lane.BULK: 99}
    with house.ctx.store.write() as session:
        claimed = outbox.claim(session, house.clock.now(), room, HOUR)
    return [item.guest_id for item in claimed if not item.device_gone]


def send(house: House, *to: Target) -> Sent:
    request = Request(to, title="At ten", body="The kitchen closes", ttl=HOUR)
    return messages.send(house.ctx, request, hold_back=TEN)


def test_who_leaves_one_of_two_lists_gets_nothing_of_it(house: House) -> None:
    lunch, dinner = house.channel("Lunch"), house.channel("Dinner")
    held = house.guest(lunch)
    house.guest(dinner, None, held.token)
    of_lunch = send(house, Channel(lunch.alias))
    of_all = send(house, App())
    subscriptions.leave(house.ctx, held.token, lunch.alias)
    house.clock.advance(TEN)
    assert len(rung(house)) == 2, "both devices, for the venue's message alone"
    assert messages.status(house.ctx, of_lunch.id).counts == {DeliveryState.EXPIRED: 2}
    assert DeliveryState.EXPIRED not in messages.status(house.ctx, of_all.id).counts


def test_who_leaves_and_joins_another_list_gets_nothing_of_the_first(house: House) -> None:
    lunch, dinner = house.channel("Lunch"), house.channel("Dinner")
    browser = a_subscription()
    held = house.guest(lunch, browser)
    send(house, Channel(lunch.alias))
    send(house, PushedId(held.pushed_id))
    subscriptions.leave(house.ctx, held.token)
    house.guest(dinner, browser, held.token)
    house.clock.advance(TEN)
    assert rung(house) == []


def test_who_is_named_in_person_may_leave_a_list(house: House) -> None:
    lunch, dinner = house.channel("Lunch"), house.channel("Dinner")
    held = house.guest(lunch)
    house.guest(dinner, None, held.token)
    send(house, PushedId(held.pushed_id))
    subscriptions.leave(house.ctx, held.token, lunch.alias)
    house.clock.advance(TEN)
    assert rung(house) == [id_of(house, held)] * 2


def test_news_about_a_topic_that_was_unticked_stays_away(house: House) -> None:
    held = house.guest(house.channel())
    guest = id_of(house, held)
    for topic in ("Wine", "Beer"):
        audiences.create(house.ctx, topic)
        categories.make_category(house.ctx, topic, {})
    categories.choose(house.ctx, held.token, ["Wine", "Beer"])
    for topic in ("Wine", "Beer"):
        request = Request((Audience(topic),), title=topic, purpose=Purpose.NEWS, ttl=HOUR)
        messages.send(house.ctx, request, hold_back=TEN)
    categories.choose(house.ctx, held.token, ["Beer"])
    house.clock.advance(TEN)
    assert rung(house) == [guest]


@pytest.fixture
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fan_out, "FIRST", 1)
    monkeypatch.setattr("pushdesk.sending.filler.BATCH", 1)


@pytest.mark.usefixtures("_small_batches")
@pytest.mark.parametrize("purpose", list(Purpose))
def test_who_withdraws_while_batches_are_entered_stays_out(house: House, purpose: Purpose) -> None:
    lunch, dinner = house.channel("Lunch"), house.channel("Dinner")
    first, second, leaves, unticks = (house.guest(lunch) for _ in range(4))
    house.guest(dinner, None, leaves.token)
    for held in (first, second, leaves, unticks):
        house.tick(id_of(house, held))
    request = Request((Channel(lunch.alias),), title="Hello", purpose=purpose, ttl=HOUR)
    composed = messages.send(house.ctx, request)
    filler = Filler(house.ctx)
    filler.step()
    filler.step()
    broadcasts.pause(house.ctx, composed.id)
    subscriptions.leave(house.ctx, leaves.token, lunch.alias)
    categories.choose(house.ctx, unticks.token, [])
    broadcasts.resume(house.ctx, composed.id)
    while filler.step():
        pass
    expected = {id_of(house, first), id_of(house, second)}
    if purpose is Purpose.VISIT:
        expected.add(id_of(house, unticks))
    assert set(rung(house)) == expected
