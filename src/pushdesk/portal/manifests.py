"""Web app manifests: on an iPhone only a page on the Home Screen can ring."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from pushdesk.portal import finding, returning
from pushdesk.portal.templating import Pages
from pushdesk.services import venues
from pushdesk.services.context import Context

PAPER = "#F7F4EE"
ICONS = (
    ("icons/icon-192.png", "192x192", "any"),
    ("icons/icon-512.png", "512x512", "any"),
    ("icons/icon-maskable-512.png", "512x512", "maskable"),
    ("icons/badge-96.png", "96x96", "monochrome"),
)


class Manifests:
    """Each guest's icon opens that guest's page, because `start_url` carries the pass."""

    def __init__(self, ctx: Context, pages: Pages) -> None:
        self._ctx = ctx
        self._pages = pages
        self.router = APIRouter()
        for path, answer in (
            ("/c/{alias}/manifest.webmanifest", self._of_channel),
            ("/g/{token}/manifest.webmanifest", self._of_guest),
        ):
            self.router.add_api_route(path, answer, methods=["GET", "HEAD"])

    def _of_channel(self, alias: str, request: Request) -> Response:
        channel = finding.open_channel(self._ctx, alias, self._pages.words(request))
        start = f"{request.scope.get('root_path', '')}/c/{channel.alias}"
        return self._manifest(request, channel.venue, start)

    def _of_guest(self, token: str, request: Request) -> Response:
        card = finding.guest(self._ctx, token, self._pages.words(request))
        start = returning.address(request, token)
        return self._manifest(request, venues.of_guest(self._ctx, card.guest.id).name, start)

    def _manifest(self, request: Request, name: str, start: str) -> Response:
        root = request.scope.get("root_path", "")
        fields = {
            "id": start,
            "start_url": start,
            "scope": f"{root}/",
            "display": "standalone",
            "name": name,
            "short_name": name,
            "background_color": PAPER,
            "theme_color": PAPER,
            "icons": [
                {"src": root + self._pages.asset(file), "sizes": sizes, "purpose": purpose}
                | {"type": "image/png"}
                for file, sizes, purpose in ICONS
            ],
        }
        cached = {"Cache-Control": "private, no-cache"}
        return JSONResponse(fields, headers=cached, media_type="application/manifest+json")
