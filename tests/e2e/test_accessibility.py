"""axe-core looks at every guest page in every state, light and dark, in Chromium."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from pushdesk.domain.visits import State
from pushdesk.i18n import NAMES
from pushdesk.services import subscriptions
from pushdesk.services.subscriptions import Pass

from . import node_tools
from .browsers.chromium import Chromium
from .browsers.page import Page
from .desk.floor import Floor, floor_of
from .desk.phone import origin
from .desk.venue import Venue
from .phone_screens import (
    HELP,
    JOIN,
    REFUSED,
    STATE,
    STATES,
    UNFOLD,
    check_in,
    erase,
    guest_in,
    newcomer,
    open_house,
    put_on,
    subscriber,
)

_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_RUN = f"axe.run(document, {json.dumps({'runOnly': _RULES, 'resultTypes': ['violations']})})"
_SERIOUS = {"moderate", "serious", "critical"}
_BOTTOM = "getBoundingClientRect().bottom"
_WIDE = "document.documentElement.scrollWidth > innerWidth"
# Buttons and links whose words don't fit into them.
_CUT = """[...document.querySelectorAll("button, .button, .languages a, label, select")]
  .filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.textContent)"""
_ALL_SHOWN = (
    "document.querySelectorAll('[hidden]:not(#words)').forEach((one) => one.hidden = false)"
)


@pytest.fixture(scope="module")
def axe() -> str:
    return node_tools.module("axe-core", "axe.min.js").read_text()


@pytest.fixture(scope="module")
def link(venue: Venue) -> str:
    return open_house(venue)


@pytest.fixture(scope="module")
def floor(venue: Venue) -> Iterator[Floor]:
    with floor_of(venue) as floor:
        yield floor


@pytest.fixture
def look(chromium: Chromium, axe: str, link: str) -> Iterator[Callable[..., Page]]:
    """Opens a page held upright, or lying for the venue's own screens."""

    def look(url: str, width: int = 360, height: int = 740) -> Page:
        page = chromium.open(url)
        page.set_viewport(width, height, 1)
        page.evaluate(f"(() => {{ {axe}\nreturn true; }})()")
        return page

    yield look
    chromium.open(f"{link}?lang=en")
    chromium.close_pages()


def serious(page: Page) -> list[str]:
    """What axe finds in light and in dark, and whether anything is too wide for the screen."""
    wide = ["wider than the screen"] if page.evaluate(_WIDE) else []
    return [*wide, *_found(page, "light"), *_found(page, "dark")]


def _found(page: Page, scheme: str) -> list[str]:
    put_on(page, scheme)
    found: list[dict[str, Any]] = page.evaluate(_RUN)["violations"]
    return [
        f"{scheme}: {one['id']}: {node['html']}"
        for one in found
        if one["impact"] in _SERIOUS
        for node in one["nodes"]
    ]


def test_pages_for_everybody(look: Callable[..., Page], link: str) -> None:
    site = origin(link)
    pages = [f"{site}/", link, f"{link}?lang=de", f"{site}/c/nobody", f"{site}/forgotten"]
    for url in pages:
        assert serious(look(url)) == [], url


def test_each_obstacle_on_the_subscribe_page(look: Callable[..., Page], link: str) -> None:
    page = look(link)
    page.evaluate(_ALL_SHOWN)
    page.evaluate("document.querySelector('#banner').textContent = 'It is full.'")
    assert serious(page) == []


def test_who_refuses_notifications(
    look: Callable[..., Page], link: str, chromium: Chromium
) -> None:
    chromium.set_notifications(origin(link), "denied")
    page = look(link)
    page.wait_for(REFUSED)
    assert serious(page) == []


@pytest.mark.parametrize("state", list(STATES))
def test_the_live_page_in_each_state(
    look: Callable[..., Page], link: str, floor: Floor, chromium: Chromium, state: str
) -> None:
    chromium.set_notifications(origin(link), "denied")
    page = look(f"{origin(link)}/g/{guest_in(state, floor)}")
    page.wait_for(STATE % state)
    if state in set(State) - {State.CANCELLED}:
        page.wait_for(HELP)
        page.evaluate(UNFOLD)
        page.wait_for(REFUSED)
    assert serious(page) == []


@pytest.fixture
def guest(floor: Floor, link: str) -> Pass:
    return subscriber(floor, link)


def test_a_guest_who_is_subscribed_and_one_who_has_left(
    look: Callable[..., Page], link: str, floor: Floor, guest: Pass
) -> None:
    address = f"{origin(link)}/g/{guest.token}"
    page = look(address)
    page.wait_for(STATE % "subscribed")
    page.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)")
    page.click("#erase")
    page.wait_for("!document.querySelector('#erase-really').disabled")
    assert serious(page) == []
    subscriptions.leave(floor._ctx, guest.token)
    page = look(address)
    page.wait_for(STATE % "left")
    assert serious(page) == []


def test_a_guest_takes_the_data_along_and_is_erased(
    look: Callable[..., Page], link: str, guest: Pass
) -> None:
    address = f"{origin(link)}/g/{guest.token}"
    page = look(address)
    page.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)")
    held = page.evaluate("fetch(document.querySelector('[download]').href).then((a) => a.json())")
    assert held["guest"]["pushed_id"] == guest.pushed_id
    erase(page)
    page = look(address)
    page.wait_for("document.body.innerText.includes('belongs to nobody')")
    assert serious(page) == []


def test_everything_that_the_live_page_can_say(
    look: Callable[..., Page], link: str, floor: Floor
) -> None:
    """Countdown, warnings, choices and obstacles at once, as no guest sees them."""
    page = look(f"{origin(link)}/g/{guest_in('called', floor)}")
    page.wait_for("document.querySelector('#countdown').textContent")
    page.evaluate(_ALL_SHOWN)
    assert serious(page) == []


@pytest.mark.parametrize("language", list(NAMES))
def test_each_languages_words_fit_on_a_small_phone(
    look: Callable[..., Page], link: str, floor: Floor, language: str
) -> None:
    for url in (link, f"{origin(link)}/g/{guest_in('called', floor)}"):
        page = look(f"{url}?lang={language}")
        assert page.evaluate("document.documentElement.lang") == language
        page.evaluate(_ALL_SHOWN)
        assert not page.evaluate(_WIDE), url
        assert page.evaluate(_CUT) == [], url


def test_the_kiosk(look: Callable[..., Page], link: str) -> None:
    address = f"{origin(link)}/kiosk/{link.rpartition('/')[2]}"
    upright = look(address, 800, 1280)
    assert upright.evaluate(f"document.querySelector('{JOIN}').{_BOTTOM} <= innerHeight")
    kiosk = look(address, 1366, 768)
    assert serious(kiosk) == []
    check_in(kiosk)
    assert serious(kiosk) == []
    assert serious(look(f"{address}?lang=de", 1024, 768)) == []


def test_the_board(look: Callable[..., Page], link: str, floor: Floor) -> None:
    floor.clear()
    board = look(f"{origin(link)}/board", 1366, 768)
    assert serious(board) == []
    floor.call(newcomer(floor))
    board.wait_for("document.querySelector('.who')")
    assert serious(board) == []
