"""Claims: by lane, under a lease, each delivery once."""

from datetime import timedelta

from pushdesk.domain.lanes import Lane
from pushdesk.domain.requests import Request
from pushdesk.domain.targets import App
from pushdesk.services import guests, messages, visits
from pushdesk.store import outbox
from tests.house import House

LEASE = timedelta(seconds=20)
BOTH = {Lane.EXPRESS: 10, Lane.BULK: 2}


def claim(house: House, lanes: dict[Lane, int]) -> list[str]:
    with house.ctx.store.write() as session:
        claimed = outbox.claim(session, house.clock.now(), lanes, LEASE)
    return [item.title for item in claimed]


def evening(house: House) -> None:
    """A broadcast to three guests, and one of them is called after it."""
    channel = house.channel()
    held = [house.guest(channel) for _each in range(3)]
    messages.send(house.ctx, Request((App(),), title="News"))
    house.clock.advance(timedelta(seconds=1))
    guest = guests.find(house.ctx, held[0].pushed_id)
    visits.notify(house.ctx, guest.id, timedelta(minutes=10))


def test_a_call_goes_before_the_broadcast(house: House) -> None:
    evening(house)
    assert claim(house, {Lane.EXPRESS: 1}) == ["Your table is ready"]
    assert claim(house, BOTH) == ["News", "News"]
    assert claim(house, BOTH) == ["News"]
    assert claim(house, BOTH) == []


def test_a_lease_that_has_ended_frees_its_deliveries(house: House) -> None:
    evening(house)
    everything = {Lane.EXPRESS: 10, Lane.BULK: 10}
    assert len(claim(house, everything)) == 4
    house.clock.advance(LEASE - timedelta(seconds=1))
    assert claim(house, everything) == []
    house.clock.advance(timedelta(seconds=1))
    assert len(claim(house, everything)) == 4


def test_the_next_moment_is_of_the_lanes_with_room(house: House) -> None:
    evening(house)
    called = house.clock.now()
    with house.ctx.store.read() as session:
        assert outbox.next_due(session, [Lane.EXPRESS]) == called
        assert outbox.next_due(session, BOTH) == called - timedelta(seconds=1)
        assert outbox.next_due(session, []) is None
