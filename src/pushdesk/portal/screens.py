"""The venue's own screens in a browser: the kiosk at the door, and the board."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from pushdesk.portal import finding, languages, status
from pushdesk.portal.places import screen
from pushdesk.portal.queues import Queues
from pushdesk.portal.status import View
from pushdesk.portal.streams import Streams
from pushdesk.portal.templating import Pages
from pushdesk.services import codes, venues
from pushdesk.services.context import Context

PICTURE_HEADERS = {"Cache-Control": "private, no-cache"}


class Screens:
    def __init__(self, ctx: Context, pages: Pages, streams: Streams, queues: Queues) -> None:
        self._ctx = ctx
        self._pages = pages
        self._streams = streams
        self._queues = queues
        self.router = APIRouter()
        for path, answer in (
            ("/kiosk/{alias}", self._kiosk),
            ("/kiosk/{alias}/qr.svg", self._list_qr),
            ("/g/{token}/link.svg", self._pass_qr),
            ("/board", self._board),
            ("/board/live", self._board_live),
            ("/board/events", self._board_events),
        ):
            self.router.add_api_route(path, answer, methods=["GET", "HEAD"], response_model=None)

    def _kiosk(self, alias: str, request: Request) -> Response:
        words = self._pages.words(request)
        channel = finding.open_channel(self._ctx, alias, words)
        return self._pages.render(
            request,
            "kiosk.html",
            venue=channel.venue,
            channel=channel,
            queue=status.of_queue(self._queues, alias, words),
            folded=False,
        )

    def _list_qr(self, alias: str, request: Request) -> Response:
        channel = finding.open_channel(self._ctx, alias, self._pages.words(request))
        return _picture(codes.channel_svg(self._ctx, channel.alias))

    def _pass_qr(self, token: str, request: Request) -> Response:
        """For a guest who joined at the kiosk and takes the page along."""
        finding.guest(self._ctx, token, self._pages.words(request))
        return _picture(codes.own_page_svg(self._ctx, token, languages.chosen(request)))

    def _board(self, request: Request) -> Response:
        board = status.of_board(self._ctx, self._pages.words(request))
        venue = venues.get(self._ctx).name
        return self._pages.render(request, "board.html", venue=venue, board=board)

    def _board_live(self, request: Request) -> View:
        return status.of_board(self._ctx, self._pages.words(request))

    async def _board_events(self, request: Request) -> Response:
        look = status.look(status.of_board, self._ctx, self._pages.words(request))
        return self._streams.open(screen("board", request), look)


def _picture(svg: bytes) -> Response:
    return Response(svg, media_type="image/svg+xml", headers=PICTURE_HEADERS)
