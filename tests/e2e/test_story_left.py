"""How a guest leaves, and how the program notices: on the page, in the browser, by blocking."""

import pytest

from .desk.phone import GuestPage, Phone, origin, text_of
from .desk.venue import Venue
from .fakes.notifyd import NotificationDaemon

_UNSUBSCRIBE = """navigator.serviceWorker.ready
  .then((worker) => worker.pushManager.getSubscription())
  .then((subscription) => subscription.unsubscribe())"""
_NOBODY = (
    "There is nobody to send this to. Nobody among them is subscribed with a phone that can"
    " still be reached. Let them scan the subscribe code again."
)


@pytest.fixture(scope="module")
def link(venue: Venue) -> str:
    return venue.create_channel("Barber")


@pytest.fixture
def guest(phone: Phone, link: str) -> GuestPage:
    return phone.subscribe(link)


def test_who_leaves_on_the_page_is_never_rung_again(
    guest: GuestPage, phone: Phone, venue: Venue
) -> None:
    guest.leave()
    assert "This phone doesn’t ring any more." in guest.text()
    assert venue.refusal(guest.pushed_id) == _NOBODY
    assert phone.posts() == []
    phone.wait_for_end()


def test_who_left_by_mistake_comes_back_with_one_tap(
    guest: GuestPage, venue: Venue, notifyd: NotificationDaemon
) -> None:
    guest.leave()
    guest.page.click("#undo")
    guest.wait_until_shown("#unsubscribe")
    assert venue.send(guest.pushed_id, "Next, please").counts == {"shown": 1}
    assert text_of(notifyd.journal.take())[0] == "Next, please"


def test_a_subscription_given_up_behind_our_back_is_noticed_at_the_next_send(
    guest: GuestPage, phone: Phone, venue: Venue
) -> None:
    assert guest.page.evaluate(_UNSUBSCRIBE)
    phone.wait_for_end()
    sent = venue.send(guest.pushed_id, "Next, please")
    assert (sent.counts, phone.posts()) == ({"gone": 1}, [410])
    assert venue.ledger.wait_for(sent.id, "gone").gone_at
    assert venue.refusal(guest.pushed_id) == _NOBODY
    assert phone.posts() == [410]


def test_who_blocks_notifications_is_told_the_truth(phone: Phone, link: str) -> None:
    phone.browser.set_notifications(origin(link), "denied")
    page = phone.open(link)
    page.wait_until_shown("[data-obstacle=denied]")
    assert "Notifications are blocked here" in page.text()
    assert not page.shows("#notify-me")
