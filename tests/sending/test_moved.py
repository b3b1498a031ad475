"""A browser exchanges its subscription while a push to the old one is under way."""

from datetime import timedelta

from pushdesk.domain.deliveries import DeliveryState
from pushdesk.sending.attempts import Room
from pushdesk.sending.clerk import Clerk
from pushdesk.services import guests, subscriptions, visits
from pushdesk.services.subscriptions import Caller
from pushdesk.store.outcomes import News
from tests.house import House, a_subscription


def test_the_old_ones_end_is_not_the_new_ones(house: House) -> None:
    old, new = a_subscription(), a_subscription()
    held = house.guest(house.channel(), old)
    guest = guests.by_pass(house.ctx, held.token).guest.id
    visits.notify(house.ctx, guest, timedelta(minutes=10))
    clerk = Clerk(house.ctx)
    (tried,), _again = clerk.claim(Room(1, 1))
    subscriptions.replace(house.ctx, tried.endpoint, new, Caller(held.token))
    clerk.record([News(tried.delivery_id, DeliveryState.GONE, "Gone", endpoint=tried.endpoint)])
    (again,), _later = clerk.claim(Room(1, 1))
    assert again.endpoint == new["endpoint"]
    clerk.record([News(again.delivery_id, DeliveryState.GONE, "Gone", endpoint=again.endpoint)])
    assert not guests.card(house.ctx, guest).reachable
