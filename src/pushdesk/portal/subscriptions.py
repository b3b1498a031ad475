"""Subscribe, choose, re-sync, exchange and leave, as page scripts and the service worker ask."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from pushdesk.errors import UserError
from pushdesk.portal import finding, returning
from pushdesk.portal.bodies import Change, Choice, Join, Resync
from pushdesk.portal.problems import Problem
from pushdesk.portal.templating import Pages
from pushdesk.services import categories, subscriptions
from pushdesk.services.categories import PAGE
from pushdesk.services.context import Context
from pushdesk.services.subscriptions import Pass


class SubscriptionRoutes:
    def __init__(self, ctx: Context, pages: Pages) -> None:
        self._ctx = ctx
        self._pages = pages
        self.router = APIRouter()
        for method, path, answer in (
            ("POST", "/c/{alias}/subscription", self._join),
            ("DELETE", "/c/{alias}/subscription", self._leave),
            ("PUT", "/g/{token}/subscription", self._resync),
            ("DELETE", "/g/{token}/subscription", self._leave_all),
            ("PUT", "/g/{token}/categories", self._choose),
            ("POST", "/subscription/change", self._change),
            ("GET", "/vapid", self._key),
        ):
            self.router.add_api_route(path, answer, methods=[method])

    def _join(self, alias: str, body: Join, request: Request) -> Response:
        channel = finding.open_channel(self._ctx, alias, self._pages.words(request))
        caller = returning.caller(request, body.pass_token or returning.token(request))
        subscription = body.subscription.model_dump()
        guest = subscriptions.subscribe(
            self._ctx, channel.alias, subscription, caller, PAGE, body.categories
        )
        return self._passed(request, guest, 201)

    def _resync(self, token: str, body: Resync, request: Request) -> Response:
        finding.guest(self._ctx, token, self._pages.words(request))
        caller = returning.caller(request, token)
        guest = subscriptions.resync(self._ctx, body.subscription.model_dump(), caller)
        return self._passed(request, guest, 200)

    def _change(self, body: Change, request: Request) -> Response:
        caller = returning.caller(request, returning.token(request))
        subscription = body.subscription.model_dump()
        subscriptions.replace(self._ctx, body.old_endpoint, subscription, caller)
        return Response(status_code=204)

    def _leave(self, alias: str, request: Request) -> Response:
        words = self._pages.words(request)
        channel = finding.channel(self._ctx, alias, words)
        token = returning.token(request)
        if token is None:
            raise Problem(
                403,
                UserError(
                    words.gettext("This browser is on no list here."),
                    words.gettext("It doesn’t show the pass that it got when it joined."),
                    words.gettext("Open your own page and leave from there."),
                ),
            )
        subscriptions.leave(self._ctx, token, channel.alias)
        return Response(status_code=204)

    def _leave_all(self, token: str, request: Request) -> Response:
        finding.guest(self._ctx, token, self._pages.words(request))
        subscriptions.leave(self._ctx, token)
        return Response(status_code=204)

    def _choose(self, token: str, body: Choice, request: Request) -> dict[str, list[str]]:
        finding.guest(self._ctx, token, self._pages.words(request))
        return {"categories": sorted(categories.choose(self._ctx, token, body.categories))}

    def _key(self) -> dict[str, str]:
        return {"key": self._ctx.vapid_public_key}

    def _passed(self, request: Request, guest: Pass, status: int) -> Response:
        body = {"pushed_id": guest.pushed_id, "pass": returning.address(request, guest.token)}
        response = JSONResponse(body, status)
        returning.remember(request, response, guest)
        return response
