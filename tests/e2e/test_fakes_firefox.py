"""The fakes against real Firefox: from the page's button to the notification and its click."""

import pytest

from .browsers.firefox import Firefox
from .fakes.autopush import MOZILLA, Autopush
from .fakes.entry import is_
from .fakes.guest_site import Guest, GuestSite
from .fakes.notifyd import NotificationDaemon
from .fakes.sender import Sender


@pytest.fixture
def guest(firefox: Firefox, guest_site: GuestSite) -> Guest:
    return guest_site.subscribe(firefox)


def test_a_push_is_shown_and_its_click_reaches_the_worker(
    guest: Guest,
    firefox: Firefox,
    sender: Sender,
    notifyd: NotificationDaemon,
    guest_site: GuestSite,
    autopush: Autopush,
) -> None:
    answer = sender.send(guest.subscription, "Tisch für <3> 🎉")
    assert answer.status == 201
    assert answer.headers["Location"].startswith(f"{MOZILLA}/m/")
    assert answer.headers["TTL"] == "60"
    notification = notifyd.journal.take()
    assert (notification.app, notification.summary) == ("Firefox", "Guest site")
    assert notification.body == "Tisch für &lt;3&gt; 🎉"
    notifyd.click(notification)
    assert guest_site.journal.take(is_("clicked"))["text"] == "Tisch für <3> 🎉"
    assert firefox.wait_for_page(f"{guest_site.origin}/opened")
    assert autopush.journal.take(is_("ack"))["updates"][0]["code"] == 100
    assert not [entry for entry in autopush.journal.entries() if entry.what == "nack"]


def test_the_endpoint_looks_like_mozillas(guest: Guest) -> None:
    endpoint = guest.subscription["endpoint"]
    assert endpoint.startswith(f"{MOZILLA}/wpush/v2/")
    assert len(endpoint) == 234


def test_unsubscribed_is_410_and_unknown_is_404(guest: Guest, sender: Sender) -> None:
    assert guest.press("unsubscribe") == "unsubscribed"
    assert sender.send(guest.subscription, "late").status == 410
    unknown = {**guest.subscription, "endpoint": f"{MOZILLA}/wpush/v2/unknown"}
    assert sender.send(unknown, "nobody").status == 404


@pytest.mark.parametrize(
    ("headers", "size", "status", "errno"),
    [
        ({"TTL": "soon"}, 1, 400, 112),
        ({"Topic": "not a topic"}, 1, 400, 113),
        ({"Content-Encoding": "aesgcm"}, 1, 400, 110),
        ({"Authorization": "Bearer x"}, 1, 401, 109),
        ({}, 3994, 413, 104),
    ],
)
def test_a_request_against_the_rules_is_refused(
    guest: Guest,
    sender: Sender,
    autopush: Autopush,
    headers: dict[str, str],
    size: int,
    status: int,
    errno: int,
) -> None:
    assert sender.send(guest.subscription, "x" * size, headers).status == status
    assert autopush.journal.take(is_("post"))["answer"]["errno"] == errno


def test_a_message_signed_by_a_strangers_key_is_refused(
    guest: Guest, sender: Sender, stranger: Sender, autopush: Autopush
) -> None:
    assert stranger.send(guest.subscription, "spam").status == 401
    endpoint = guest.subscription["endpoint"]
    token = stranger.authorization(endpoint)["Authorization"].partition(",k=")[0]
    forged = {"Authorization": f"{token},k={sender.application_server_key}"}
    assert sender.send(guest.subscription, "forged", forged).status == 401
    wrong_audience = sender.authorization("https://fcm.googleapis.com/")
    assert sender.send(guest.subscription, "lost", wrong_audience).status == 401
    reasons = [autopush.journal.take(is_("post"))["answer"]["message"] for _ in range(3)]
    assert [reason.partition(" ")[0] for reason in reasons] == ["k", "the", "aud"]


def test_the_largest_payload_arrives(guest: Guest, sender: Sender, guest_site: GuestSite) -> None:
    assert sender.send(guest.subscription, "x" * 3993).status == 201
    assert len(guest_site.journal.take(is_("shown"))["text"]) == 3993


def test_a_scripted_status_is_answered_once(
    guest: Guest, sender: Sender, autopush: Autopush, guest_site: GuestSite
) -> None:
    autopush.office.next_status(429, {"Retry-After": "3"})
    answer = sender.send(guest.subscription, "first")
    assert (answer.status, answer.headers["Retry-After"]) == (429, "3")
    assert sender.send(guest.subscription, "second").status == 201
    assert guest_site.journal.take(is_("shown"))["text"] == "second"


def test_a_dropped_connection_comes_back_for_what_waits(
    guest: Guest, sender: Sender, autopush: Autopush, guest_site: GuestSite
) -> None:
    autopush.drop_connections()
    assert sender.send(guest.subscription, "kept").status == 201
    assert guest_site.journal.take(is_("shown"))["text"] == "kept"


def test_a_denied_permission_stays_denied(firefox: Firefox, guest_site: GuestSite) -> None:
    firefox.set_notifications(guest_site.origin, "denied")
    assert Guest(firefox.open(guest_site.origin), {}).press("subscribe") == "denied"


def test_after_a_restart_what_waited_arrives_without_a_page(
    guest: Guest, firefox: Firefox, sender: Sender, guest_site: GuestSite
) -> None:
    firefox.close_pages()
    sender.send(guest.subscription, "page closed")
    assert guest_site.journal.take(is_("shown"))["text"] == "page closed"
    firefox.stop()
    sender.send(guest.subscription, "replaced", {"Topic": "table"})
    sender.send(guest.subscription, "not now", {"TTL": "0"})
    sender.send(guest.subscription, "newest", {"Topic": "table"})
    sender.send(guest.subscription, "last")
    firefox.start()
    shown = {guest_site.journal.take(is_("shown"))["text"] for _ in range(2)}
    assert shown == {"newest", "last"}
    assert not [url for url in firefox.page_urls() if url.startswith(guest_site.origin)]
