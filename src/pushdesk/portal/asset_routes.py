"""Where the browser finds assets, the service worker and the site's icon."""

import json
from collections.abc import Mapping

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from pushdesk import resource_files
from pushdesk.errors import UserError
from pushdesk.portal.assets import ASK_AGAIN, Asset, Assets
from pushdesk.portal.problems import Problem
from pushdesk.portal.templating import Pages

FAVICON = "icons/icon-48.png"


class AssetRoutes:
    def __init__(self, assets: Assets, pages: Pages) -> None:
        self._assets = assets
        self._pages = pages
        self._worker = resource_files.text("portal", "sw.js")
        self.router = APIRouter()
        for path, answer in (
            ("/assets/{path:path}", self._asset),
            ("/sw.js", self._service_worker),
            ("/favicon.ico", self._favicon),
        ):
            self.router.add_api_route(path, answer, methods=["GET", "HEAD"])

    def _asset(self, path: str, request: Request) -> Response:
        found = self._assets.find(path)
        if found is None:
            say = self._pages.words(request).gettext
            raise Problem(404, UserError(say("This file is not part of the venue’s page.")))
        asset, cached = found
        return send(asset, request, {"Cache-Control": cached})

    def _favicon(self, request: Request) -> Response:
        return self._asset(FAVICON, request)

    def _service_worker(self, request: Request) -> Response:
        """A worker has no page to take its sentences from, so they stand above its script."""
        say = self._pages.words(request).gettext
        words = {
            "title": say("News from your venue"),
            "body": say("Tap to open your page."),
        }
        script = f"const WORDS = {json.dumps(words)};\n{self._worker}"
        root = request.scope.get("root_path", "")
        headers = {"Cache-Control": ASK_AGAIN, "Service-Worker-Allowed": f"{root}/"}
        return Response(script, media_type="text/javascript", headers=headers)


def send(asset: Asset, request: Request, headers: Mapping[str, str]) -> Response:
    """The browser may have it already (RFC 9110 section 13.1.2)."""
    tagged = {**headers, "ETag": asset.etag}
    if asset.etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=tagged)
    return Response(asset.content, media_type=asset.media_type, headers=tagged)
