"""A headless browser with a profile of its own; Firefox and Chromium add their protocol."""

import asyncio
import os
from abc import ABC, abstractmethod
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Literal

from ..fakes.journal import WAIT
from ..fakes.loop_thread import LoopThread
from .errors import BrowserError, BrowserGone
from .page import LOOK_AGAIN, Page
from .process import OwnProcess
from .wire import Wire

Permission = Literal["granted", "denied", "prompt"]
_START = 30.0


class Browser(ABC):
    """`home` holds the profile and is HOME for the browser; `env` adds to the environment."""

    name: str
    _announcement: str

    def __init__(self, loop: LoopThread, program: str, home: Path, env: Mapping[str, str]) -> None:
        self._loop = loop
        self._program = program
        self._home = home
        self._env = {**os.environ, **env, "HOME": str(home)}
        self._permissions: dict[str, Permission] = {}
        self._process: OwnProcess | None = None
        self._connection: Wire | None = None

    def start(self) -> None:
        """Raises Missing, BrowserError or TimeoutError after half a minute."""
        process = self._process = OwnProcess(self.name, self._argv(), self._env)
        try:
            line = process.lines.take(lambda text: text.startswith(self._announcement), _START)
            self._loop.run(self._start(line.removeprefix(self._announcement)), _START)
        except BaseException:
            process.kill()
            raise

    def stop(self) -> None:
        """As a person would; the profile stays for the next `start()`."""
        if self._process is not None and self._connection is not None:
            self._loop.run(self._stop())
            self._process.finish()

    def restart(self) -> None:
        self.stop()
        self.start()

    def open(self, url: str) -> Page:
        """A new tab in which the document has loaded."""
        return self._loop.run(self._open(url))

    def wait_for_page(self, url: str, timeout: float = WAIT) -> Page:
        """The first tab whose address starts with `url`; raises BrowserError after `timeout` s."""
        try:
            return self._loop.run(self._page_that_shows(url), timeout)
        except TimeoutError:
            raise BrowserError(f"no tab shows {url}; open are {self.page_urls()}") from None

    def page_urls(self) -> list[str]:
        return [url for _, url in self._loop.run(self._tabs())]

    def close_pages(self) -> None:
        """Leaves one empty tab, so that no page of a site is open."""
        self._loop.run(self._close_pages())

    def set_notifications(self, origin: str, permission: Permission) -> None:
        """Answers the permission prompt in advance, and again after a restart."""
        self._permissions[origin] = permission
        self._loop.run(self._set_permission(origin, permission))

    def log(self) -> str:
        """The newest lines of its output."""
        return self._process.lines.tail() if self._process else ""

    @property
    def _wire(self) -> Wire:
        if self._connection is None:
            raise BrowserError(f"{self.name} is not running")
        return self._connection

    async def _start(self, url: str) -> None:
        self._connection = await Wire.connect(url)
        await self._greet()
        for origin, permission in self._permissions.items():
            await self._set_permission(origin, permission)

    async def _stop(self) -> None:
        with suppress(BrowserGone):  # it may leave without a farewell
            await self._quit()
        await self._wire.close()
        self._connection = None

    async def _open(self, url: str) -> Page:
        page = await self._attach(await self._new_tab())
        await page.navigate(url)
        return page

    async def _page_that_shows(self, url: str) -> Page:
        while True:
            for tab, address in await self._tabs():
                if address.startswith(url):
                    return await self._attach(tab)
            await asyncio.sleep(LOOK_AGAIN)

    async def _close_pages(self) -> None:
        tabs = await self._tabs()
        await self._new_tab()
        for tab, _ in tabs:
            await self._close_tab(tab)

    @abstractmethod
    def _argv(self) -> list[str]: ...

    @abstractmethod
    async def _greet(self) -> None: ...

    @abstractmethod
    async def _quit(self) -> None: ...

    @abstractmethod
    async def _tabs(self) -> list[tuple[str, str]]:
        """Identity and address of each."""

    @abstractmethod
    async def _new_tab(self) -> str: ...

    @abstractmethod
    async def _close_tab(self, tab: str) -> None: ...

    @abstractmethod
    async def _attach(self, tab: str) -> Page: ...

    @abstractmethod
    async def _set_permission(self, origin: str, permission: Permission) -> None: ...
