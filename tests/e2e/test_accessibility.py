"""axe-core looks at every guest page in every state, in Chromium."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from . import node_tools
from .browsers.chromium import Chromium
from .browsers.page import Page
from .desk.floor import Floor, floor_of
from .desk.phone import origin
from .desk.venue import Venue

_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_RUN = f"axe.run(document, {json.dumps({'runOnly': _RULES, 'resultTypes': ['violations']})})"
_STATE = "document.querySelector('#state').dataset.state === %r"
_JOINED = """fetch(%r, {
  method: "POST",
  headers: {"Content-Type": "application/json"},
  body: JSON.stringify({size: 2, name: ""}),
}).then((answer) => answer.json()).then((content) => content.pass)"""


@pytest.fixture(scope="module")
def axe() -> str:
    return node_tools.module("axe-core", "axe.min.js").read_text()


@pytest.fixture(scope="module")
def link(venue: Venue) -> str:
    venue._document("audiences", "create", "Wine")
    venue._document("category", "offer", "Wine", "--label", "en=Wine evenings")
    return venue.create_channel("Waiting list")


@pytest.fixture(scope="module")
def floor(venue: Venue) -> Iterator[Floor]:
    with floor_of(venue) as floor:
        yield floor


@pytest.fixture
def look(chromium: Chromium, axe: str) -> Iterator[Callable[..., Page]]:
    """Opens a page held upright, or lying for the venue's own screens."""

    def look(url: str, width: int = 360, height: int = 740) -> Page:
        page = chromium.open(url)
        page.set_viewport(width, height, 1)
        page.evaluate(f"(() => {{ {axe}\nreturn true; }})()")
        return page

    yield look
    chromium.close_pages()


def serious(page: Page) -> list[str]:
    found: list[dict[str, Any]] = page.evaluate(_RUN)["violations"]
    return [
        f"{one['id']}: {node['html']}"
        for one in found
        if one["impact"] in {"moderate", "serious", "critical"}
        for node in one["nodes"]
    ]


def test_pages_for_everybody(look: Callable[..., Page], link: str) -> None:
    for url in (f"{origin(link)}/", link, f"{origin(link)}/c/nobody"):
        assert serious(look(url)) == [], url


def test_each_obstacle_on_the_subscribe_page(look: Callable[..., Page], link: str) -> None:
    page = look(link)
    page.evaluate(
        "document.querySelectorAll('[hidden]:not(#words)').forEach((one) => one.hidden = false)"
    )
    assert serious(page) == []


def test_the_live_page_in_each_state(
    look: Callable[..., Page], link: str, floor: Floor, chromium: Chromium
) -> None:
    chromium.set_notifications(origin(link), "denied")
    alias = link.rpartition("/")[2]
    floor.add("Miller", 2)
    pass_path = look(link).evaluate(_JOINED % f"/kiosk/{alias}/place")
    page = look(f"{origin(link)}{pass_path}")
    guest_id = floor.newest().guest_id

    def check(state: str) -> None:
        page.wait_for(_STATE % state)
        assert serious(page) == [], state

    check("pending")
    floor.accept(guest_id)
    check("waiting")
    floor.clear(but=guest_id)
    check("close")
    floor.call(guest_id)
    check("called")
    page.click("[data-reply=later]")
    check("later")
    page.click("[data-reply=coming]")
    check("coming")
    page.click("[data-reply=cancel]")
    check("cancelled")
    floor.seat(guest_id)
    check("seated")


def test_kiosk_and_board(look: Callable[..., Page], link: str, floor: Floor) -> None:
    kiosk = look(f"{origin(link)}/kiosk/{link.rpartition('/')[2]}", 1366, 768)
    assert serious(kiosk) == []
    kiosk.click("#tab-android")
    kiosk.click("#join [type=submit]")
    kiosk.wait_for("document.querySelector('#joined-qr').naturalWidth > 0")
    assert serious(kiosk) == []
    board = look(f"{origin(link)}/board", 1366, 768)
    assert serious(board) == []
    floor.call(floor.newest().guest_id)
    board.wait_for("document.querySelector('.who')")
    assert serious(board) == []
