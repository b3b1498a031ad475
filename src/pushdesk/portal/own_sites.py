"""Lets pages of the owner's own sites ask the desk, and no others (Fetch standard, 3.3)."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pushdesk.errors import UserError
from pushdesk.i18n import _
from pushdesk.portal.followed import Followed
from pushdesk.portal.limits import within
from pushdesk.portal.problems import Problem, as_problem
from pushdesk.services import own_sites
from pushdesk.services.context import Context

# What stands below it is for the page tag.
ROOM = "/tag/"
ONE_DAY = "86400"


class OwnSites:
    """Stands before the check of origins, which lets pass whom it has let in."""

    def __init__(self, app: ASGIApp, ctx: Context) -> None:
        self._app = app
        self._origins = Followed(ctx, lambda: own_sites.origins(ctx))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not within(scope).startswith(ROOM):
            await self._app(scope, receive, send)
            return
        origin = Headers(scope=scope).get("origin", "")
        if not _asking(scope, origin) & await self._origins.current():
            raise _no_own_site()
        if scope["method"] == "OPTIONS":
            await _preflight(origin)(scope, receive, send)
            return
        scope["state"]["origins"].add(origin.lower())
        await self._answer(scope, receive, send, _allowed(origin))

    async def _answer(
        self, scope: Scope, receive: Receive, send: Send, allowed: dict[str, str]
    ) -> None:
        async def send_allowed(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(allowed)
            await send(message)

        try:
            await self._app(scope, receive, send_allowed)
        except (Problem, UserError) as error:
            # Who writes the page has to see what was wrong with it.
            problem = as_problem(error)
            headers = {**problem.headers, **allowed}
            raise Problem(problem.status, problem.error, headers) from error


def _asking(scope: Scope, origin: str) -> set[str]:
    """Browsers leave the origin out where a page asks its own (Fetch standard, 3.2)."""
    if not origin and Headers(scope=scope).get("sec-fetch-site") == "same-origin":
        return set(scope["state"]["origins"])
    return {origin.lower()}


def _allowed(origin: str) -> dict[str, str]:
    return {
        "Access-Control-Allow-Origin": origin,
        "Access-Control-Allow-Credentials": "true",
        "Vary": "Origin",
    }


def _preflight(origin: str) -> Response:
    asked = {
        "Access-Control-Allow-Methods": "GET, POST",
        "Access-Control-Allow-Headers": "Content-Type",
        "Access-Control-Max-Age": ONE_DAY,
    }
    return Response(status_code=204, headers={**_allowed(origin), **asked})


def _no_own_site() -> Problem:
    return Problem(
        403,
        UserError(
            _("This page belongs to no web site of the venue."),
            _("Only those that the owner has named may use the page tag."),
            _("Add the site in Preferences, under Phones."),
        ),
    )
