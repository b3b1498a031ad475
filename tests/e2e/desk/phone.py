"""The guest: a real browser held upright, its pages, and what its notifications look like."""

from collections.abc import Callable
from html import escape
from urllib.parse import urlsplit

from ..browsers.browser import Browser
from ..browsers.page import Page
from ..fakes.autopush import Autopush
from ..fakes.entry import Entry, is_
from ..fakes.fcm import Fcm
from ..fakes.journal import Journal
from ..fakes.notifyd import Notification
from . import codes

_VISIBLE = "document.querySelector(%r)?.checkVisibility()"
_QR_SHOWN = """(() => {
  const code = document.querySelector("#pushed-id-qr");
  if (!code || !code.complete || code.naturalWidth === 0) return false;
  code.scrollIntoView({block: "center", behavior: "instant"});
  return true;
})()"""


class Phone:
    """`ended` finds the entry in the push service's journal that a subscription's end leaves."""

    def __init__(
        self, browser: Browser, journal: Journal[Entry], ended: Callable[[Entry], bool]
    ) -> None:
        self.browser = browser
        self.journal = journal
        self._ended = ended

    @classmethod
    def of_firefox(cls, browser: Browser, service: Autopush) -> "Phone":
        return cls(browser, service.journal, is_("unregister"))

    @classmethod
    def of_chromium(cls, browser: Browser, service: Fcm) -> "Phone":
        return cls(browser, service.journal, is_("delete"))

    def open(self, url: str) -> "GuestPage":
        page = self.browser.open(url)
        page.set_viewport(360, 740, 2)
        page.wait_for("innerWidth === 360")
        return GuestPage(page)

    def subscribe(self, link: str) -> "GuestPage":
        """Opens the link, and joins unless this browser's guest is on the list already."""
        self.browser.set_notifications(_origin(link), "granted")
        page = self.open(link)
        page.wait_for(f"{_VISIBLE % '#notify-me'} || {_VISIBLE % '#pushed-id'}")
        if page.shows("#notify-me"):
            page.join()
        page.wait_for_pass()
        return page

    def wait_for_end(self) -> None:
        """Until the browser has told its push service that it gives the subscription up."""
        self.journal.take(self._ended)

    def pass_opened_by_click(self, link: str) -> Page:
        return self.browser.wait_for_page(f"{_origin(link)}/g/")

    def posts(self) -> list[int]:
        """The status of each message that came to the push service during this test."""
        return [entry["status"] for entry in self.journal.entries() if entry.what == "post"]


class GuestPage:
    """The subscribe page and the pass that it turns into."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def wait_for(self, js: str) -> None:
        self.page.wait_for(js)

    def shows(self, css: str) -> bool:
        return bool(self.page.evaluate(_VISIBLE % css))

    def text(self) -> str:
        return str(self.page.evaluate("document.body.innerText"))

    def join(self) -> None:
        self.page.click("#notify-me")

    def leave(self) -> None:
        self.page.click("#unsubscribe")
        self.wait_for("document.querySelector('#state').dataset.state === 'left'")

    def wait_for_pass(self) -> None:
        self.wait_for("location.pathname.startsWith('/g/')")
        self.wait_for(_QR_SHOWN)

    @property
    def pushed_id(self) -> str:
        return str(self.page.evaluate("document.querySelector('#pushed-id').textContent"))

    def codes(self) -> list[str]:
        """What a scanner reads off the screen."""
        return codes.in_png(self.page.screenshot())


def text_of(notification: Notification, host: str) -> tuple[str, str]:
    """Title and body; Chromium puts the site in front of the body, and the bus wants markup."""
    return notification.summary, notification.body.removeprefix(f"{host}\n\n")


def markup(text: str) -> str:
    return escape(text, quote=False)


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
