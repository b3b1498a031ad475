"""The fakes against real Chromium: from the page's button to the notification and its click."""

import pytest

from .browsers.chromium import Chromium
from .fakes.entry import is_
from .fakes.fcm import DEBIAN, Fcm
from .fakes.guest_site import Guest, GuestSite
from .fakes.notifyd import NotificationDaemon
from .fakes.sender import Sender


@pytest.fixture
def guest(chromium: Chromium, guest_site: GuestSite) -> Guest:
    return guest_site.subscribe(chromium)


def test_a_push_is_shown_and_its_click_reaches_the_worker(
    guest: Guest,
    chromium: Chromium,
    sender: Sender,
    notifyd: NotificationDaemon,
    guest_site: GuestSite,
) -> None:
    answer = sender.send(guest.subscription, "Tisch für <3> 🎉")
    assert answer.status == 201
    assert answer.headers["Location"].startswith(f"{DEBIAN}/m/")
    assert answer.headers["TTL"] == "60"
    notification = notifyd.journal.take()
    assert (notification.app, notification.summary) == ("Chromium", "Guest site")
    host = guest_site.origin.removeprefix("http://")
    assert notification.body == f"{host}\n\nTisch für &lt;3&gt; 🎉"
    notifyd.click(notification)
    assert guest_site.journal.take(is_("clicked"))["text"] == "Tisch für <3> 🎉"
    assert chromium.wait_for_page(f"{guest_site.origin}/opened")


def test_the_endpoint_looks_like_googles(guest: Guest) -> None:
    endpoint = guest.subscription["endpoint"]
    assert endpoint.startswith(f"{DEBIAN}/fcm/send/")
    assert len(endpoint) == 186


def test_unsubscribed_is_410_and_unknown_is_404(guest: Guest, sender: Sender) -> None:
    assert guest.press("unsubscribe") == "unsubscribed"
    assert sender.send(guest.subscription, "late").status == 410
    unknown = {**guest.subscription, "endpoint": f"{DEBIAN}/fcm/send/unknown"}
    assert sender.send(unknown, "nobody").status == 404


def test_a_message_signed_by_a_strangers_key_is_refused(
    guest: Guest, sender: Sender, stranger: Sender
) -> None:
    assert stranger.send(guest.subscription, "spam").status == 403
    wrong_audience = sender.authorization("https://fcm.googleapis.com/")
    assert sender.send(guest.subscription, "lost", wrong_audience).status == 401


def test_the_largest_payload_arrives(guest: Guest, sender: Sender, guest_site: GuestSite) -> None:
    assert sender.send(guest.subscription, "x" * 3993).status == 201
    assert len(guest_site.journal.take(is_("shown"))["text"]) == 3993
    assert sender.send(guest.subscription, "x" * 3994).status == 413


def test_a_scripted_status_is_answered_once(
    guest: Guest, sender: Sender, fcm: Fcm, guest_site: GuestSite
) -> None:
    fcm.office.next_status(503, {"Retry-After": "3"})
    answer = sender.send(guest.subscription, "first")
    assert (answer.status, answer.headers["Retry-After"]) == (503, "3")
    assert sender.send(guest.subscription, "second").status == 201
    assert guest_site.journal.take(is_("shown"))["text"] == "second"


def test_a_denied_permission_stays_denied(chromium: Chromium, guest_site: GuestSite) -> None:
    chromium.set_notifications(guest_site.origin, "denied")
    assert Guest(chromium.open(guest_site.origin), {}).press("subscribe") == "denied"


def test_after_a_restart_what_waited_arrives_without_a_page(
    guest: Guest, chromium: Chromium, sender: Sender, guest_site: GuestSite
) -> None:
    chromium.close_pages()
    sender.send(guest.subscription, "page closed")
    assert guest_site.journal.take(is_("shown"))["text"] == "page closed"
    chromium.stop()
    sender.send(guest.subscription, "replaced", {"Topic": "table"})
    sender.send(guest.subscription, "not now", {"TTL": "0"})
    sender.send(guest.subscription, "newest", {"Topic": "table"})
    sender.send(guest.subscription, "last")
    chromium.start()
    shown = {guest_site.journal.take(is_("shown"))["text"] for _ in range(2)}
    assert shown == {"newest", "last"}
    assert not [url for url in chromium.page_urls() if url.startswith(guest_site.origin)]
