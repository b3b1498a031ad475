"""Renders what guests see in a browser: python -m tests.e2e.phone_screens OUT_DIR [NAME ...]."""

import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from pushdesk.services import guests, replies, subscriptions, visits, waiting_list
from pushdesk.services.context import Context
from pushdesk.services.replies import Reply
from pushdesk.services.subscriptions import Caller, Pass
from pushdesk.services.waiting_list import Party
from tests.house import a_subscription

from .browsers.browser import Permission
from .browsers.chromium import Chromium
from .browsers.installed import find_program
from .browsers.page import Page
from .desk.floor import Floor, floor_of
from .desk.phone import origin
from .desk.venue import Venue
from .fakes.loop_thread import LoopThread

Deed = Callable[[Floor, int], None]
SCHEMES = ("light", "dark")
STATE = "document.querySelector('#state').dataset.state === %r"
HELP = "document.querySelector('#help').checkVisibility()"
UNFOLD = "document.querySelector('#help').open = true"
REFUSED = "document.querySelector('[data-obstacle=denied]').checkVisibility()"
JOIN = "#join [type=submit]"
_UPRIGHT, _LYING = (360, 740), (1366, 768)
_TRIES = 5
_TALL = "Math.max(innerHeight, document.documentElement.scrollHeight)"


def accepted(floor: Floor, guest_id: int) -> None:
    floor.accept(guest_id)


def called(floor: Floor, guest_id: int) -> None:
    floor.accept(guest_id)
    floor.call(guest_id)


def answered(reply: Reply) -> Deed:
    def deed(floor: Floor, guest_id: int) -> None:
        called(floor, guest_id)
        replies.answer(floor._ctx, guest_id, reply)

    return deed


def ended(how: Callable[[Context, int], object]) -> Deed:
    def deed(floor: Floor, guest_id: int) -> None:
        called(floor, guest_id)
        how(floor._ctx, guest_id)

    return deed


STATES: dict[str, Deed] = {
    "pending": lambda _floor, _guest_id: None,
    "waiting": accepted,
    "close": accepted,
    "called": called,
    "coming": answered(Reply.COMING),
    "later": answered(Reply.LATER),
    "cancelled": answered(Reply.CANCEL),
    "seated": ended(visits.seat),
    "no_show": ended(visits.no_show),
    "released": ended(visits.release),
    "left": ended(visits.leave),
    "declined": lambda floor, guest_id: (waiting_list.decline(floor._ctx, guest_id), None)[1],
}


def newcomer(floor: Floor) -> int:
    return waiting_list.add(floor._ctx, Party(name="Ada", source="kiosk")).guest_id


def token_of(floor: Floor, guest_id: int) -> str:
    return guests.card(floor._ctx, guest_id).guest.pass_token


def guest_in(state: str, floor: Floor) -> str:
    """The token of a new guest who is the only one in that state, of STATES."""
    floor.clear()
    if state == "waiting":
        floor.add("Miller", 2)
    STATES[state](floor, guest_id := newcomer(floor))
    return token_of(floor, guest_id)


def subscriber(floor: Floor, link: str) -> Pass:
    alias, caller = link.rpartition("/")[2], Caller(None, "Chrome")
    return subscriptions.subscribe(floor._ctx, alias, a_subscription(), caller, "page")


def erase(page: Page) -> None:
    """As a guest does on the own page."""
    page.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)")
    page.click("#erase")
    page.wait_for("!document.querySelector('#erase-really').disabled")
    page.click("#erase-really")
    page.wait_for("location.pathname === '/forgotten' && document.readyState === 'complete'")


def check_in(kiosk: Page) -> None:
    """As somebody does who stands before it."""
    kiosk.click("#tab-android")
    kiosk.click(JOIN)
    kiosk.wait_for("document.querySelector('#joined-qr').naturalWidth > 0")


def put_on(page: Page, scheme: str) -> None:
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    page.command("Emulation.setEmulatedMedia", features=features)
    page.wait_for(f"matchMedia('(prefers-color-scheme: {scheme})').matches")


@dataclass(frozen=True)
class Scene:
    """A venue that serves, and the browser of whoever looks at it."""

    browser: Chromium
    floor: Floor
    link: str

    def open(self, path: str, asked: Permission = "prompt") -> Page:
        """Held upright; `asked` is what the guest has said to notifications."""
        self.browser.set_notifications(origin(self.link), asked)
        page = self.browser.open(f"{origin(self.link)}{path}")
        page.set_viewport(*_UPRIGHT, 2)
        return page

    @property
    def alias(self) -> str:
        return self.link.rpartition("/")[2]


View = Callable[[Scene], Page]


def views() -> dict[str, View]:
    """By the name of its picture."""
    states: dict[str, View] = {f"phone-{state}": _state(state) for state in STATES}
    return {
        "phone-venue": lambda scene: scene.open("/"),
        "phone-subscribe": lambda scene: scene.open(f"/c/{scene.alias}"),
        "phone-subscribe-refused": _refused,
        "phone-subscribed": _subscribed,
        **states,
        "phone-called-refused": _called_refused,
        "phone-called-help": _called_help,
        "phone-erased": _erased,
        "phone-nobody": lambda scene: scene.open("/g/nobody"),
        "page-kiosk": _kiosk,
        "page-kiosk-joined": _joined,
        "page-board-empty": _empty_board,
        "page-board": _board,
    }


def _refused(scene: Scene) -> Page:
    page = scene.open(f"/c/{scene.alias}", "denied")
    page.wait_for(REFUSED)
    return page


def _subscribed(scene: Scene) -> Page:
    page = scene.open(f"/g/{subscriber(scene.floor, scene.link).token}")
    page.wait_for(STATE % "subscribed")
    return page


def _state(state: str, asked: Permission = "prompt") -> View:
    def view(scene: Scene) -> Page:
        page = scene.open(f"/g/{guest_in(state, scene.floor)}", asked)
        page.wait_for(STATE % state)
        if state in {"called", "coming", "later"}:
            page.wait_for("document.querySelector('#countdown').textContent")
        return page

    return view


def _called_refused(scene: Scene) -> Page:
    page = _state("called", "denied")(scene)
    page.wait_for(HELP)
    return page


def _called_help(scene: Scene) -> Page:
    page = _called_refused(scene)
    page.evaluate(UNFOLD)
    page.wait_for(REFUSED)
    return page


def _erased(scene: Scene) -> Page:
    page = _subscribed(scene)
    erase(page)
    return page


def _kiosk(scene: Scene) -> Page:
    page = scene.open(f"/kiosk/{scene.alias}")
    page.set_viewport(*_LYING, 1)
    return page


def _joined(scene: Scene) -> Page:
    page = _kiosk(scene)
    check_in(page)
    return page


def _empty_board(scene: Scene) -> Page:
    scene.floor.clear()
    page = scene.open("/board")
    page.set_viewport(*_LYING, 1)
    return page


def _board(scene: Scene) -> Page:
    page = _empty_board(scene)
    for _guest in range(3):
        scene.floor.call(newcomer(scene.floor))
    page.wait_for("document.querySelectorAll('.who').length === 3")
    return page


def main(folder: Path, names: Iterable[str]) -> int:
    """All the views where none is named; one sentence where there is no browser."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with _scene() as scene:
            known = views()
            for name in names or known:
                _save(known[name](scene), folder, name)
                scene.browser.close_pages()
    except pytest.skip.Exception as missing:
        sys.stdout.write(f"No pictures of the guests' pages: {missing.msg}.\n")
    return 0


def _save(page: Page, folder: Path, name: str) -> None:
    for scheme in SCHEMES:
        put_on(page, scheme)
        picture = _unrolled(page) if name.startswith("phone-") else page.screenshot()
        (folder / f"{name}-{scheme}.png").write_bytes(picture)


def _unrolled(page: Page) -> bytes:
    """A phone's whole page, however far it scrolls; more words may come meanwhile."""
    for _try in range(_TRIES):
        page.set_viewport(_UPRIGHT[0], page.evaluate(_TALL), 2)
        picture = page.screenshot()
        if page.evaluate(f"{_TALL} === innerHeight"):
            break
    return picture


@contextmanager
def _scene() -> Iterator[Scene]:
    program = find_program("chromium", "chromium-browser")
    with tempfile.TemporaryDirectory() as home, _loop() as loop:
        venue = Venue(_environment(home))
        server = venue.serve()
        browser = Chromium(loop, program, Path(home, "chromium"), {}, (), "")
        browser.start()
        try:
            link = open_house(venue)
            with floor_of(venue) as floor:
                yield Scene(browser, floor, link)
        finally:
            browser.stop()
            server.stop()


@contextmanager
def _loop() -> Iterator[LoopThread]:
    thread = LoopThread()
    thread.start()
    yield thread
    thread.stop()


def open_house(venue: Venue) -> str:
    venue._document("audiences", "create", "Wine")
    venue._document("category", "offer", "Wine", "--label", "en=Wine evenings")
    return venue.create_channel("Waiting list")


def _environment(home: str) -> dict[str, str]:
    """Nothing is ever pushed: the proxy is nobody's."""
    return {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "HOME": home,
        "XDG_RUNTIME_DIR": home,
        "LANG": "C.UTF-8",
        "HTTPS_PROXY": "http://127.0.0.1:9",
        "PUSHDESK_DATA_DIR": str(Path(home, "data")),
        "PYTHONUNBUFFERED": "1",
    }


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
