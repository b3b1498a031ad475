"""News rests at night, whatever kept it from leaving in the daytime."""

from datetime import timedelta

import pytest

from pushdesk.domain.deliveries import DeliveryState
from pushdesk.domain.requests import Purpose, Request
from pushdesk.domain.targets import App
from pushdesk.sending import verdict
from pushdesk.sending.attempts import Room
from pushdesk.sending.clerk import Clerk
from pushdesk.sending.filler import Filler
from pushdesk.services import broadcasts, guests, messages, preferences
from pushdesk.settings import QUIET_FROM, QUIET_UNTIL, TIME_ZONE
from tests.house import House

HOUR = timedelta(hours=1)
ROOM = Room(99, 99)


@pytest.fixture
def evening(house: House) -> House:
    """At seven; from nine to nine in the morning it is night."""
    for setting, value in ((TIME_ZONE, "UTC"), (QUIET_FROM, "21:00"), (QUIET_UNTIL, "09:00")):
        preferences.put(house.ctx, setting, value)
    guest = guests.by_pass(house.ctx, house.guest(house.channel()).token).guest.id
    house.tick(guest)
    return house


def news(house: House, ttl: timedelta) -> str:
    request = Request((App(),), title="Wine", purpose=Purpose.NEWS, ttl=ttl)
    return messages.send(house.ctx, request).id


def claimed(house: House) -> list[str]:
    return [one.title for one in Clerk(house.ctx).claim(ROOM)[0]]


def test_after_an_outage(evening: House) -> None:
    news(evening, 24 * HOUR)
    evening.clock.advance(4 * HOUR)
    assert claimed(evening) == []
    evening.clock.advance(10 * HOUR - timedelta(seconds=1))
    assert claimed(evening) == []
    evening.clock.advance(timedelta(seconds=1))
    assert claimed(evening) == ["Wine"]


def test_what_belongs_to_a_visit_comes_all_the_same(evening: House) -> None:
    news(evening, 24 * HOUR)
    messages.send(evening.ctx, Request((App(),), title="Your coat", ttl=24 * HOUR))
    evening.clock.advance(4 * HOUR)
    assert claimed(evening) == ["Your coat"]


def test_after_a_pause(evening: House) -> None:
    sent = news(evening, 24 * HOUR)
    broadcasts.pause(evening.ctx, sent)
    filler = Filler(evening.ctx)
    while filler.step():
        pass
    evening.clock.advance(4 * HOUR)
    broadcasts.resume(evening.ctx, sent)
    while filler.step():
        pass
    assert claimed(evening) == []


def test_what_is_over_before_the_morning_ends_when_it_is_over(evening: House) -> None:
    sent = news(evening, 6 * HOUR)
    evening.clock.advance(4 * HOUR)
    clerk = Clerk(evening.ctx)
    assert clerk.claim(ROOM)[0] == []
    assert clerk.claim(ROOM)[1] == evening.clock.now() + 2 * HOUR
    evening.clock.advance(2 * HOUR)
    (late,), _again = clerk.claim(ROOM)
    clerk.record([verdict.too_late(late)])
    assert messages.status(evening.ctx, sent).counts == {DeliveryState.EXPIRED: 1}
