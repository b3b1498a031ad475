"""How the portal knows a guest again: the pass in a cookie, and who asks."""

import re

from starlette.requests import Request
from starlette.responses import Response

from pushdesk.portal import languages
from pushdesk.services.subscriptions import Caller, Pass

COOKIE = "pushdesk_pass"
ONE_YEAR = 365 * 24 * 3600
_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,32}")


def is_token(text: str) -> bool:
    return _TOKEN.fullmatch(text) is not None


def token(request: Request) -> str | None:
    """The pass that this browser holds, as far as its shape goes."""
    held = request.cookies.get(COOKIE, "")
    return held if is_token(held) else None


def caller(request: Request, pass_token: str | None) -> Caller:
    return Caller(
        pass_token,
        request.headers.get("user-agent", ""),
        languages.primary(languages.wanted(request)),
        languages.country(request.headers.get("accept-language", "")),
    )


def address(request: Request, pass_token: str) -> str:
    """The pass's path on this site."""
    return f"{request.scope.get('root_path', '')}/g/{pass_token}"


def forget(request: Request, response: Response) -> None:
    response.delete_cookie(COOKIE, path=f"{request.scope.get('root_path', '')}/")


def remember(request: Request, response: Response, guest: Pass) -> None:
    response.set_cookie(
        COOKIE,
        guest.token,
        max_age=ONE_YEAR,
        path=f"{request.scope.get('root_path', '')}/",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )
