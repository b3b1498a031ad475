"""The guest: a real browser held upright, its pages, and what its notifications look like."""

import json
from html import unescape
from urllib.parse import urlsplit

from ..browsers.browser import Browser
from ..browsers.page import Page
from ..fakes.entry import Entry
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
    """`journal` is that of the browser's push service."""

    def __init__(self, browser: Browser, journal: Journal[Entry]) -> None:
        self.browser = browser
        self._journal = journal

    def open(self, url: str) -> "GuestPage":
        page = self.browser.open("about:blank")  # a page on its way elsewhere can't be resized
        page.set_viewport(360, 740, 2)
        page.evaluate(f"location.assign({json.dumps(url)})")
        page.wait_for("location.href !== 'about:blank' && document.readyState === 'complete'")
        page.wait_for("innerWidth === 360")
        return GuestPage(page)

    def subscribe(self, link: str) -> "GuestPage":
        """Opens the link, and joins unless this browser's guest is on the list already."""
        self.browser.set_notifications(origin(link), "granted")
        page = self.open(link)
        page.wait_for(f"{_VISIBLE % '#notify-me'} || {_VISIBLE % '#pushed-id'}")
        if page.shows("#notify-me"):
            page.join()
        page.wait_for_pass()
        return page

    def wait_for_end(self) -> None:
        """Until the browser has told its push service that it gives the subscription up."""
        self._journal.take(lambda entry: entry.what in {"unregister", "delete"})

    def opened_pass(self, link: str) -> "GuestPage":
        """The guest's page that a tap on a notification brings."""
        page = GuestPage(self.browser.wait_for_page(f"{origin(link)}/g/"))
        page.wait_for_pass()
        return page

    def pages_of(self, link: str) -> list[str]:
        """The addresses of the site that are open."""
        return [url for url in self.browser.page_urls() if url.startswith(origin(link))]

    def posts(self) -> list[int]:
        """The status of each message that came to the push service during this test."""
        return [entry["status"] for entry in self._journal.entries() if entry.what == "post"]


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

    def wait_until_shown(self, css: str) -> None:
        self.wait_for(_VISIBLE % css)

    def join(self) -> None:
        self.page.click("#notify-me")

    def leave(self) -> None:
        self.page.click("#unsubscribe")
        self.wait_for("document.querySelector('#state').dataset.state === 'left'")

    def stop_ringing(self) -> None:
        """Who waits goes on waiting."""
        self.page.click("#unsubscribe")
        self.wait_for("document.body.innerText.includes('doesn’t ring any more')")

    def wait_for_pass(self) -> None:
        self.wait_for("location.pathname.startsWith('/g/')")
        self.wait_for(_QR_SHOWN)
        self.wait_for("document.querySelector('#pass [disabled]') === null")

    @property
    def pushed_id(self) -> str:
        return str(self.page.evaluate("document.querySelector('#pushed-id').textContent"))

    def codes(self) -> list[str]:
        """What a scanner reads off the screen."""
        return codes.in_png(self.page.screenshot())


def text_of(notification: Notification) -> tuple[str, str]:
    """Title and body as a person reads them; Chromium puts the site's name above the body."""
    body = notification.body
    if notification.app == "Chromium":
        body = body.partition("\n\n")[2]
    return notification.summary, unescape(body)


def origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
