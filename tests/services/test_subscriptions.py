"""A guest's browser subscribes, comes back, changes its endpoint, leaves."""

from datetime import timedelta

import pytest

from pushdesk.domain import pushed_id
from pushdesk.domain.events import EventRecorded, GuestChanged
from pushdesk.errors import UserError
from pushdesk.services import channels, guests, subscriptions
from pushdesk.services.guests import Card
from pushdesk.services.subscriptions import MOST_DEVICES, Caller, Pass
from pushdesk.store import events
from tests.house import House, a_subscription


def card_of(house: House, held: Pass) -> Card:
    return guests.by_pass(house.ctx, held.token)


def test_a_new_guest_gets_an_id_and_a_pass(house: House) -> None:
    channel = house.channel()
    held = house.guest(channel)
    assert pushed_id.is_valid(held.pushed_id)
    card = card_of(house, held)
    assert [(device.browser, device.platform) for device in card.devices] == [("Chrome", "Android")]
    assert [member.alias for member in card.channels] == [channel.alias]
    assert card.reachable
    assert house.heard(GuestChanged) == [GuestChanged(card.guest.id)]


def test_the_same_browser_stays_the_same_guest(house: House) -> None:
    channel, subscription = house.channel(), a_subscription()
    assert house.guest(channel, subscription) == house.guest(channel, subscription)
    assert channels.get(house.ctx, channel.alias).subscribers == 1


def test_a_pass_brings_a_second_device_to_its_guest(house: House) -> None:
    channel = house.channel()
    held = house.guest(channel)
    assert house.guest(channel, pass_token=held.token) == held
    assert len(card_of(house, held).devices) == 2
    assert channels.get(house.ctx, channel.alias).subscribers == 1


def test_a_stranger_with_other_keys_is_refused(house: House) -> None:
    channel, genuine = house.channel(), a_subscription()
    held = house.guest(channel, genuine)
    forged = a_subscription(str(genuine["endpoint"]))
    with pytest.raises(UserError, match="doesn't fit"):
        house.guest(channel, forged)
    assert len(card_of(house, held).devices) == 1


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/fcm/send/abc",
        "https://127.0.0.1/x",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/x",
        "https://evil.example/x",
        "https://fcm.googleapis.com.evil.example/x",
        "https://fcm.googleapis.com:8443/x",
        "https://user@fcm.googleapis.com/x",
        "https://xn--fcm-hoa.googleapis.com/x",
        "ftp://fcm.googleapis.com/x",
        "",
    ],
)
def test_a_strangers_address_is_not_stored(house: House, endpoint: str) -> None:
    channel = house.channel()
    subscription = a_subscription() | {"endpoint": endpoint}
    with pytest.raises(UserError):
        house.guest(channel, subscription)
    assert channels.get(house.ctx, channel.alias).subscribers == 0


@pytest.mark.parametrize("alias", ["nobody", "", "x" * 5000, "'; --"])
def test_an_unknown_channel(house: House, alias: str) -> None:
    with pytest.raises(UserError, match="There is no channel"):
        subscriptions.subscribe(house.ctx, alias, a_subscription(), Caller(), "page")


def test_an_archived_channel_takes_nobody(house: House) -> None:
    channel = house.channel()
    channels.archive(house.ctx, channel.alias)
    with pytest.raises(UserError, match="closed"):
        house.guest(channel)
    channels.restore(house.ctx, channel.alias)
    house.guest(channel)


def test_the_browser_exchanges_its_endpoint(house: House) -> None:
    old, new = a_subscription(), a_subscription()
    held = house.guest(house.channel(), old)
    subscriptions.replace(house.ctx, str(old["endpoint"]), new, Caller())
    assert [device.endpoint for device in card_of(house, held).devices] == [new["endpoint"]]


def test_an_exchange_by_nobody_we_know_is_refused(house: House) -> None:
    with pytest.raises(UserError, match="no guest of ours"):
        subscriptions.replace(house.ctx, "https://x", a_subscription(), Caller())


def test_a_page_that_opens_brings_a_lost_device_back(house: House) -> None:
    held = house.guest(house.channel())
    subscriptions.resync(house.ctx, a_subscription(), Caller(held.token))
    assert len(card_of(house, held).devices) == 2
    with pytest.raises(UserError, match="no guest of ours"):
        subscriptions.resync(house.ctx, a_subscription(), Caller("forged"))


def test_leaving_the_last_channel_silences_every_device(house: House) -> None:
    first, second = house.channel("Lunch"), house.channel("Dinner")
    held = house.guest(first)
    house.guest(second, pass_token=held.token)
    subscriptions.leave(house.ctx, held.token, first.alias)
    assert card_of(house, held).reachable
    house.clock.advance(timedelta(minutes=1))
    subscriptions.leave(house.ctx, held.token)
    assert not card_of(house, held).reachable
    assert all(device.gone_at for device in card_of(house, held).devices)


def test_who_left_can_come_back(house: House) -> None:
    channel, subscription = house.channel(), a_subscription()
    held = house.guest(channel, subscription)
    subscriptions.leave(house.ctx, held.token)
    assert house.guest(channel, subscription) == held
    assert card_of(house, held).reachable


def test_row_14_coming_and_leaving_are_events(house: House) -> None:
    first, second = house.channel("Lunch"), house.channel("Dinner")
    held = house.guest(first)
    house.guest(first, pass_token=held.token)
    house.guest(second, pass_token=held.token)
    subscriptions.leave(house.ctx, held.token)
    guest_id = card_of(house, held).guest.id
    with house.ctx.store.read() as session:
        happened = events.of_guest(session, guest_id, 10)
    assert [(one.name, one.properties["channel"], one.source) for one in reversed(happened)] == [
        ("subscribed", first.alias, "page"),
        ("subscribed", second.alias, "page"),
        ("left", first.alias, "page"),
        ("left", second.alias, "page"),
    ]
    assert EventRecorded(guest_id, "left") in house.events


def test_nobody_has_phones_by_the_hundred(house: House) -> None:
    channel = house.channel()
    first = a_subscription()
    held = house.guest(channel, first)
    for _ in range(MOST_DEVICES):
        house.clock.advance(timedelta(seconds=1))
        house.guest(channel, None, held.token)
    devices = guests.by_pass(house.ctx, held.token).devices
    gone = [device.endpoint for device in devices if device.gone_at is not None]
    assert gone == [first["endpoint"]]
