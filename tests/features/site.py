"""The venue's own web site in a guest's browser, which sends what a real one would."""

import html
import json
import re
from dataclasses import dataclass

from pushdesk.services import links, preferences
from pushdesk.settings import SITES
from tests.features.venue import LIMIT, Guest, Venue

ADDRESS = "https://127.0.0.1:8000"


@dataclass(frozen=True)
class Site:
    """On another port of the same computer, so that browsers send it the desk's cookie."""

    venue: Venue

    def load(self, guest: Guest, image: str) -> None:
        """What the browser does with <img>."""
        (address,) = re.findall('src="([^"]+)"', image)
        status, content = self._ask(guest, "GET", html.unescape(address))
        assert (status, content[:6]) == (200, b"GIF89a")

    def client_id(self, guest: Guest) -> str | None:
        """`pushdesk.getClientId()`, once it is ready."""
        status, content = self._ask(guest, "GET", f"{self._desk}/tag/guest?id=")
        assert status == 200, content
        found: str | None = json.loads(content)["pushed_id"]
        return found

    def event(self, guest: Guest, name: str, **properties: str) -> None:
        """`pushdesk.event(name, properties)`."""
        told = {"name": name, "properties": properties}
        assert self._ask(guest, "POST", f"{self._desk}/tag/events", told)[0] == 204

    @property
    def _desk(self) -> str:
        return links.base(self.venue.app.ctx)

    def _ask(
        self, guest: Guest, method: str, address: str, content: object = None
    ) -> tuple[int, bytes]:
        return self.venue.world.run(_ask(guest, method, address, content)).result(LIMIT)


def of(venue: Venue) -> Site:
    """One that the owner has named."""
    preferences.put(venue.app.ctx, SITES, ADDRESS)
    return Site(venue)


async def _ask(guest: Guest, method: str, address: str, content: object) -> tuple[int, bytes]:
    session, headers = guest.phone._browser._session, {"Origin": ADDRESS}
    async with session.request(method, address, headers=headers, json=content) as response:
        return response.status, await response.read()
