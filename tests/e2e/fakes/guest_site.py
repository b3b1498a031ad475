"""The smallest site that can be pushed to; it proves the fakes, not the program."""

import json
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from aiohttp import web

from ..browsers.browser import Browser
from ..browsers.page import Page
from .entry import Entry
from .http_server import HttpServer
from .journal import Journal
from .loop_thread import LoopThread

_TYPES = {"": "text/html", "sw.js": "text/javascript", "opened": "text/html"}


@dataclass(frozen=True)
class Guest:
    """`subscription` as PushSubscription.toJSON() gives it."""

    page: Page
    subscription: dict[str, Any]

    def press(self, button: str) -> str:
        """What the page says afterwards: subscribed, unsubscribed, denied, or an error."""
        self.page.click(f"#{button}")
        return str(self.page.wait_for("document.querySelector('#state').textContent"))


class GuestSite:
    """A page with #subscribe and #unsubscribe; journal: what its service worker reported."""

    def __init__(self, loop: LoopThread, application_server_key: str) -> None:
        self.journal = Journal[Entry]("guest site")
        self._key = application_server_key
        app = web.Application()
        app.add_routes(
            [
                web.get("/{name:|sw.js|opened}", self._file),
                web.post("/report", self._report),
            ]
        )
        self._server = HttpServer(loop, app)

    def start(self) -> None:
        self._server.start()

    def stop(self) -> None:
        self._server.stop()

    @property
    def origin(self) -> str:
        return f"http://localhost:{self._server.port}"

    def subscribe(self, browser: Browser) -> Guest:
        """A guest whose browser has asked nothing and whose subscription is made."""
        browser.set_notifications(self.origin, "granted")
        page = browser.open(self.origin)
        answer = Guest(page, {}).press("subscribe")
        if answer != "subscribed":
            raise AssertionError(f"{browser.name} answered: {answer}")
        return Guest(page, page.evaluate("subscription.toJSON()"))

    async def _file(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        source = {"": "page.html", "sw.js": "sw.js", "opened": "opened.html"}[name]
        text = (files(__package__) / "pages" / source).read_text()
        return web.Response(text=text.replace("{key}", self._key), content_type=_TYPES[name])

    async def _report(self, request: web.Request) -> web.Response:
        fields = json.loads(await request.text())
        self.journal.write(Entry(fields.pop("what"), fields))
        return web.Response()
