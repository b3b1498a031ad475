"""The venue's web site knows a guest on its own domain and on another, and tells what they do."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from .browsers.page import Page
from .desk.phone import Phone, origin
from .desk.venue import Venue
from .fakes.evidence import Evidence
from .fakes.loop_thread import LoopThread
from .fakes.notifyd import NotificationDaemon
from .fakes.own_site import OwnSite

_KEPT = "localStorage.getItem('pushdesk')"
# Nobody answers there: the address is enough.
_SECURE = "https://127.0.0.1:9"
_TAGGED = "typeof pushdesk === 'object'"


@pytest.fixture(scope="module")
def shop(loop: LoopThread) -> Iterator[OwnSite]:
    site = OwnSite(loop)
    site.start()
    yield site
    site.stop()


@pytest.fixture(scope="module")
def stranger_shop(loop: LoopThread) -> Iterator[OwnSite]:
    """Nobody's whom the owner has named."""
    site = OwnSite(loop)
    site.start()
    yield site
    site.stop()


@pytest.fixture(scope="module")
def venue(
    make_program_env: Callable[[Path], dict[str, str]],
    tmp_path_factory: pytest.TempPathFactory,
    evidence: Evidence,
    shop: OwnSite,
) -> Iterator[Venue]:
    """Whose owner has named the shop under both of its addresses."""
    env = make_program_env(tmp_path_factory.mktemp("venue"))
    sites = ",".join((shop.same_site, shop.cross_site, _SECURE))
    venue = Venue({**env, "PUSHDESK_SITES": sites})
    server = venue.serve()
    with evidence.during_a_test(server.lines):
        yield venue
    assert (server.stop(), venue.complaints()) == (0, [])


@pytest.fixture(scope="module")
def link(venue: Venue, shop: OwnSite, stranger_shop: OwnSite) -> str:
    link = venue.create_channel("Waiting list")
    shop.desk = stranger_shop.desk = origin(link)
    return link


@pytest.fixture(scope="module")
def pushed_id(phone: Phone, link: str) -> str:
    return phone.subscribe(link).pushed_id


def pixel(venue: Venue, phone: Phone, kind: str) -> dict[str, Any]:
    """Of an audience of its own."""
    name = f"{kind} {phone.browser.name}"
    venue._document("audiences", "create", name)
    made: dict[str, Any] = venue._document("audiences", "pixel", name)
    return made


def members(venue: Venue, made: dict[str, Any]) -> int:
    return int(venue._document("audiences", "show", made["name"])["members"])


def look(phone: Phone, address: str) -> tuple[Page, object]:
    """The page in a new tab, and whom it knows."""
    page = phone.browser.open(address)
    page.wait_for(_TAGGED)
    return page, page.evaluate("pushdesk.ready")


def test_row_20_the_venues_own_domain_knows_the_guest(
    phone: Phone, shop: OwnSite, pushed_id: str
) -> None:
    page, known = look(phone, f"{shop.same_site}/")
    assert known == pushed_id
    assert page.evaluate("pushdesk.getClientId()") == pushed_id


def test_row_16_the_script_and_the_image_put_in_and_take_out(
    phone: Phone, venue: Venue, shop: OwnSite, pushed_id: str
) -> None:
    by_script, by_image = pixel(venue, phone, "script"), pixel(venue, phone, "image")
    page, _known = look(phone, f"{shop.same_site}/add?key={by_script['key']}")
    assert page.evaluate(f"pushdesk.add('{by_script['key']}')")
    image = phone.browser.open(f"{shop.same_site}/image?html={quote(by_image['image'])}")
    image.wait_for("document.images[0].complete && document.images[0].naturalWidth === 1")
    assert (members(venue, by_script), members(venue, by_image)) == (1, 1)
    assert page.evaluate(f"pushdesk.remove('{by_script['key']}')")
    assert members(venue, by_script) == 0


def test_row_16_an_event_reaches_the_desk(
    phone: Phone, venue: Venue, shop: OwnSite, pushed_id: str
) -> None:
    page, _known = look(phone, f"{shop.same_site}/")
    assert page.evaluate("pushdesk.event('purchase', {order: 42, gift: true})")
    (happened, *_rest) = venue._document("events", "list", pushed_id)
    assert (happened["name"], happened["properties"]) == (
        "purchase",
        {"order": "42", "gift": "true"},
    )
    assert page.evaluate("pushdesk.event('opened')") is False


def test_row_20_another_domain_knows_the_guest_once_a_message_led_there(
    phone: Phone, shop: OwnSite, pushed_id: str, venue: Venue
) -> None:
    assert look(phone, f"{shop.cross_site}/?a=1")[1] is None
    page, known = look(phone, f"{shop.cross_site}/?a=1#pushdesk={pushed_id}")
    assert known == pushed_id
    assert page.url() == f"{shop.cross_site}/?a=1"
    again, known = look(phone, f"{shop.cross_site}/")
    assert known == pushed_id
    made = pixel(venue, phone, "elsewhere")
    assert again.evaluate(f"pushdesk.add('{made['key']}')")
    assert members(venue, made) == 1


def test_row_20_a_tap_on_a_message_tells_the_site_who_comes(
    phone: Phone, venue: Venue, notifyd: NotificationDaemon, link: str, pushed_id: str
) -> None:
    """In a tab of its own, although a page of the desk with the same path is open."""
    open_page = f"{origin(link)}/orders"
    phone.browser.open(open_page)
    words = ("send", "--to", f"pushed_id:{pushed_id}", "--title", "Your order is packed")
    venue._document(*words, "--url", f"{_SECURE}/orders?n=42", "--wait")
    notifyd.click(notifyd.journal.take())
    phone.browser.wait_for_page(f"{_SECURE}/orders?n=42#pushdesk={pushed_id}")
    assert open_page in phone.pages_of(link)


def test_a_browser_that_asks_for_privacy_is_left_alone(
    phone: Phone, shop: OwnSite, pushed_id: str
) -> None:
    page, known = look(phone, f"{shop.cross_site}/private#pushdesk={pushed_id}")
    assert known is None
    assert page.url() == f"{shop.cross_site}/private"
    assert page.evaluate(_KEPT) is None
    assert page.evaluate("pushdesk.event('purchase')") is False


def test_a_site_that_the_owner_has_not_named_learns_nothing(
    phone: Phone, stranger_shop: OwnSite, pushed_id: str
) -> None:
    for address in (stranger_shop.same_site, f"{stranger_shop.cross_site}/#pushdesk={pushed_id}"):
        assert look(phone, address)[1] is None


def test_a_guest_says_no_on_the_pass_and_yes_again(
    phone: Phone, shop: OwnSite, link: str, pushed_id: str
) -> None:
    guest = phone.open(link)
    guest.wait_for_pass()
    # Until the page says whether the phone rings, it moves what is below.
    guest.wait_for("document.querySelector('#phone').dataset.rings === 'true'")
    guest.page.evaluate("document.querySelector('#recognised').closest('details').open = true")
    for wanted, known in ((False, None), (True, pushed_id)):
        guest.page.click("#recognised")
        assert guest.page.evaluate("document.querySelector('#recognised').checked") is wanted
        page, _known = look(phone, f"{shop.same_site}/")
        page.wait_for(
            f"fetch('{shop.desk}/tag/guest?id=', {{credentials: 'include'}})"
            f".then((a) => a.json()).then((a) => a.pushed_id === {json.dumps(known)})"
        )


def test_who_leaves_is_forgotten_by_the_site(
    phone: Phone, shop: OwnSite, link: str, pushed_id: str
) -> None:
    phone.browser.close_pages()
    assert look(phone, f"{shop.cross_site}/#pushdesk={pushed_id}")[1] == pushed_id
    guest = phone.open(link)
    guest.wait_for_pass()
    guest.wait_until_shown("#unsubscribe")
    guest.leave()
    page, known = look(phone, f"{shop.cross_site}/")
    assert known is None
    assert page.evaluate(_KEPT) is None
    assert look(phone, f"{shop.same_site}/")[1] is None
