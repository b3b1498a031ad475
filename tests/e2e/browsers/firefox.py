"""Firefox over WebDriver BiDi, which is built into it."""

import json
from base64 import b64decode
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..fakes.loop_thread import LoopThread
from .browser import Browser, Permission
from .errors import BrowserError
from .page import Page
from .wire import Wire

PREFERENCES: Mapping[str, object] = {
    "dom.push.testing.allowInsecureServerURL": True,
    "dom.push.connection.enabled": True,
    "dom.push.retryBaseInterval": 300,
    "dom.push.loglevel": "Warn",
    # Nothing may look for the world outside.
    "network.proxy.type": 0,
    "services.settings.server": "",
    "toolkit.telemetry.server": "",
    "app.normandy.enabled": False,
    "app.update.enabled": False,
    "browser.region.update.enabled": False,
    "browser.safebrowsing.downloads.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    # The first start is like any other.
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "browser.startup.page": 0,
}


class Firefox(Browser):
    """`push_url` is the WebSocket of its push service."""

    name = "firefox"
    _announcement = "WebDriver BiDi listening on "

    def __init__(
        self, loop: LoopThread, program: str, home: Path, env: Mapping[str, str], push_url: str
    ) -> None:
        super().__init__(loop, program, home, env)
        preferences = {**PREFERENCES, "dom.push.serverURL": push_url}
        lines = [
            f"user_pref({json.dumps(name)}, {json.dumps(value)});\n"
            for name, value in preferences.items()
        ]
        (home / "user.js").write_text("".join(lines))

    def _argv(self) -> list[str]:
        flags = ["--no-remote", "--headless", "--remote-debugging-port", "0"]
        return [self._program, *flags, "--profile", str(self._home)]

    async def _start(self, url: str) -> None:
        await super()._start(f"{url}/session")

    async def _greet(self) -> None:
        await self._wire.call("session.new", capabilities={})

    async def _quit(self) -> None:
        await self._wire.call("browser.close")

    async def _tabs(self) -> list[tuple[str, str]]:
        tree = await self._wire.call("browsingContext.getTree", maxDepth=0)
        return [(context["context"], context["url"]) for context in tree["contexts"]]

    async def _new_tab(self) -> str:
        created = await self._wire.call("browsingContext.create", type="tab")
        return str(created["context"])

    async def _close_tab(self, tab: str) -> None:
        await self._wire.call("browsingContext.close", context=tab)

    async def _attach(self, tab: str) -> Page:
        return FirefoxPage(self._loop, self._wire, tab)

    async def _set_permission(self, origin: str, permission: Permission) -> None:
        descriptor = {"name": "notifications"}
        await self._wire.call(
            "permissions.setPermission", descriptor=descriptor, state=permission, origin=origin
        )


class FirefoxPage(Page):
    """A top-level browsing context."""

    def __init__(self, loop: LoopThread, wire: Wire, context: str) -> None:
        super().__init__(loop, wire)
        self._context = context

    async def navigate(self, url: str) -> None:
        await self._call("navigate", url=url, wait="complete")

    async def _call(self, method: str, **params: Any) -> dict[str, Any]:
        return await self._wire.call(f"browsingContext.{method}", context=self._context, **params)

    async def _run_script(self, js: str) -> str:
        target = {"context": self._context}
        answer = await self._wire.call(
            "script.evaluate", expression=js, target=target, awaitPromise=True
        )
        if answer["type"] == "exception":
            raise BrowserError(answer["exceptionDetails"]["text"])
        return str(answer["result"]["value"])

    async def _press(self, x: int, y: int) -> None:
        moves: list[dict[str, object]] = [
            {"type": "pointerMove", "x": x, "y": y},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        finger = {
            "type": "pointer", "id": "finger", "parameters": {"pointerType": "touch"},
            "actions": moves,
        }  # fmt: skip
        await self._wire.call("input.performActions", context=self._context, actions=[finger])
        await self._wire.call("input.releaseActions", context=self._context)

    async def _screenshot(self) -> bytes:
        return b64decode((await self._call("captureScreenshot"))["data"])

    async def _set_viewport(self, width: int, height: int, dpr: float) -> None:
        size = {"width": width, "height": height}
        await self._call("setViewport", viewport=size, devicePixelRatio=dpr)

    async def _close(self) -> None:
        await self._call("close")
