"""The HTTP side of a simulated phone: cookies, Origin and User-Agent as browsers have them."""

from urllib.parse import urlsplit

import aiohttp

from pushdesk.errors import UserError
from pushdesk.i18n import _

PATIENCE = aiohttp.ClientTimeout(total=10)


class Browser:
    """Must be made and used in one running loop."""

    def __init__(self, user_agent: str, language: str = "en") -> None:
        # `unsafe` lets cookies of addresses without a name be kept, as browsers do.
        self._session = aiohttp.ClientSession(
            cookie_jar=aiohttp.CookieJar(unsafe=True),
            headers={"User-Agent": user_agent, "Accept-Language": language},
            timeout=PATIENCE,
        )

    async def close(self) -> None:
        await self._session.close()

    async def open(self, url: str) -> str:
        """The page; raises UserError where there is none."""
        return await self._ask("GET", url, {"Accept": "text/html"})

    async def fetch(self, method: str, url: str, content: object = None) -> str:
        """A script's JSON request from a page of the same origin; raises UserError."""
        headers = {"Origin": origin(url), "Accept": "application/json"}
        return await self._ask(method, url, headers, content)

    async def _ask(
        self, method: str, url: str, headers: dict[str, str], content: object = None
    ) -> str:
        try:
            async with self._session.request(
                method, url, headers=headers, json=content
            ) as response:
                text = await response.text()
        except (aiohttp.ClientError, TimeoutError) as error:
            raise _unreachable(url, str(error) or type(error).__name__) from error
        if response.status >= 400:
            raise _refused(method, url, response.status, text)
        return text


def origin(url: str) -> str:
    """Scheme, host and port of a web address (RFC 6454)."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}".lower()


def _unreachable(url: str, told: str) -> UserError:
    return UserError(
        _("A simulated phone gets no answer from {url}.").format(url=url),
        _("The system says: {told}.").format(told=told),
        _("Check that the portal runs."),
    )


def _refused(method: str, url: str, status: int, text: str) -> UserError:
    return UserError(
        _("The portal refuses a simulated phone: {method} {url} gives status {status}.").format(
            method=method, url=url, status=status
        ),
        text[:200],
    )
