"""Subscribing, coming back, re-syncing, changing the endpoint, leaving."""

import pytest

from pushdesk.domain import pushed_id
from pushdesk.domain.events import ChannelChanged, GuestChanged
from pushdesk.services import audiences, categories, channels, guests, subscriptions
from pushdesk.services.channels import Channel
from tests.house import House, a_subscription
from tests.portal.client import Answer, Client


def _join(client: Client, channel: Channel, subscription: object) -> Answer:
    content = {"subscription": subscription, "categories": []}
    return client.ask("POST", f"/c/{channel.alias}/subscription", content)


def _token(answer: Answer) -> str:
    return str(answer.json["pass"]).removeprefix("/g/")


def test_subscribing_gives_an_id_a_pass_and_a_cookie(
    client: Client, channel: Channel, house: House
) -> None:
    answer = _join(client, channel, a_subscription())
    assert answer.status == 201
    assert set(answer.json) == {"pushed_id", "pass"}
    assert pushed_id.is_valid(answer.json["pushed_id"])
    assert client.page(answer.json["pass"]).status == 200
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Max-Age=31536000" in cookie
    assert "Secure" not in cookie
    assert house.heard(GuestChanged)
    assert ChannelChanged(channel.alias) in house.events


def test_subscribing_twice_is_one_guest(client: Client, channel: Channel, house: House) -> None:
    subscription = a_subscription()
    first, second = (_join(client, channel, subscription) for _time in range(2))
    assert first.json == second.json
    assert channels.get(house.ctx, channel.alias).subscribers == 1


def test_the_cookie_makes_a_second_subscription_the_same_guest(
    client: Client, channel: Channel, house: House
) -> None:
    first = _join(client, channel, a_subscription())
    second = _join(client, house.channel("Bar"), a_subscription())
    assert first.json == second.json
    card = guests.by_pass(house.ctx, _token(first))
    assert (len(card.devices), len(card.channels)) == (2, 2)


def test_the_guest_is_met_in_the_browsers_language(
    client: Client, channel: Channel, house: House
) -> None:
    headers = {"Accept-Language": "de-AT,de;q=0.9,en;q=0.5"}
    path = f"/c/{channel.alias}/subscription"
    content = {"subscription": a_subscription()}
    answer = client.ask("POST", path, content, headers=headers)
    card = guests.by_pass(house.ctx, _token(answer))
    assert card.guest.language == "de"


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/fcm/send/abc",
        "https://127.0.0.1/push/abc",
        "https://push.example.com/abc",
        "https://fcm.googleapis.com@evil.example/abc",
        "https://fcm.googleapis.com:8443/abc",
        "https://fcm.googleapis.com/" + "a" * 3000,
        "\ud800",
        "",
    ],
)
def test_an_endpoint_of_no_push_service_is_refused(
    client: Client, channel: Channel, house: House, endpoint: str
) -> None:
    answer = _join(client, channel, a_subscription() | {"endpoint": endpoint})
    assert answer.status == 422
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json["title"].endswith(".")
    assert channels.get(house.ctx, channel.alias).subscribers == 0


def test_unknown_and_archived_channels_take_nobody(
    client: Client, channel: Channel, house: House
) -> None:
    channels.archive(house.ctx, channel.alias)
    assert _join(client, channel, a_subscription()).status == 410
    unknown = {"subscription": a_subscription()}
    assert client.ask("POST", "/c/nobody/subscription", unknown).status == 404


def test_leaving_one_channel_keeps_the_other(
    client: Client, channel: Channel, house: House
) -> None:
    answer = _join(client, channel, a_subscription())
    bar = house.channel("Bar")
    _join(client, bar, a_subscription())
    assert client.ask("DELETE", f"/c/{channel.alias}/subscription").status == 204
    card = guests.by_pass(house.ctx, _token(answer))
    assert [one.alias for one in card.channels] == [bar.alias]
    assert card.reachable


def test_leaving_needs_the_pass(client: Client, channel: Channel, house: House) -> None:
    house.guest(channel)
    assert client.ask("DELETE", f"/c/{channel.alias}/subscription").status == 403
    assert channels.get(house.ctx, channel.alias).subscribers == 1


def test_the_pass_leaves_everything_and_can_come_back(
    client: Client, channel: Channel, house: House
) -> None:
    subscription = a_subscription()
    answer = _join(client, channel, subscription)
    path = answer.json["pass"]
    assert client.ask("DELETE", f"{path}/subscription").status == 204
    assert not guests.by_pass(house.ctx, _token(answer)).reachable
    assert 'data-state="left"' in client.page(path).text
    assert _join(client, channel, subscription).json == answer.json
    assert guests.by_pass(house.ctx, _token(answer)).reachable


def test_opening_the_pass_tells_a_new_subscription(
    client: Client, channel: Channel, house: House
) -> None:
    guest = house.guest(channel)
    content = {"subscription": a_subscription()}
    answer = client.ask("PUT", f"/g/{guest.token}/subscription", content)
    assert answer.status == 200
    assert answer.json == {"pushed_id": guest.pushed_id, "pass": f"/g/{guest.token}"}
    assert client.cookie == f"pushdesk_pass={guest.token}"
    assert len(guests.by_pass(house.ctx, guest.token).devices) == 2


def test_a_browser_on_somebody_elses_pass_is_told_its_own(
    client: Client, channel: Channel, house: House
) -> None:
    subscription = a_subscription()
    own, other = house.guest(channel, subscription), house.guest(channel)
    content = {"subscription": subscription}
    answer = client.ask("PUT", f"/g/{other.token}/subscription", content)
    assert answer.json["pass"] == f"/g/{own.token}"


def test_a_pass_that_is_nobodys_takes_no_subscription(client: Client) -> None:
    content = {"subscription": a_subscription()}
    assert client.ask("PUT", f"/g/{'A' * 22}/subscription", content).status == 404
    assert client.ask("DELETE", f"/g/{'A' * 22}/subscription").status == 404


def test_a_changed_endpoint_stays_the_same_device(
    client: Client, channel: Channel, house: House
) -> None:
    old, new = a_subscription(), a_subscription()
    guest = house.guest(channel, old)
    content = {"old_endpoint": old["endpoint"], "subscription": new}
    assert client.ask("POST", "/subscription/change", content).status == 204
    (device,) = guests.by_pass(house.ctx, guest.token).devices
    assert device.endpoint == new["endpoint"]


def test_a_browser_that_tells_no_old_endpoint_is_known_by_its_cookie(
    client: Client, channel: Channel, house: House
) -> None:
    guest = house.guest(channel)
    content = {"old_endpoint": "", "subscription": a_subscription()}
    assert client.ask("POST", "/subscription/change", content).status == 404
    client.cookie = f"pushdesk_pass={guest.token}"
    assert client.ask("POST", "/subscription/change", content).status == 204
    assert len(guests.by_pass(house.ctx, guest.token).devices) == 2


def test_the_worker_can_ask_for_the_key(client: Client) -> None:
    assert client.get("/vapid").json == {"key": "BPub"}


def test_row_9_ticked_topics_put_the_guest_into_their_audiences(
    client: Client, channel: Channel, house: House
) -> None:
    for name in ("Wine", "Jazz"):
        audiences.create(house.ctx, name)
        categories.make_category(house.ctx, name, {})
    content = {"subscription": a_subscription(), "categories": ["Wine"]}
    path = client.ask("POST", f"/c/{channel.alias}/subscription", content).json["pass"]
    assert [one.pushed_id for one in audiences.members(house.ctx, "Wine")]
    answer = client.ask("PUT", f"{path}/categories", {"categories": ["Jazz"]})
    assert (answer.status, answer.json) == (200, {"categories": ["Jazz"]})
    assert audiences.members(house.ctx, "Wine") == []


def test_row_9_an_unknown_topic_takes_nobody_in(
    client: Client, channel: Channel, house: House
) -> None:
    content = {"subscription": a_subscription(), "categories": ["Wine"]}
    answer = client.ask("POST", f"/c/{channel.alias}/subscription", content)
    assert answer.status == 422
    assert answer.json["title"] == "The topic “Wine” is not offered here."
    assert channels.get(house.ctx, channel.alias).subscribers == 0


def test_row_9_only_a_pass_chooses(client: Client, channel: Channel, house: House) -> None:
    assert client.ask("PUT", f"/g/{'A' * 22}/categories", {"categories": []}).status == 404
    guest = house.guest(channel)
    subscriptions.leave(house.ctx, guest.token)
    answer = client.ask("PUT", f"/g/{guest.token}/categories", {"categories": []})
    assert answer.status == 409
    assert "You have left" in answer.json["title"]
