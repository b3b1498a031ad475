"""The first story at the real desk: keys in, screenshots out, and the guest in a real browser."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from pushdesk.gui.theme import LIGHT

from .browsers.installed import find_program
from .browsers.process import OwnProcess
from .desk.phone import Phone, text_of
from .desk.screen import Screen
from .desk.until import until
from .desk.venue import Venue
from .fakes.notifyd import NotificationDaemon

# Pixels of a colour, with room for another layout: one big button is 22,000 or more, a disc of
# the chosen number of people 5,000.
BIG_BUTTON = 15_000
CHIP = 3_000


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    """Its last picture stays in the test's folder."""
    screen = Screen(find_program("Xvfb"), find_program("xdotool"))
    yield screen
    screen.stop()


@pytest.fixture
def desk(
    program_env: dict[str, str],
    start_program: Callable[[Sequence[str]], OwnProcess],
    screen: Screen,
    tmp_path: Path,
) -> Iterator[Venue]:
    """The window, open on fresh data."""
    program_env |= screen.env | {"PUSHDESK_PORT": "0", "PUSHDESK_THEME": "light"}
    # A machine for tests has nothing to play them on, and Qt complains.
    program_env["PUSHDESK_SOUNDS"] = "off"
    window = start_program(["pushdesk"])
    screen.wait_for_window("PushDesk")
    desk = Venue(program_env)
    yield desk
    screen.screenshot().save(tmp_path / "screen.png")
    assert (window.stop(), desk.complaints()) == (0, [])


def test_from_the_first_channel_to_the_guest_who_leaves(
    desk: Venue, screen: Screen, phone: Phone, notifyd: NotificationDaemon
) -> None:
    screen.wait_for_colour(LIGHT.accent, BIG_BUTTON)
    screen.type("Gasthof")
    screen.press("Tab")
    screen.type("Tables")
    screen.press("Return")
    (link,) = until(screen.codes)

    guest = phone.subscribe(link)
    assert "Gasthof" in guest.text()
    (pushed_id,) = guest.codes()
    phone.browser.close_pages()

    screen.scan(pushed_id)
    screen.wait_for_colour(LIGHT.accent_soft, CHIP)
    screen.press("Return")
    title, _body = text_of(notifyd.journal.take())
    assert title == "You are on the list"
    (ring,) = until(desk.ledger.deliveries)
    assert desk.ledger.wait_for(ring.message_id, "shown").opened_at is None
    rung = screen.wait_for_colour(LIGHT.green, 1)

    screen.press("space")
    notification = notifyd.journal.take()
    title, body = text_of(notification)
    assert title == "Your table is ready"
    assert body.startswith("Gasthof holds it for 10 min, until ")
    (call,) = [one for one in desk.ledger.deliveries() if one.message_id != ring.message_id]
    assert desk.ledger.wait_for(call.message_id, "shown").opened_at is None
    shown = screen.wait_for_colour(LIGHT.green, rung + 1)

    notifyd.click(notification)
    assert desk.ledger.wait_for(call.message_id, "opened").climbed
    screen.wait_for_colour(LIGHT.green, shown + 1)
    page = phone.opened_pass(link)
    assert "Your table is ready" in page.text()

    # The open page has shown the call, so nobody has to shout; the phone's bell is crossed out.
    assert screen.amount_of(LIGHT.amber) == 0
    red = screen.amount_of(LIGHT.red)
    page.stop_ringing()
    screen.wait_for_colour(LIGHT.red, red)
    assert "There is nobody to send this to." in desk.refusal(pushed_id)
    assert phone.posts() == [201, 201]
    assert len(desk.ledger.deliveries()) == 2
