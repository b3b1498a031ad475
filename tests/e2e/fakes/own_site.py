"""The venue's own web site, on an origin of its own: pages with the page tag in them."""

from html import escape

from aiohttp import web

from .http_server import HttpServer
from .loop_thread import LoopThread

_PAGE = """<!doctype html><meta charset="utf-8"><title>Shop</title>
<script>{before}</script>
<script src="{desk}/tag.js" {task}></script>
<p>A pair of shoes</p>"""
_PRIVATE = 'Object.defineProperty(navigator, "doNotTrack", {value: "1"})'


class OwnSite:
    """`/` has the tag, `/add?key` puts guests in, `/image?html` has an image.

    On `/private` the browser asks for privacy. `desk` is the portal's origin, which is known only
    after the site's own.
    """

    def __init__(self, loop: LoopThread) -> None:
        self.desk = ""
        app = web.Application()
        app.add_routes([web.get("/{page:|add|image|private}", self._page)])
        self._server = HttpServer(loop, app)

    def start(self) -> None:
        self._server.start()

    def stop(self) -> None:
        self._server.stop()

    @property
    def same_site(self) -> str:
        """Its origin on the desk's own host: only the port differs."""
        return f"http://127.0.0.1:{self._server.port}"

    @property
    def cross_site(self) -> str:
        """Its origin on another host."""
        return f"http://localhost:{self._server.port}"

    async def _page(self, request: web.Request) -> web.Response:
        page, asked = request.match_info["page"], request.query
        if page == "image":
            text = f"<!doctype html><title>Shop</title>{asked['html']}"
        else:
            task = f'data-add="{escape(asked["key"])}"' if page == "add" else ""
            before = _PRIVATE if page == "private" else ""
            text = _PAGE.format(desk=self.desk, task=task, before=before)
        return web.Response(text=text, content_type="text/html")
