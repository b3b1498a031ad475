"""Waiting without a screen in the hand: kiosk, live page, answers, and a desk that restarts."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from .browsers.page import Page
from .browsers.process import OwnProcess
from .desk import codes
from .desk.floor import Floor, floor_of
from .desk.phone import GuestPage, Phone, origin
from .desk.venue import Venue
from .fakes.evidence import Evidence
from .fakes.journal import WAIT
from .fakes.notifyd import NotificationDaemon
from .phone_screens import newcomer, token_of

_STATE = "document.querySelector('#state')?.dataset.state"
_IN_LINE = f"['waiting', 'close'].includes({_STATE})"
_CODE_SHARE = "document.querySelector('#list-qr').getBoundingClientRect().height / innerHeight"
_CODE_SHOWN = "document.querySelector(%r)?.naturalWidth > 0"
_IN_SIGHT = """(() => {
  const {top, bottom} = document.querySelector(%r).getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight && scrollY === 0;
})()"""
# What the page asks for from now on, whether or not it has been answered.
_LISTEN = """(() => {
  const ask = window.fetch;
  window.asked = [];
  window.fetch = (path, ...rest) => (window.asked.push(path), ask(path, ...rest));
})()"""
# What follows within a second is no matter of another worker's browser.
pytestmark = pytest.mark.alone
_KEEP_STATE = """(async () => {
  const page = document.querySelector("script[src*='pass_page.js']").src;
  window.statusModule = import(new URL("status.js", page));
  const { pass } = document.querySelector("#pass").dataset;
  window.keptState = await (await fetch(`${pass}/live`)).json();
  await statusModule;
})()"""
_WITHIN = 1.0
_AFTER_RESTART = 2.0


@dataclass
class Served:
    venue: Venue
    server: OwnProcess
    link: str

    @property
    def site(self) -> str:
        return origin(self.link)

    @property
    def alias(self) -> str:
        return self.link.rpartition("/")[2]

    def stop(self) -> None:
        assert self.server.stop() == 0

    def start(self) -> None:
        self.server = self.venue.serve(urlsplit(self.link).port or 0)


@pytest.fixture(scope="module")
def served(
    make_program_env: Callable[[Path], dict[str, str]],
    tmp_path_factory: pytest.TempPathFactory,
    evidence: Evidence,
) -> Iterator[Served]:
    venue = Venue(make_program_env(tmp_path_factory.mktemp("floor")))
    server = venue.serve()
    with evidence.during_a_test(server.lines):
        served = Served(venue, server, venue.create_channel("Waiting list"))
        yield served
    served.stop()
    assert venue.complaints() == []


@pytest.fixture(scope="module")
def floor(served: Served) -> Iterator[Floor]:
    with floor_of(served.venue) as floor:
        yield floor


@pytest.fixture(autouse=True)
def _empty_house(floor: Floor, phone: Phone) -> Iterator[None]:
    """A browser gives one site six connections, of which each open page holds one."""
    yield
    floor.clear()
    phone.browser.close_pages()


@pytest.fixture
def guest(phone: Phone, served: Served, floor: Floor) -> GuestPage:
    """On the waiting list with a phone that rings."""
    page = phone.subscribe(served.link)
    page.wait_until_shown("#join")
    page.page.click("#join [type=submit]")
    page.wait_for(f"{_STATE} === 'pending'")
    floor.accept(floor.newest().guest_id)
    page.wait_for(_IN_LINE)
    return page


def shows(page: Page, state: str, seconds: float = _WITHIN) -> None:
    page.wait_for(f"{_STATE} === {state!r}", seconds)


def kiosk(phone: Phone, served: Served) -> Page:
    page = phone.browser.open(f"{served.site}/kiosk/{served.alias}")
    page.set_viewport(1366, 768, 1)
    page.wait_for(f"innerWidth === 1366 && {_CODE_SHOWN % '#list-qr'}")
    return page


def test_at_the_kiosk_a_guest_reads_the_wait_joins_and_takes_the_page_along(
    phone: Phone, served: Served, floor: Floor
) -> None:
    floor.add("Miller", 3)
    page = kiosk(phone, served)
    assert page.evaluate(_CODE_SHARE) >= 0.45
    assert codes.in_png(page.screenshot()) == [served.link]
    page.click(".sizes label:nth-of-type(3)")
    page.wait_for("document.querySelector('.wait').textContent.startsWith('1 ahead of you')")
    page.click("#join [type=submit]")
    page.wait_for(_CODE_SHOWN % "#joined-qr")
    row = floor.newest()
    assert (row.state, row.size, row.source, row.phone.can_ring) == ("pending", 3, "kiosk", False)
    assert row.name in page.evaluate("document.querySelector('#joined-name').textContent")
    (own_page,) = codes.in_png(page.screenshot())
    page.click("#done")
    page.wait_for(_CODE_SHOWN % "#list-qr")
    assert page.evaluate("document.cookie") == ""

    phone.browser.set_notifications(served.site, "granted")
    taken_along = phone.open(own_page)
    shows(taken_along.page, "pending")
    floor.accept(row.guest_id)
    shows(taken_along.page, "waiting")
    assert "Tables for 3–4: 1 ahead of you" in taken_along.text()
    taken_along.wait_until_shown("#notify-me")
    taken_along.page.click("#notify-me")
    taken_along.wait_for("document.querySelector('#phone').dataset.rings === 'true'")
    assert floor.wait_for(row.guest_id, "waiting").phone.can_ring


def test_the_page_follows_each_step_without_being_loaded_again(
    guest: GuestPage, floor: Floor
) -> None:
    page, waiting = guest.page, floor.newest()
    page.evaluate("window.sameDocument = true")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    floor.call(waiting.guest_id)
    shows(page, "called")
    page.evaluate("scrollTo(0, 0)")
    assert page.evaluate(_IN_SIGHT % "[data-reply=coming]")
    assert page.evaluate("document.querySelector('#countdown').textContent.length") >= 4
    page.click("[data-reply=later]")
    floor.wait_for(waiting.guest_id, "later")
    shows(page, "later")
    page.click("[data-reply=coming]")
    floor.wait_for(waiting.guest_id, "coming")
    shows(page, "coming")
    assert page.evaluate("document.querySelector('[data-reply=coming]').hidden")
    floor.seat(waiting.guest_id)
    shows(page, "seated")
    assert page.evaluate("window.sameDocument")


def test_the_notification_itself_is_answered(
    guest: GuestPage, phone: Phone, served: Served, floor: Floor, notifyd: NotificationDaemon
) -> None:
    waiting = floor.newest()
    guest.page.evaluate("window.sameDocument = true")
    notifyd.journal.take()  # the test ring at the door
    floor.call(waiting.guest_id)
    call = notifyd.journal.take(lambda one: "Your table is ready" in one.summary)
    if phone.browser.name == "chromium":
        notifyd.click(call, call.actions[call.actions.index("On my way") - 1])
    else:  # without buttons a tap leads to the page, which has them
        notifyd.click(call)
        opened = phone.opened_pass(served.link).page
        opened.wait_for("!document.querySelector('#replies').hidden")
        opened.click("[data-reply=coming]")
    row = floor.wait_for(waiting.guest_id, "coming")
    assert row.answered_at is not None
    shows(guest.page, "coming")
    assert guest.page.evaluate(
        "window.sameDocument"
    )  # a page that rings must not have to be told again


def test_an_answer_that_a_newer_one_has_overtaken_is_not_shown(
    guest: GuestPage, floor: Floor
) -> None:
    waiting = floor.newest()
    guest.page.evaluate(_KEEP_STATE)
    floor.call(waiting.guest_id)
    shows(guest.page, "called")
    guest.page.evaluate("statusModule.then(({show}) => show(keptState))")
    assert guest.page.evaluate(_STATE) == "called"


def test_the_open_page_of_a_silent_phone_says_that_it_has_shown_the_call(
    phone: Phone, served: Served, floor: Floor
) -> None:
    phone.browser.set_notifications(served.site, "denied")
    guest_id = newcomer(floor)
    floor.accept(guest_id)
    page = phone.open(f"{served.site}/g/{token_of(floor, guest_id)}").page
    shows(page, "close", WAIT)
    for _call in range(2):
        in_front = phone.browser.open("about:blank")
        page.wait_for("document.hidden")
        page.evaluate(_LISTEN)
        floor.call(guest_id)
        shows(page, "called")
        row = floor.row(guest_id)
        assert (floor.word(row), row.call_name) == ("called by name", True)
        assert page.evaluate("window.asked.some((path) => path.endsWith('/shown'))") is False
        in_front.close()
        row = floor.wait_until(guest_id, lambda row: row.page_shown_at)
        assert (floor.word(row), row.call_name) == ("on the page", False)
        floor.correct(guest_id)
        shows(page, "close")


def test_the_guest_changes_the_party_and_leaves_alone(guest: GuestPage, floor: Floor) -> None:
    waiting = floor.newest()
    guest.page.evaluate("""(() => {
      const size = document.querySelector("#size");
      size.value = "5";
      size.dispatchEvent(new Event("change"));
    })()""")
    guest.wait_for("document.querySelector('#position').textContent.includes('5–6')")
    assert guest.page.evaluate(_STATE) == "close"
    assert floor.wait_for(waiting.guest_id, "waiting").size == 5
    guest.page.click("#leave-list")
    floor.wait_for(waiting.guest_id, "cancelled")
    shows(guest.page, "cancelled")


def test_after_a_restart_of_the_desk_the_page_is_right_by_itself(
    guest: GuestPage, served: Served, floor: Floor
) -> None:
    waiting = floor.newest()
    guest.page.evaluate("window.sameDocument = true")
    served.stop()
    floor.call(waiting.guest_id)
    served.start()
    returned = time.monotonic()
    shows(guest.page, "called", _AFTER_RESTART)
    assert time.monotonic() - returned < _AFTER_RESTART
    assert guest.page.evaluate("window.sameDocument")


def test_without_notifications_the_page_rings_itself(
    phone: Phone, served: Served, floor: Floor
) -> None:
    phone.browser.set_notifications(served.site, "denied")
    guest = phone.open(served.link)
    guest.wait_until_shown("#join")
    assert "party is waiting" in guest.text() or "Nobody is waiting" in guest.text()
    guest.page.click("#join [type=submit]")
    guest.wait_for_pass()
    row = floor.newest()
    floor.accept(row.guest_id)
    shows(guest.page, "close")
    guest.page.click("#ring-here-button")
    guest.wait_until_shown("#armed")
    board = phone.browser.open(f"{served.site}/board")
    board.set_viewport(1366, 768, 1)
    floor.call(row.guest_id)
    shows(guest.page, "called")
    guest.wait_for("document.documentElement.dataset.rung === '1'")
    board.wait_for(f"document.querySelector('.who')?.textContent === {row.name!r}", _WITHIN)
    assert board.evaluate("document.querySelector('.who').offsetHeight / innerHeight") >= 0.08
