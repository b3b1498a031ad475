"""Chromium over the DevTools protocol."""

import asyncio
from base64 import b64decode
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ..fakes.loop_thread import LoopThread
from .browser import Browser, Permission
from .errors import BrowserError
from .page import LOOK_AGAIN, Page
from .wire import Wire

_FLAGS = (
    "--headless=new",
    "--no-sandbox",  # it refuses to run as root, as in a container, with one
    "--remote-debugging-port=0",
    "--password-store=basic",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-breakpad",
    "--disable-component-update",
    "--disable-sync",
    # Nothing may look for the world outside.
    "--no-proxy-server",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE *.localhost, "
    "EXCLUDE 127.0.0.1",
)


class Chromium(Browser):
    """`push_flags` lead it to its push service, whose certificate has the key hash `spki`.

    Without a network interface beside lo it thinks that it is offline and never fetches messages.
    """

    name = "chromium"
    _announcement = "DevTools listening on "

    def __init__(
        self,
        loop: LoopThread,
        program: str,
        home: Path,
        env: Mapping[str, str],
        push_flags: Sequence[str],
        spki: str,
    ) -> None:
        super().__init__(loop, program, home, env)
        self._flags = [*_FLAGS, *push_flags, f"--ignore-certificate-errors-spki-list={spki}"]

    async def _attach(self, tab: str) -> Page:
        attached = await self._wire.call("Target.attachToTarget", targetId=tab, flatten=True)
        return ChromiumPage(self._loop, self._wire, tab, attached["sessionId"])

    def _argv(self) -> list[str]:
        return [self._program, *self._flags, f"--user-data-dir={self._home}", "about:blank"]

    async def _greet(self) -> None:
        await self._wire.call("Browser.getVersion")

    async def _quit(self) -> None:
        await self._wire.call("Browser.close")

    async def _tabs(self) -> list[tuple[str, str]]:
        return await _pages(self._wire)

    async def _new_tab(self) -> str:
        return str((await self._wire.call("Target.createTarget", url="about:blank"))["targetId"])

    async def _close_tab(self, tab: str) -> None:
        await _close_target(self._wire, tab)

    async def _set_permission(self, origin: str, permission: Permission) -> None:
        await self._wire.call(
            "Browser.setPermission",
            permission={"name": "notifications"},
            setting=permission,
            origin=origin,
        )


class ChromiumPage(Page):
    """A target of type page, and the session attached to it."""

    def __init__(self, loop: LoopThread, wire: Wire, target: str, session: str) -> None:
        super().__init__(loop, wire)
        self._target = target
        self._session = session

    async def navigate(self, url: str) -> None:
        answer = await self._call("Page.navigate", url=url)
        if "errorText" in answer:
            raise BrowserError(f"{url}: {answer['errorText']}")
        await self._wait_for("document.readyState === 'complete'")

    async def _call(self, method: str, **params: Any) -> dict[str, Any]:
        return await self._wire.call(method, self._session, **params)

    async def _run_script(self, js: str) -> str:
        answer = await self._call(
            "Runtime.evaluate", expression=js, awaitPromise=True, returnByValue=True
        )
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            raise BrowserError(details.get("exception", {}).get("description", details["text"]))
        return str(answer["result"]["value"])

    async def _press(self, x: int, y: int) -> None:
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            button = "none" if kind == "mouseMoved" else "left"
            await self._call(
                "Input.dispatchMouseEvent", type=kind, x=x, y=y, button=button, clickCount=1
            )

    async def _screenshot(self) -> bytes:
        return b64decode((await self._call("Page.captureScreenshot", format="png"))["data"])

    async def _set_viewport(self, width: int, height: int, dpr: float) -> None:
        await self._call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=dpr,
            mobile=False,
        )

    async def _close(self) -> None:
        await _close_target(self._wire, self._target)


async def _pages(wire: Wire) -> list[tuple[str, str]]:
    targets = (await wire.call("Target.getTargets"))["targetInfos"]
    return [(info["targetId"], info["url"]) for info in targets if info["type"] == "page"]


async def _close_target(wire: Wire, target: str) -> None:
    """The answer comes before the page has gone."""
    await wire.call("Target.closeTarget", targetId=target)
    while True:
        if target not in dict(await _pages(wire)):
            return
        await asyncio.sleep(LOOK_AGAIN)
