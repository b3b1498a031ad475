"""A phone whose code is its subscription: registered once, checked like any other."""

import pytest

from pushdesk.errors import NotFound, UserError
from pushdesk.qr import packed_subscription
from pushdesk.qr.packed_subscription import Subscription
from pushdesk.services import guests, scans, subscriptions
from pushdesk.services.channels import Channel
from pushdesk.webpush import base64url
from tests import house as houses
from tests.house import House


@pytest.fixture
def channel(house: House) -> Channel:
    return house.channel()


def code(subscription: dict[str, object]) -> str:
    """What the page without a server shows."""
    keys = subscription["keys"]
    assert isinstance(keys, dict)
    p256dh, auth = (base64url.decode(keys[name]) for name in ("p256dh", "auth"))
    return packed_subscription.pack(Subscription(str(subscription["endpoint"]), p256dh, auth))


def test_a_new_phone_becomes_a_guest_of_the_first_channel(house: House, channel: Channel) -> None:
    house.channel("Terrace")
    card = guests.card(house.ctx, scans.person(house.ctx, code(houses.a_subscription())).id)
    assert [membership.alias for membership in card.channels] == [channel.alias]
    assert card.reachable


def test_the_same_code_twice_is_the_same_guest(house: House, channel: Channel) -> None:
    text = code(houses.a_subscription())
    first = scans.person(house.ctx, text)
    assert scans.person(house.ctx, text) == first
    assert len(guests.card(house.ctx, first.id).devices) == 1
    assert guests.find(house.ctx, text) == first


def test_a_guest_of_another_channel_is_not_put_on_the_first(house: House, channel: Channel) -> None:
    terrace, subscription = house.channel("Terrace"), houses.a_subscription()
    held = house.guest(terrace, subscription)
    found = scans.person(house.ctx, code(subscription))
    assert found.pushed_id == held.pushed_id
    card = guests.card(house.ctx, found.id)
    assert [membership.alias for membership in card.channels] == [terrace.alias]


def test_who_had_left_comes_back_by_showing_the_code(house: House, channel: Channel) -> None:
    subscription = houses.a_subscription()
    held = house.guest(channel, subscription)
    subscriptions.leave(house.ctx, held.token)
    found = scans.person(house.ctx, code(subscription))
    assert found.pushed_id == held.pushed_id
    assert guests.card(house.ctx, found.id).reachable


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://127.0.0.1:8080/push",
        "https://192.168.0.1/push",
        "https://fcm.googleapis.com.example.org/fcm/send/abc",
        "https://fcm.googleapis.com:8443/fcm/send/abc",
    ],
)
def test_a_stranger_s_address_is_refused(house: House, channel: Channel, endpoint: str) -> None:
    text = code(houses.a_subscription(endpoint))
    with pytest.raises(UserError):
        scans.person(house.ctx, text)
    with pytest.raises(NotFound, match="not registered"):
        guests.find(house.ctx, text)


def test_other_keys_for_a_known_address_are_somebody_else(house: House, channel: Channel) -> None:
    endpoint = "https://fcm.googleapis.com/fcm/send/abc"
    scans.person(house.ctx, code(houses.a_subscription(endpoint)))
    other = code(houses.a_subscription(endpoint))
    with pytest.raises(UserError, match="doesn't fit"):
        scans.person(house.ctx, other)


def test_a_venue_without_a_channel_says_so(house: House) -> None:
    with pytest.raises(UserError, match="can't be registered yet"):
        scans.person(house.ctx, code(houses.a_subscription()))


def test_all_else_is_found_as_before(house: House, channel: Channel) -> None:
    held = house.guest(channel)
    assert scans.person(house.ctx, held.pushed_id).pushed_id == held.pushed_id
    with pytest.raises(NotFound):
        scans.person(house.ctx, houses.STRANGER)
