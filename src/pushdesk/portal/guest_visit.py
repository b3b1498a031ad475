"""The guest's own visit: followed, answered, changed, left; and what is known of the guest."""

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from pushdesk.portal import finding, languages, places, returning, status
from pushdesk.portal.bodies import Erase, Party, Place, Reply, Shown, Warn
from pushdesk.portal.limits import client_of
from pushdesk.portal.queues import Queues
from pushdesk.portal.status import View
from pushdesk.portal.streams import Reader, Streams
from pushdesk.portal.templating import Pages
from pushdesk.services import erasure, page_receipts, replies
from pushdesk.services.context import Context


class GuestVisit:
    def __init__(self, ctx: Context, pages: Pages, streams: Streams, queues: Queues) -> None:
        self._ctx = ctx
        self._pages = pages
        self._streams = streams
        self._queues = queues
        self.router = APIRouter()
        for method, path, answer in (
            ("GET", "/g/{token}/live", self._live),
            ("GET", "/g/{token}/events", self._events),
            ("POST", "/g/{token}/reply", self._reply),
            ("POST", "/g/{token}/shown", self._shown),
            ("PUT", "/g/{token}/party", self._party),
            ("PUT", "/g/{token}/warning", self._warning),
            ("POST", "/g/{token}/place", self._join),
            ("DELETE", "/g/{token}/place", self._leave),
            ("DELETE", "/g/{token}/cancellation", self._return),
            ("GET", "/g/{token}/export.json", self._export),
            ("POST", "/g/{token}/erase", self._erase),
        ):
            self.router.add_api_route(path, answer, methods=[method], response_model=None)

    def _live(self, token: str, request: Request) -> View:
        words = self._pages.words(request)
        now = self._ctx.clock.now().timestamp()
        return status.of_guest(self._ctx, self._queues, token, words) | {"now": now}

    async def _events(self, token: str, request: Request) -> Response:
        words = self._pages.words(request)
        card = await run_in_threadpool(finding.guest, self._ctx, token, words)
        look = status.look(status.of_guest, self._ctx, self._queues, token, words)
        return self._streams.open(Reader(token, client_of(request.scope), card.guest.id), look)

    def _reply(self, token: str, body: Reply, request: Request) -> View:
        guest_id, reply = self._guest_id(token, request), replies.Reply(body.reply)
        replies.answer(self._ctx, guest_id, reply, self._ctx.receipts.read(body.receipt))
        return self._live(token, request)

    def _shown(self, token: str, body: Shown, request: Request) -> View:
        page_receipts.record(self._ctx, self._guest_id(token, request), body.call)
        return self._live(token, request)

    def _party(self, token: str, body: Party, request: Request) -> View:
        replies.change_size(self._ctx, self._guest_id(token, request), body.size)
        return self._live(token, request)

    def _warning(self, token: str, body: Warn, request: Request) -> View:
        replies.warn_me(self._ctx, self._guest_id(token, request), body.ahead)
        return self._live(token, request)

    def _join(self, token: str, body: Place, request: Request) -> View:
        card = finding.guest(self._ctx, token, self._pages.words(request))
        language = languages.primary(languages.wanted(request))
        alias = status.alias_of(self._ctx, card)
        places.ask_again(self._ctx, card, alias, body, language)
        return self._live(token, request)

    def _leave(self, token: str, request: Request) -> View:
        replies.leave_list(self._ctx, self._guest_id(token, request))
        return self._live(token, request)

    def _return(self, token: str, request: Request) -> View:
        replies.take_back(self._ctx, self._guest_id(token, request))
        return self._live(token, request)

    def _export(self, token: str, request: Request) -> Response:
        held = erasure.export_json(self._ctx, self._guest_id(token, request))
        headers = {"Content-Disposition": 'attachment; filename="my-data.json"'}
        return Response(held, media_type="application/json", headers=headers)

    def _erase(self, token: str, _body: Erase, request: Request) -> Response:
        erasure.forget_me(self._ctx, self._guest_id(token, request))
        response = Response(status_code=204)
        returning.forget(request, response)
        return response

    def _guest_id(self, token: str, request: Request) -> int:
        return finding.guest(self._ctx, token, self._pages.words(request)).guest.id
