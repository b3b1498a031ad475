"""One tab, as a test sees it; each browser adds the commands at the end."""

import asyncio
import json
from abc import ABC, abstractmethod
from typing import Any

from ..fakes.journal import WAIT
from ..fakes.loop_thread import LoopThread
from .errors import BrowserError
from .scripts import as_json, centre_of, when_true
from .wire import Wire

LOOK_AGAIN = 0.02
"""Seconds between two looks at a condition that no event tells of."""

SECOND_TAP = 0.45
"""Seconds between two clicks of a person who doesn't mean a double one."""


class Page(ABC):
    """Scripts are single expressions; a promise is awaited; values travel as JSON."""

    def __init__(self, loop: LoopThread, wire: Wire) -> None:
        self._loop = loop
        self._wire = wire
        self._clicked_at = -SECOND_TAP

    def url(self) -> str:
        return str(self.evaluate("location.href"))

    def evaluate(self, js: str) -> Any:
        """Raises BrowserError where the script throws."""
        return self._loop.run(self._evaluate(js))

    def wait_for(self, js: str, timeout: float = WAIT) -> Any:
        """The first true value, across navigations; raises BrowserError after `timeout` s."""
        try:
            return self._loop.run(self._wait_for(js), timeout)
        except TimeoutError:
            value = self.evaluate(js)  # where the script itself is at fault, this says so
            text = self.evaluate("location.href + '\\n' + document.body.innerText")
            message = f"{js} still {value!r}, not true after {timeout} s; the page:\n{text}"
            raise BrowserError(message) from None

    def click(self, css: str) -> None:
        """Real input on the element's centre, which counts as user activation."""
        self._loop.run(self._click(css))

    def screenshot(self) -> bytes:
        """PNG of the viewport, in device pixels."""
        return self._loop.run(self._screenshot())

    def set_viewport(self, width: int, height: int, dpr: float) -> None:
        """CSS pixels, and how many device pixels one has."""
        self._loop.run(self._set_viewport(width, height, dpr))

    def command(self, method: str, **params: Any) -> dict[str, Any]:
        """What only one browser can do, in its own protocol; raises BrowserError."""
        return self._loop.run(self._call(method, **params))

    def close(self) -> None:
        self._loop.run(self._close())

    async def _evaluate(self, js: str) -> Any:
        return json.loads(await self._run_script(as_json(js)))

    async def _wait_for(self, js: str) -> Any:
        while True:
            if seen := await self._evaluate_or_none(when_true(js)):
                return seen[0]
            await asyncio.sleep(LOOK_AGAIN)

    async def _evaluate_or_none(self, js: str) -> Any:
        try:
            return await self._evaluate(js)
        except BrowserError:  # the page may just be on its way to the next one
            return None

    async def _click(self, css: str) -> None:
        clock = asyncio.get_running_loop().time
        await asyncio.sleep(self._clicked_at + SECOND_TAP - clock())
        point = await self._evaluate(centre_of(css))
        await self._press(point["x"], point["y"])
        self._clicked_at = clock()

    @abstractmethod
    async def navigate(self, url: str) -> None:
        """Until the document has loaded; for `Browser` only."""

    @abstractmethod
    async def _call(self, method: str, **params: Any) -> dict[str, Any]:
        """A command about this tab."""

    @abstractmethod
    async def _run_script(self, js: str) -> str: ...

    @abstractmethod
    async def _press(self, x: int, y: int) -> None: ...

    @abstractmethod
    async def _screenshot(self) -> bytes: ...

    @abstractmethod
    async def _set_viewport(self, width: int, height: int, dpr: float) -> None: ...

    @abstractmethod
    async def _close(self) -> None: ...
