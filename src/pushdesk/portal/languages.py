"""The language of a page: the guest's choice, or what the browser asks for."""

import re
from gettext import NullTranslations

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from pushdesk import i18n
from pushdesk.i18n import NAMES, STANDARD

COOKIE = "pushdesk_language"
ONE_YEAR = 365 * 24 * 3600
MOST = 8
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,2}")
_REGION = re.compile(r"[A-Za-z]{2}")
_WEIGHT = re.compile(r"q=([01](?:\.[0-9]{0,3})?)")


def preferred(header: str) -> list[str]:
    """Language tags of Accept-Language (RFC 9110 section 12.5.4), the most wanted first."""
    weighted: list[tuple[float, str]] = []
    for item in header[:400].split(",")[:MOST]:
        tag, _semicolon, parameter = (part.strip() for part in item.partition(";"))
        weight = _WEIGHT.fullmatch(parameter)
        if _TAG.fullmatch(tag):
            weighted.append((float(weight[1]) if weight else 1.0, tag))
    ranked = sorted(weighted, key=lambda pair: -pair[0])
    return [tag for weight, tag in ranked if weight > 0]


def primary(header: str) -> str:
    """The guest's own language as two or three small letters."""
    return next(iter(preferred(header)), STANDARD).partition("-")[0].lower()


def country(header: str) -> str:
    """The region of the guest's own language, ISO 3166 alpha-2; empty where it names none.

    Tags of other languages say where a language is at home rather than where the guest is.
    """
    own = primary(header)
    regions = (
        region
        for language, *rest in (tag.split("-") for tag in preferred(header))
        for region in rest
        if language.lower() == own and _REGION.fullmatch(region)
    )
    return next(regions, "").upper()


def catalogue(header: str) -> NullTranslations:
    """The best translation that there is; English needs none and ends the search."""
    return i18n.translation(*preferred(header))


def tag(found: NullTranslations) -> str:
    """For the `lang` attribute."""
    return i18n.tag(found)


def chosen(request: Request) -> str:
    """What the guest has tapped, now or before; empty where the browser's own wish holds.

    The venue's screens are everybody's: there a choice lasts as long as its address.
    """
    kept = "" if _is_screen(request) else _known(request.cookies.get(COOKIE, ""))
    return tapped(request) or kept


def tapped(request: Request) -> str:
    """What the guest has chosen just now."""
    return _known(request.query_params.get("lang", ""))


def wanted(request: Request) -> str:
    """As Accept-Language has it."""
    return chosen(request) or request.headers.get("accept-language", "")


def remember(request: Request, response: Response) -> None:
    """Keeps what the guest has chosen just now."""
    choice = tapped(request)
    if choice and not _is_screen(request):
        response.set_cookie(
            COOKIE,
            choice,
            max_age=ONE_YEAR,
            path=f"{request.scope.get('root_path', '')}/",
            secure=request.url.scheme == "https",
            httponly=True,
            samesite="lax",
        )


class Reader:
    """Whatever is refused on the way is told in the reader's language."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        with i18n.reading(catalogue(wanted(Request(scope)))):
            await self._app(scope, receive, send)


def _known(tag: str) -> str:
    return tag if tag in NAMES else ""


def _is_screen(request: Request) -> bool:
    path = request.url.path.removeprefix(request.scope.get("root_path", ""))
    return path.startswith(("/kiosk/", "/board"))
