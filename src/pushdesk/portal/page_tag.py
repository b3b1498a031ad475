"""The script, the pixel and the requests by which the venue's web site tells what a guest did."""

import base64
import logging
import math
import re
from collections.abc import Callable

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from pushdesk.errors import UserError
from pushdesk.portal import asset_routes, finding, returning
from pushdesk.portal.assets import Assets
from pushdesk.portal.limits import Limits, TokenBuckets, client_of, too_many
from pushdesk.portal.own_sites import ROOM
from pushdesk.portal.templating import Pages
from pushdesk.services import page_tag
from pushdesk.services.context import Context
from pushdesk.services.guests import Guest

log = logging.getLogger(__name__)

EVERYWHERE = {"Cross-Origin-Resource-Policy": "cross-origin"}
AN_HOUR = {"Cache-Control": "public, max-age=3600", **EVERYWHERE}
# One transparent dot (GIF89a).
DOT = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
_KEY = re.compile(r"[A-Za-z0-9_-]{16}", re.ASCII)


class Told(BaseModel):
    """`id` is the Pushed ID, where the page knows it."""

    id: str = ""
    name: str
    properties: dict[str, str] = {}


class Wish(BaseModel):
    """Whether the venue's own web site may know the guest."""

    wanted: bool


class PageTag:
    """One guest may tell as much as on the own page, one address as much as it may change."""

    def __init__(self, ctx: Context, assets: Assets, pages: Pages, limits: Limits) -> None:
        self._ctx = ctx
        self._pages = pages
        self._tag = assets.named("scripts/tag.js")
        self._guests = TokenBuckets(limits.one_guest, limits.clients)
        self._addresses = TokenBuckets(limits.changes, limits.clients)
        self.router = APIRouter()
        for method, path, answer in (
            ("GET", "/tag.js", self._script),
            ("GET", "/px.gif", self._pixel),
            ("GET", f"{ROOM}guest", self._guest),
            ("POST", f"{ROOM}events", self._event),
            ("PUT", "/g/{token}/recognition", self._choose),
        ):
            self.router.add_api_route(path, answer, methods=[method])

    def _script(self, request: Request) -> Response:
        return asset_routes.send(self._tag, request, AN_HOUR)

    async def _pixel(self, request: Request) -> Response:
        """The answer is always the same, whatever was done."""
        asked = request.query_params
        key, address = asked.get("a", ""), client_of(request.scope)
        if _KEY.fullmatch(key) and not self._wait(self._addresses, address):
            guest = await self._who(request, asked.get("id", ""))
            if guest is not None and not self._wait(self._guests, str(guest.id)):
                change = page_tag.take_out if asked.get("do") == "remove" else page_tag.put_in
                await self._quietly(lambda: change(self._ctx, key, guest.id))
        return Response(DOT, media_type="image/gif", headers=EVERYWHERE)

    async def _guest(self, request: Request) -> dict[str, str | None]:
        guest = await self._who(request, request.query_params.get("id", ""))
        return {"pushed_id": guest.pushed_id if guest else None}

    async def _event(self, told: Told, request: Request) -> Response:
        page_tag.check(told.name, told.properties)
        guest = await self._who(request, told.id)
        if guest is not None:
            if wait := self._wait(self._guests, str(guest.id)):
                raise too_many(math.ceil(wait))
            await self._quietly(
                lambda: page_tag.record(self._ctx, guest.id, told.name, told.properties)
            )
        return Response(status_code=204)

    def _choose(self, token: str, wish: Wish, request: Request) -> Response:
        guest = finding.guest(self._ctx, token, self._pages.words(request)).guest
        page_tag.choose(self._ctx, guest.id, wanted=wish.wanted)
        return Response(status_code=204)

    async def _who(self, request: Request, written: str) -> Guest | None:
        if _wants_no_part(request):
            return None
        token = returning.token(request)
        return await run_in_threadpool(page_tag.guest_of, self._ctx, token, written)

    async def _quietly(self, change: Callable[[], None]) -> None:
        """A page must not learn from a refusal who is a guest and who is not."""
        try:
            await run_in_threadpool(change)
        except UserError as error:
            log.info("What a web site told counts for nothing: %s", error)

    def _wait(self, buckets: TokenBuckets, client: str) -> float:
        return buckets.take(client, self._ctx.clock.now().timestamp())


def _wants_no_part(request: Request) -> bool:
    """The browser says so itself (Global Privacy Control, DNT), or only loads ahead."""
    headers = request.headers
    asks_not_to = "1" in (headers.get("sec-gpc"), headers.get("dnt"))
    return asks_not_to or "prefetch" in headers.get("sec-purpose", "")
