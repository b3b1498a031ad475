"""A simulated phone: subscribes through the portal as a browser would, gets pushes, and reports."""

import asyncio
import json
import logging
from dataclasses import dataclass
from urllib.parse import urljoin

from pushdesk.errors import UserError
from pushdesk.i18n import _
from pushdesk.practice import notification
from pushdesk.practice.behaviours import (
    Attentive,
    Behaviour,
    Dismissive,
    Offline,
    Silent,
    Unmoved,
    Vanished,
)
from pushdesk.practice.browser import Browser, origin
from pushdesk.practice.keys import BrowserKeys
from pushdesk.practice.mailbox import Push
from pushdesk.practice.notification import Notification
from pushdesk.practice.page import Page
from pushdesk.practice.push_service import PushService
from pushdesk.practice.screen import photograph

log = logging.getLogger(__name__)

CHROME_ON_ANDROID = (
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/142.0.0.0 Mobile Safari/537.36"
)


@dataclass(frozen=True)
class ShownPass:
    """The Pushed ID as text, and a PNG of the QR next to it."""

    text: str
    code: bytes


class Phone:
    """Must be made and used in the running loop of its push service.

    `tray` holds the notifications on the screen by tag, newest last; `received` all that came;
    `faults` what a browser would have complained about.
    """

    def __init__(
        self,
        service: PushService,
        page: str,
        behaviour: Behaviour,
        user_agent: str = CHROME_ON_ANDROID,
    ) -> None:
        """`page` is the subscribe page's address, as the venue's QR has it."""
        self.pushed_id = ""
        self.pass_page = ""
        self.token = ""
        self.tray: dict[str, Notification] = {}
        self.received: list[Notification] = []
        self.faults: list[str] = []
        self._service = service
        self._page = page
        self._behaviour = behaviour
        self._browser = Browser(user_agent)
        self._keys = BrowserKeys()
        self._errands: set[asyncio.Task[None]] = set()

    async def subscribe(self) -> None:
        """Raises UserError where the portal doesn't let it."""
        page = Page(await self._browser.open(self._page))
        self.token = self._service.create_subscription(_vapid_key(page))
        answer = json.loads(
            await self._browser.fetch(
                "POST",
                f"{self._page}/subscription",
                {"subscription": self.subscription(), "categories": []},
            )
        )
        self.pushed_id = answer["pushed_id"]
        self.pass_page = urljoin(self._page, answer["pass"])
        self._settle()

    def subscription(self) -> dict[str, object]:
        """In the shape of PushSubscription.toJSON()."""
        endpoint = self._service.endpoint(self.token)
        return {"endpoint": endpoint, "expirationTime": None, "keys": self._keys.as_json()}

    async def show_pass(self) -> ShownPass:
        """The guest holds the own page out to the desk."""
        page = Page(await self._browser.open(self.pass_page))
        text = "".join(page.texts.get("pushed-id", "").split())
        picture = urljoin(self.pass_page, page.sources.get("pushed-id-qr", ""))
        return ShownPass(text, photograph(await self._browser.open(picture)))

    async def open(self, shown: Notification) -> None:
        """A tap: the notification goes, its page comes."""
        self.tray.pop(shown.tag, None)
        await self._report(shown, "opened")
        await self._browser.open(shown.navigate)

    async def dismiss(self, shown: Notification) -> None:
        self.tray.pop(shown.tag, None)
        await self._report(shown, "closed")

    def come_online(self) -> None:
        self._service.connect(self.token, self._receive)

    def go_offline(self) -> None:
        self._service.disconnect(self.token)

    def vanish(self) -> None:
        """The browser drops the subscription, and the venue hears of it from the next 410 only."""
        self._service.remove_subscription(self.token)

    async def unsubscribe(self) -> None:
        """The button on the guest's page; raises UserError where the portal doesn't let it."""
        await self._browser.fetch("DELETE", f"{self._page}/subscription")
        self.vanish()

    async def settle(self) -> None:
        """Until every push that has come is dealt with."""
        while self._errands:
            await asyncio.wait(self._errands)

    async def close(self) -> None:
        """Switches the phone off; reactions under way are dropped."""
        if self.token:
            self.go_offline()
        for errand in self._errands:
            errand.cancel()
        await asyncio.gather(*self._errands, return_exceptions=True)
        await self._browser.close()

    def _settle(self) -> None:
        match self._behaviour:
            case Vanished():
                self.vanish()
            case Offline():
                pass
            case _:
                self.come_online()

    def _receive(self, push: Push) -> None:
        errand = asyncio.get_running_loop().create_task(self._handle(push))
        self._errands.add(errand)
        errand.add_done_callback(self._errands.discard)

    async def _handle(self, push: Push) -> None:
        try:
            shown = notification.read(self._keys.decrypt(push.body))
            self.received.append(shown)
            await self._react(shown)
        except (ValueError, UserError) as error:
            self.faults.append(str(error))
            log.warning("A simulated phone complains: %s", error)

    async def _react(self, shown: Notification) -> None:
        if isinstance(self._behaviour, Silent):
            return
        self.tray.pop(shown.tag, None)
        self.tray[shown.tag] = shown
        await self._report(shown, "shown")
        match self._behaviour:
            case Attentive(after):
                await asyncio.sleep(after)
                if self._is_on_screen(shown):
                    await self.open(shown)
            case Dismissive(after):
                await asyncio.sleep(after)
                if self._is_on_screen(shown):
                    await self.dismiss(shown)
            case Unmoved() | Offline() | Vanished():
                pass

    def _is_on_screen(self, shown: Notification) -> bool:
        return self.tray.get(shown.tag) is shown

    async def _report(self, shown: Notification, receipt: str) -> None:
        if origin(shown.receipt) != origin(self._page):
            raise ValueError("the receipt's address has another origin than the service worker")
        await self._browser.fetch("POST", shown.receipt, {"receipt": receipt})


def _vapid_key(page: Page) -> str:
    key = page.metas.get("vapid-key", "")
    if not key:
        raise UserError(
            _("The subscribe page has no VAPID key."),
            _("Without it no browser can subscribe."),
            _("Run: pushdesk doctor."),
        )
    return key
