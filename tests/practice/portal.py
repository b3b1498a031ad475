"""A stand-in for the portal: the few routes that a phone needs, and a record of what came in."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from pushdesk.qr import drawing

ID = "BCDEFGHJKLNPRS"


@dataclass
class Portal:
    key: str
    origin: str = ""
    subscription: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    receipts: asyncio.Queue[tuple[str, str]] = field(default_factory=asyncio.Queue)
    visited: list[str] = field(default_factory=list)
    left_with: str | None = None

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/c/{alias}", self._page),
            web.post("/c/{alias}/subscription", self._subscribe),
            web.delete("/c/{alias}/subscription", self._leave),
            web.post("/r/{token}", self._receipt),
            web.get("/g/{token}", self._pass),
            web.get("/g/{token}/qr.svg", self._qr),
        ]

    async def _page(self, _request: web.Request) -> web.Response:
        html = f'<meta charset="utf-8"><img id="a"><meta name="vapid-key" content="{self.key}">'
        return web.Response(text=html, content_type="text/html")

    async def _subscribe(self, request: web.Request) -> web.Response:
        self.headers = dict(request.headers)
        self.subscription = (await request.json())["subscription"]
        response = web.json_response({"pushed_id": ID, "pass": "/g/tok"}, status=201)
        response.set_cookie("guest", "tok")
        return response

    async def _leave(self, request: web.Request) -> web.Response:
        self.left_with = request.cookies.get("guest")
        return web.Response(status=204)

    async def _receipt(self, request: web.Request) -> web.Response:
        if request.match_info["token"] == "forged":
            return web.Response(status=404)
        content = await request.json()
        self.receipts.put_nowait((request.match_info["token"], content["receipt"]))
        return web.Response(status=204)

    async def _pass(self, request: web.Request) -> web.Response:
        self.visited.append(request.path_qs)
        html = (
            f'<p id="pushed-id"><span>{ID[:4]}</span> <span>{ID[4:]}</span></p>'
            '<ul><li>Open<li>until late</ul><img id="pushed-id-qr" src="tok/qr.svg"><p id="state">'
        )
        return web.Response(text=html, content_type="text/html")

    async def _qr(self, _request: web.Request) -> web.Response:
        return web.Response(body=drawing.svg(ID), content_type="image/svg+xml")


@asynccontextmanager
async def portal(key: str) -> AsyncIterator[Portal]:
    made = Portal(key)
    app = web.Application()
    app.add_routes(made.routes())
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    made.origin = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield made
    finally:
        await runner.cleanup()
