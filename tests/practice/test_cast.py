"""The cast is the same for the same seed, and has somebody for every lesson."""

from pushdesk.practice.behaviours import Attentive
from pushdesk.practice.cast import Cast

from .in_loop import in_loop
from .portal import portal
from .senders import Sender, push_service


async def _arrivals(seed: int, number: int) -> list[tuple[str, object]]:
    sender = Sender()
    async with push_service() as service, portal(sender.public_key) as venue:
        cast = Cast(service, f"{venue.origin}/c/abc123", seed)
        arrived = await cast.arrive(number)
        assert arrived == cast.guests
        await cast.leave()
        assert not cast.guests
        return [(guest.name, guest.behaviour) for guest in arrived]


@in_loop
async def test_the_same_seed_brings_the_same_guests() -> None:
    assert await _arrivals(7, 5) == await _arrivals(7, 5)
    assert await _arrivals(7, 5) != await _arrivals(8, 5)


@in_loop
async def test_eight_guests_show_everything_and_the_first_answers() -> None:
    arrived = await _arrivals(1, 8)
    assert isinstance(arrived[0][1], Attentive)
    assert len({type(behaviour) for _name, behaviour in arrived}) == 6


@in_loop
async def test_names_never_repeat() -> None:
    arrived = await _arrivals(1, 100)
    assert len({name for name, _behaviour in arrived}) == 100
