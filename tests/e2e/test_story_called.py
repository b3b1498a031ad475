"""From the subscribe code to the ring: the real program, real browsers, real notifications."""

import pytest

from pushdesk.services.texts import BODY_LENGTH, TITLE_LENGTH

from .desk.phone import GuestPage, Phone, origin, text_of
from .desk.venue import Venue
from .fakes.notifyd import NotificationDaemon


@pytest.fixture(scope="module")
def link(venue: Venue) -> str:
    return venue.create_channel("Warteliste für Zwei")


@pytest.fixture
def guest(phone: Phone, link: str) -> GuestPage:
    return phone.subscribe(link)


def test_the_page_says_what_for_and_becomes_the_pass(phone: Phone, link: str) -> None:
    phone.browser.set_notifications(origin(link), "granted")
    page = phone.open(link)
    page.wait_until_shown("#notify-me")
    assert "Warteliste für Zwei" in page.text()
    assert "Your phone rings when it’s your turn" in page.text()
    assert page.page.evaluate("document.documentElement.scrollWidth") <= 360
    page.join()
    page.wait_for_pass()
    assert page.codes() == [page.pushed_id]
    page.wait_for("document.body.innerText.includes('This phone will ring, even when')")


def test_who_comes_back_gets_the_same_pass_without_a_question(
    guest: GuestPage, phone: Phone, link: str, venue: Venue
) -> None:
    devices = venue.ledger.count("device")
    again = phone.open(link)
    again.wait_for_pass()
    assert again.pushed_id == guest.pushed_id
    assert venue.ledger.count("device") == devices


def test_with_its_page_closed_the_phone_rings_and_a_tap_opens_the_pass(
    guest: GuestPage, phone: Phone, link: str, venue: Venue, notifyd: NotificationDaemon
) -> None:
    pushed_id = guest.pushed_id
    phone.browser.close_pages()
    sent = venue.send(pushed_id, "Grüße 🎉", "Tisch für <3> & Käse")
    assert (sent.counts, phone.posts()) == ({"shown": 1}, [201])
    notification = notifyd.journal.take()
    assert text_of(notification) == ("Grüße 🎉", "Tisch für <3> & Käse")
    assert venue.ledger.wait_for(sent.id, "shown").opened_at is None
    notifyd.click(notification)
    delivery = venue.ledger.wait_for(sent.id, "opened")
    assert delivery.climbed
    assert delivery.browser == {"firefox": "Firefox", "chromium": "Chrome"}[phone.browser.name]
    assert phone.opened_pass(link).pushed_id == pushed_id


def test_what_came_while_the_browser_was_closed_rings_when_it_is_back(
    guest: GuestPage, phone: Phone, link: str, venue: Venue, notifyd: NotificationDaemon
) -> None:
    pushed_id = guest.pushed_id
    phone.browser.close_pages()
    phone.browser.stop()
    message = venue.post(pushed_id, "Bitte kommen")
    assert venue.ledger.wait_for(message, "accepted").shown_at is None
    phone.browser.start()
    notification = notifyd.journal.take()
    assert text_of(notification) == ("Bitte kommen", "")
    venue.ledger.wait_for(message, "shown")
    assert phone.pages_of(link) == []
    notifyd.click(notification)
    assert venue.ledger.wait_for(message, "opened").climbed
    assert phone.opened_pass(link).pushed_id == pushed_id


def test_the_longest_text_arrives_whole(
    guest: GuestPage, venue: Venue, notifyd: NotificationDaemon
) -> None:
    title, body = "Ü" * TITLE_LENGTH, "ß" * BODY_LENGTH
    assert venue.send(guest.pushed_id, title, body).counts == {"shown": 1}
    assert text_of(notifyd.journal.take()) == (title, body)


def test_a_text_that_is_too_large_for_a_push_is_cut_between_characters(
    guest: GuestPage, venue: Venue, notifyd: NotificationDaemon
) -> None:
    assert venue.send(guest.pushed_id, "🎉", "🧀" * BODY_LENGTH).counts == {"shown": 1}
    title, body = text_of(notifyd.journal.take())
    assert title == "🎉"
    assert set(body) == {"🧀", "…"}
    assert body.endswith("🧀…")
