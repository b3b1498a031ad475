"""At the door: a greeting, and topics that a guest ticks, gets news about, and takes back."""

import pytest

from .desk.phone import GuestPage, Phone, origin, text_of
from .desk.venue import Venue
from .fakes.notifyd import NotificationDaemon

_TICKED = "[...document.querySelectorAll('[name=category]:checked')].map((box) => box.value)"
_BUTTON_IN_SIGHT = """(() => {
  const {top, bottom} = document.querySelector("#notify-me").getBoundingClientRect();
  return top > 0 && bottom <= innerHeight && scrollY === 0;
})()"""


@pytest.fixture(scope="module")
def link(venue: Venue) -> str:
    for audience in ("Jazz", "Wine", "Lunch menu"):
        venue._document("audiences", "create", audience)
        venue._document("category", "offer", audience, "--label", f"en={audience} in the evening")
    return venue.create_channel("Waiting list")


@pytest.fixture
def page(phone: Phone, link: str) -> GuestPage:
    phone.browser.set_notifications(origin(link), "granted")
    return phone.open(link)


def tick(page: GuestPage, topic: str) -> None:
    """On the pass once it says whether the phone rings, which moves the topics; saved at once."""
    page.wait_for("document.querySelector('#phone').dataset.rings === 'true'")
    page.page.click(f"[name=category][value={topic}]")
    page.wait_for("document.querySelector('#saved').textContent === 'Saved'")


def send_to_wine(venue: Venue) -> dict[str, int]:
    words = ("--to", "audience:Wine", "--title", "Six new bottles", "--wait")
    counts: dict[str, int] = venue._document("send", *words)["counts"]
    return counts


def test_row_9_ticked_at_the_door_unticked_on_the_pass(
    page: GuestPage, venue: Venue, notifyd: NotificationDaemon
) -> None:
    page.wait_until_shown("#notify-me")
    assert page.page.evaluate(_TICKED) == []
    assert page.page.evaluate(_BUTTON_IN_SIGHT)
    assert "With a tick, Our venue may send you news about it" in page.text()
    page.page.click("[name=category][value=Wine]")
    page.join()
    page.wait_for_pass()
    assert page.page.evaluate(_TICKED) == ["Wine"]

    assert send_to_wine(venue) == {"shown": 1}
    assert text_of(notifyd.journal.take())[0] == "Six new bottles"

    tick(page, "Wine")
    refused = venue._run("send", "--to", "audience:Wine", "--title", "Not wanted")
    assert refused.returncode == 1
    assert refused.stderr.startswith("There is nobody to send this to.")


def test_row_9_the_pass_keeps_what_was_ticked_and_undo_brings_it_back(
    page: GuestPage, phone: Phone, venue: Venue, link: str
) -> None:
    page.wait_for_pass()
    tick(page, "Jazz")
    again = phone.open(link)
    again.wait_for_pass()
    assert again.page.evaluate(_TICKED) == ["Jazz"]
    again.leave()
    assert not again.shows(".topics")
    again.page.click("#undo")
    again.wait_until_shown("#unsubscribe")
    after = phone.open(link)
    after.wait_for_pass()
    assert after.page.evaluate(_TICKED) == ["Jazz"]
    tick(after, "Jazz")


def test_row_2_a_greeting_rings_at_the_first_joining(
    phone: Phone, venue: Venue, notifyd: NotificationDaemon
) -> None:
    bar = venue.create_channel(f"Bar {phone.browser.name}")
    words = (
        "channel",
        "welcome",
        bar.rpartition("/")[2],
        "Hello {name|friend}, {channel} is open.",
    )
    venue._document(*words)
    phone.subscribe(bar)
    greeting = f"Hello friend, Bar {phone.browser.name} is open."
    assert text_of(notifyd.journal.take()) == ("Our venue", greeting)


def test_row_8_a_button_leads_where_it_says(
    phone: Phone, venue: Venue, notifyd: NotificationDaemon, link: str
) -> None:
    guest = phone.subscribe(link)
    elsewhere = "https://127.0.0.1:9/menu"  # nobody answers there: the address is enough
    words = ("send", "--to", f"pushed_id:{guest.pushed_id}", "--title", "Tonight", "--wait")
    venue._document(*words, "--button", f"Menu={elsewhere}")
    notification = notifyd.journal.take()
    keys, labels = notification.actions[::2], notification.actions[1::2]
    notifyd.click(notification, keys[labels.index("Menu")])
    phone.browser.wait_for_page(elsewhere)
