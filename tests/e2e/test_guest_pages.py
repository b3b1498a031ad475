"""Guest pages where things are not as wished: no https, another language, a guest who walks off."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from pushdesk.services import guests, subscriptions, visits
from pushdesk.services.subscriptions import Caller
from tests.house import a_subscription

from .browsers.browser import Browser
from .browsers.chromium import Chromium
from .browsers.installed import find_program
from .browsers.page import Page
from .desk.floor import Floor, floor_of
from .desk.phone import origin
from .desk.until import until
from .desk.venue import Venue
from .fakes.loop_thread import LoopThread

# An address as a venue's own network has them; nothing is there but what the rule below says.
_LAN = "192.168.77.7"
_RULES = f"--host-resolver-rules=MAP {_LAN} 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
_STATE = "document.querySelector('#state')?.dataset.state === %r"
_VISIBLE = "document.querySelector(%r).checkVisibility()"
# What would take a tap that no script is there for yet.
_BEFORE_SCRIPTS = """(async () => {
  const text = await (await fetch(location.href)).text();
  const pass = new DOMParser().parseFromString(text, "text/html").querySelector("#pass");
  return [...pass.querySelectorAll("button, select, input")]
    .filter((one) => !one.matches(":disabled") && !one.closest("[hidden], form"))
    .map((one) => one.outerHTML);
})()"""
# A clock that the test turns: what waits for longer than five seconds waits for it.
_CLOCK = """(() => {
  const real = window.setTimeout, stop = window.clearTimeout, kept = new Map();
  window.setTimeout = (task, pause, ...rest) => {
    if (pause < 5000) return real(task, pause, ...rest);
    const id = real(() => {}, 0);
    kept.set(id, { task, pause });
    return id;
  };
  window.clearTimeout = (id) => (kept.delete(id), stop(id));
  window.turnTo = (pause) => [...kept.values()].filter((one) => one.pause <= pause)
    .map(({ task }) => task()).length;
})()"""


@dataclass(frozen=True)
class Site:
    link: str
    floor: Floor

    @property
    def alias(self) -> str:
        return self.link.rpartition("/")[2]


@pytest.fixture(scope="module")
def site(venue: Venue) -> Iterator[Site]:
    with floor_of(venue) as floor:
        yield Site(venue.create_channel("Waiting list"), floor)


@pytest.fixture
def wifi(loop: LoopThread, tmp_path: Path) -> Iterator[Browser]:
    """A phone in the venue's Wi-Fi, to which the desk is an address in figures."""
    program = find_program("chromium", "chromium-browser")
    browser = Chromium(loop, program, tmp_path, {}, [_RULES], "")
    browser.start()
    yield browser
    browser.stop()


def test_over_plain_http_the_page_works_without_push_and_says_so(wifi: Browser, site: Site) -> None:
    port = urlsplit(site.link).port
    page = wifi.open(f"http://{_LAN}:{port}/c/{site.alias}")
    page.set_viewport(360, 740, 1)
    assert page.evaluate("isSecureContext") is False
    page.wait_for(_VISIBLE % "[data-obstacle=insecure]")
    told = page.evaluate("document.querySelector('[data-obstacle=insecure]').innerText")
    assert "Browsers ring only for pages that start with https://" in told
    assert not page.evaluate(_VISIBLE % "#notify-me")
    page.click("#join [type=submit]")
    page.wait_for(_STATE % "pending")
    guest_id = site.floor.newest().guest_id
    page.wait_for("document.querySelector('#ring-here-button:enabled') !== null")
    assert page.evaluate(_BEFORE_SCRIPTS) == []
    page.click("#ring-here-button")
    page.wait_for("document.querySelector('#armed').textContent.includes('keep the screen')")
    site.floor.accept(guest_id)
    site.floor.call(guest_id)
    page.wait_for(_STATE % "called", 5)
    page.wait_for("document.documentElement.dataset.rung > 0")
    row = site.floor.wait_until(guest_id, lambda row: row.page_shown_at)
    assert (site.floor.word(row), row.call_name) == ("on the page", False)
    page.click("[data-reply=coming]")
    site.floor.wait_for(guest_id, "coming")
    site.floor.seat(guest_id)


def test_the_kiosk_starts_again_after_20_seconds(chromium: Chromium, site: Site) -> None:
    kiosk = on_a_screen(chromium, f"{origin(site.link)}/kiosk/{site.alias}?lang=de")
    kiosk.wait_for("document.documentElement.lang === 'de'")
    kiosk.click("#tab-android")
    kiosk.evaluate("document.querySelector('[name=name]').value = 'Ada'")
    assert kiosk.evaluate("turnTo(19_999)") == 0
    assert kiosk.evaluate("turnTo(20_000)") == 1
    kiosk.wait_for("document.documentElement.lang === 'en' && !location.search")
    kiosk.click("#join [type=submit]")
    kiosk.wait_for(_VISIBLE % "#joined")
    kiosk.click("#joined-name")
    assert kiosk.evaluate("turnTo(20_000)") == 1
    assert not kiosk.evaluate(_VISIBLE % "#joined")
    assert kiosk.evaluate("document.querySelector('#join [name=name]').value") == ""


def test_the_kiosks_guest_keeps_the_language(chromium: Chromium, site: Site) -> None:
    kiosk = on_a_screen(chromium, f"{origin(site.link)}/kiosk/{site.alias}")
    kiosk.click(".languages [lang=es]")
    kiosk.wait_for("document.documentElement.lang === 'es'")
    before = len(site.floor.rows())
    kiosk.click("#join [type=submit]")
    kiosk.wait_for("document.querySelector('#joined-qr').naturalWidth > 0")
    row = until(site.floor.rows, lambda rows: len(rows) > before)[-1]
    assert guests.card(site.floor._ctx, row.guest_id).guest.language == "es"
    assert kiosk.evaluate("document.querySelector('#joined-qr').src").endswith("?lang=es")


def on_a_screen(chromium: Chromium, url: str) -> Page:
    page = chromium.open("about:blank")
    page.set_viewport(1366, 768, 1)
    page.command("Page.enable")
    page.command("Page.addScriptToEvaluateOnNewDocument", source=_CLOCK)
    page.evaluate(f"location.assign({url!r})")
    page.wait_for("location.href !== 'about:blank' && document.readyState === 'complete'")
    page.wait_for("document.querySelector('#join')")
    return page


@pytest.fixture(autouse=True)
def closes_its_pages(chromium: Chromium) -> Iterator[None]:
    yield
    chromium.close_pages()


@pytest.fixture
def open_at(chromium: Chromium) -> Callable[[str], Page]:
    def open_at(url: str) -> Page:
        page = chromium.open(url)
        page.set_viewport(360, 740, 1)
        return page

    return open_at


def test_a_guest_chooses_a_language_on_the_page(open_at: Callable[[str], Page], site: Site) -> None:
    page = open_at(site.link)
    page.click(".languages [lang=fr]")
    page.wait_for("document.documentElement.lang === 'fr'")
    page = open_at(site.link)
    assert page.evaluate("document.documentElement.lang") == "fr"
    page.wait_for("document.querySelector('#without').textContent.startsWith('Continuer')")
    page.click("#without")
    page.click("#join [type=submit]")
    page.wait_for("document.querySelector('#state')?.textContent === 'Nous avons votre demande'")
    page.wait_for("document.querySelector('#phone').textContent")  # nothing moves from here on
    page.click(".languages [lang=de]")
    page.wait_for("document.querySelector('#state')?.textContent === 'Wir haben Ihre Anfrage'")
    site.floor.call(site.floor.newest().guest_id)
    page.wait_for("document.querySelector('#state').textContent === 'Ihr Tisch ist bereit'", 5)
    page.click(".languages [lang=en]")
    page.wait_for("document.documentElement.lang === 'en'")


# Made with the next click and at its place, for whatever is there when it is dispatched.
_SECOND_TAP = """addEventListener("click", ({ clientX, clientY }) => {
  window.secondTap = new MouseEvent("click",
    { bubbles: true, cancelable: true, detail: 2, clientX, clientY });
}, { capture: true, once: true }) ?? null"""


def test_a_double_tap_does_not_reach_the_button_that_moves_up(
    open_at: Callable[[str], Page], site: Site
) -> None:
    page, guest_id = let_in(open_at, site)
    site.floor.call(guest_id)
    page.wait_for(_VISIBLE % "[data-reply=later]", 5)
    page.evaluate(_SECOND_TAP)
    page.click("[data-reply=later]")
    page.wait_for(_STATE % "later")
    second = "document.querySelector('[data-reply=cancel]').dispatchEvent(window.secondTap)"
    assert page.evaluate(second) is False
    page.click("[data-reply=cancel]")
    page.wait_for(_STATE % "cancelled")


def test_who_cancels_takes_it_back_or_joins_again(
    open_at: Callable[[str], Page], site: Site
) -> None:
    page, guest_id = let_in(open_at, site)
    page.wait_for(_STATE % "close", 5)
    page.click("#leave-list")
    page.wait_for(_STATE % "cancelled")
    page.click("#undo-cancel")
    page.wait_for(_STATE % "close")
    page.click("#leave-list")
    page.wait_for(_STATE % "cancelled")
    visits.dismiss(site.floor._ctx, guest_id)
    page.wait_for(_VISIBLE % "#join", 5)
    page.click("#join [type=submit]")
    page.wait_for(_STATE % "pending")


def let_in(open_at: Callable[[str], Page], site: Site) -> tuple[Page, int]:
    """A guest's page from the tap on Join until the desk has said yes."""
    site.floor.clear()
    one = subscriptions.subscribe(
        site.floor._ctx, site.alias, a_subscription(), Caller(None, "Chrome"), "page"
    )
    page = open_at(f"{origin(site.link)}/g/{one.token}?lang=en")
    page.wait_for("document.querySelector('#phone').textContent")  # nothing moves from here on
    page.click("#join [type=submit]")
    page.wait_for(_STATE % "pending")
    guest_id = site.floor.newest().guest_id
    site.floor.accept(guest_id)
    return page, guest_id
