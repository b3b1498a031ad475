"""Asking for a place on the waiting list: from a list's page, the guest's own, or the kiosk."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from pushdesk.errors import NotFound, Refused
from pushdesk.portal import finding, languages, returning, status
from pushdesk.portal.bodies import Place
from pushdesk.portal.limits import client_of
from pushdesk.portal.problems import Problem
from pushdesk.portal.queues import Queues
from pushdesk.portal.status import View
from pushdesk.portal.streams import Reader, Streams
from pushdesk.portal.templating import Pages
from pushdesk.services import guests, waiting_list
from pushdesk.services.context import Context
from pushdesk.services.guests import Card
from pushdesk.services.subscriptions import Pass
from pushdesk.services.waiting_list import Party, Row

PAGE = "page"
KIOSK = "kiosk"
# Screens of the venue that show one list, from one address.
SCREENS = 20


class PlaceRoutes:
    def __init__(self, ctx: Context, pages: Pages, streams: Streams, queues: Queues) -> None:
        self._ctx = ctx
        self._pages = pages
        self._streams = streams
        self._queues = queues
        self.router = APIRouter()
        for method, path, answer in (
            ("POST", "/c/{alias}/place", self._from_page),
            ("POST", "/kiosk/{alias}/place", self._from_kiosk),
            ("GET", "/c/{alias}/live", self._queue),
            ("GET", "/c/{alias}/events", self._events),
        ):
            self.router.add_api_route(path, answer, methods=[method], response_model=None)

    def _from_page(self, alias: str, body: Place, request: Request) -> Response:
        words = self._pages.words(request)
        finding.open_channel(self._ctx, alias, words)
        card = self._returned(request)
        if card is not None:
            ask_again(self._ctx, card, alias, body, self._language(request))
            return self._answer(request, card.guest.pushed_id, card.guest.pass_token)
        row = ask(self._ctx, None, alias, body, self._language(request))
        guest = guests.card(self._ctx, row.guest_id).guest
        return self._answer(request, guest.pushed_id, guest.pass_token)

    def _answer(self, request: Request, pushed_id: str, token: str) -> Response:
        response = JSONResponse({"pass": returning.address(request, token)}, 201)
        returning.remember(request, response, Pass(pushed_id, token))
        return response

    def _from_kiosk(self, alias: str, body: Place, request: Request) -> Response:
        """The next guest uses the same browser, so it keeps nothing of this one."""
        finding.open_channel(self._ctx, alias, self._pages.words(request))
        row = ask(self._ctx, None, alias, body, self._language(request), KIOSK)
        token = guests.card(self._ctx, row.guest_id).guest.pass_token
        content = {
            "pass": returning.address(request, token),
            "name": row.name,
            "number": row.number,
        }
        return JSONResponse(content, 201)

    def _queue(self, alias: str, request: Request) -> View:
        words = self._pages.words(request)
        return status.of_open_queue(self._ctx, self._queues, alias, words)

    async def _events(self, alias: str, request: Request) -> Response:
        words = self._pages.words(request)
        look = status.look(status.of_open_queue, self._ctx, self._queues, alias, words)
        return self._streams.open(screen(alias, request), look)

    def _returned(self, request: Request) -> Card | None:
        held = returning.token(request)
        return None if held is None else known(self._ctx, held, self._pages, request)

    def _language(self, request: Request) -> str:
        return languages.primary(languages.wanted(request))


def screen(what: str, request: Request) -> Reader:
    """A page that shows a list and belongs to no guest."""
    address = client_of(request.scope)
    return Reader((what, address), address, most=SCREENS)


def known(ctx: Context, token: str, pages: Pages, request: Request) -> Card | None:
    """The guest whose pass this browser holds; one forgotten since is a new guest."""
    try:
        return finding.guest(ctx, token, pages.words(request))
    except Problem:
        return None


def ask(
    ctx: Context, card: Card | None, alias: str, body: Place, language: str, source: str = PAGE
) -> Row:
    """Raises UserError for a name that is none, Refused for who is on the list already."""
    party = Party(
        guest_id=card.guest.id if card else None,
        name=body.name,
        size=body.size,
        channel_alias=alias or None,
        source=source,
        language=language,
    )
    return waiting_list.add(ctx, party)


def ask_again(ctx: Context, card: Card, alias: str, body: Place, language: str) -> None:
    """A second tap finds the place that the first one got. Raises UserError as `ask` does."""
    if _is_on_list(ctx, card.guest.id):
        return
    try:
        ask(ctx, card, alias, body, language)
    except Refused:
        if not _is_on_list(ctx, card.guest.id):
            raise


def _is_on_list(ctx: Context, guest_id: int) -> bool:
    try:
        waiting_list.row(ctx, guest_id)
    except NotFound:
        return False
    return True
