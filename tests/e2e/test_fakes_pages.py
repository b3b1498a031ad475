"""What a test may do with a page, the same in both browsers."""

import struct

import pytest

from .browsers.browser import Browser
from .browsers.errors import BrowserError
from .fakes.guest_site import GuestSite


@pytest.fixture(params=["firefox", "chromium"])
def browser(request: pytest.FixtureRequest) -> Browser:
    browser: Browser = request.getfixturevalue(request.param)
    return browser


def test_a_screenshot_has_the_viewports_device_pixels(
    browser: Browser, guest_site: GuestSite
) -> None:
    page = browser.open(guest_site.origin)
    page.set_viewport(360, 740, 2)
    page.wait_for("innerWidth === 360 && devicePixelRatio === 2")
    png = page.screenshot()
    assert struct.unpack(">II", png[16:24]) == (720, 1480)


def test_values_and_errors_come_back(browser: Browser, guest_site: GuestSite) -> None:
    page = browser.open(guest_site.origin)
    assert page.evaluate("Promise.resolve({a: [1, 'ü', null]})") == {"a": [1, "ü", None]}
    assert page.evaluate("undefined") is None
    assert page.wait_for("document.title") == "Guest"
    assert page.wait_for("document.querySelector('#subscribe')") == {}
    with pytest.raises(BrowserError, match="no such thing"):
        page.evaluate("(() => { throw new Error('no such thing') })()")
    with pytest.raises(BrowserError, match="not true after"):
        page.wait_for("document.title === 'never'", timeout=0.1)
    with pytest.raises(BrowserError, match="absent is not defined"):
        page.wait_for("absent.text", timeout=0.1)


def test_a_click_is_refused_where_a_finger_would_miss(
    browser: Browser, guest_site: GuestSite
) -> None:
    page = browser.open(guest_site.origin)
    with pytest.raises(BrowserError, match="no element"):
        page.click("#absent")
    page.evaluate("document.querySelector('#subscribe').style.visibility = 'hidden'")
    with pytest.raises(BrowserError, match="hidden or covered"):
        page.click("#subscribe")
    page.evaluate("document.querySelector('#unsubscribe').disabled = true")
    with pytest.raises(BrowserError, match="disabled"):
        page.click("#unsubscribe")


def test_a_closed_page_is_gone_from_the_list(browser: Browser, guest_site: GuestSite) -> None:
    url = f"{guest_site.origin}/opened"
    page = browser.open(url)
    assert page.url() == url
    assert url in browser.page_urls()
    page.close()
    assert url not in browser.page_urls()


def test_a_click_is_a_users(browser: Browser, guest_site: GuestSite) -> None:
    page = browser.open(guest_site.origin)
    page.evaluate("void addEventListener('click', (event) => { window.trusted = event.isTrusted })")
    assert not page.evaluate("navigator.userActivation.hasBeenActive")
    page.click("#state, #unsubscribe")
    assert page.wait_for("window.trusted && navigator.userActivation.hasBeenActive")


def test_a_command_that_the_browser_does_not_know(browser: Browser, guest_site: GuestSite) -> None:
    page = browser.open(guest_site.origin)
    with pytest.raises(BrowserError, match=r"(?i)unknown|wasn't found"):
        page.command("noSuchThing")
    assert page.evaluate("1 + 1") == 2
