"""Errors as guests and their scripts see them: an honest page, or problem+json (RFC 9457)."""

import logging
from collections.abc import Mapping
from http import HTTPStatus

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pushdesk.errors import NotFound, Refused, Unavailable, UserError
from pushdesk.i18n import _
from pushdesk.portal.templating import Pages

log = logging.getLogger(__name__)


class Problem(Exception):
    """A user error together with the status that tells programs the same."""

    def __init__(
        self, status: int, error: UserError, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(status, error)
        self.status = status
        self.error = error
        self.headers = headers or {}


class Reporter:
    """Answers whatever was raised within; a bug is logged and answered with 500."""

    def __init__(self, app: ASGIApp, pages: Pages) -> None:
        self._app = app
        self._pages = pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def note_start(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive, note_start)
        except Exception as error:
            if started or scope["type"] != "http":
                raise
            problem = as_problem(error)
            if problem.status == 500:
                log.exception("Bug while answering %s %s", scope["method"], scope["path"])
            await self._answer(Request(scope), problem)(scope, receive, send)

    def _answer(self, request: Request, problem: Problem) -> Response:
        if "text/html" in request.headers.get("accept", ""):
            return self._pages.render(
                request,
                "problem.html",
                status=problem.status,
                headers=problem.headers,
                error=problem.error,
            )
        return JSONResponse(
            {
                "title": problem.error.what,
                "detail": " ".join(filter(None, (problem.error.why, problem.error.what_to_do))),
                "status": problem.status,
            },
            problem.status,
            dict(problem.headers),
            "application/problem+json",
        )


def install(portal: FastAPI) -> None:
    """FastAPI's own wording of its errors is for programmers: ours replaces it."""
    portal.add_exception_handler(RequestValidationError, _raise_unreadable)
    portal.add_exception_handler(HTTPException, _raise_http)


def as_problem(error: Exception) -> Problem:
    match error:
        case Problem():
            return error
        case NotFound():
            return Problem(404, error)
        case Refused():
            return Problem(409, error)
        case Unavailable():
            log.warning("The desk can't answer guests: %s", error)
            return Problem(503, _unavailable(), {"Retry-After": "5"})
        case UserError():
            return Problem(422, error)
    return Problem(
        500,
        UserError(
            _("Something went wrong at the desk."),
            _("It is a fault of the program and has been noted."),
            _("Try again, or show this page at the desk."),
        ),
    )


def _unavailable() -> UserError:
    """What is wrong with the desk's disk or database is no guest's business."""
    return UserError(
        _("The desk can’t answer at the moment."),
        _("Something at the desk has to be put right first."),
        _("Try again in a moment, or ask at the desk."),
    )


async def _raise_unreadable(_request: Request, error: Exception) -> Response:
    faults = error.errors() if isinstance(error, RequestValidationError) else []
    broken = any(fault["type"] == "json_invalid" for fault in faults)
    raise _unreadable(400 if broken else 422) from error


async def _raise_http(_request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    if status == 400:
        raise _unreadable(400) from error
    if status == 404:
        raise _not_found() from error
    headers = (error.headers or {}) if isinstance(error, HTTPException) else {}
    what = _("The desk can’t do this: {reason}.").format(reason=HTTPStatus(status).phrase)
    raise Problem(status, UserError(what), headers) from error


def _unreadable(status: int) -> Problem:
    return Problem(
        status,
        UserError(
            _("The desk can’t read this request."),
            _("A part of it is missing, too long or damaged."),
            _("Open the link that the venue’s code shows and try again."),
        ),
    )


def _not_found() -> Problem:
    return Problem(
        404,
        UserError(
            _("There is nothing at this address."),
            _("The link may be incomplete."),
            _("Scan the venue’s code again."),
        ),
    )
