"""The owner's own web sites, which may know a guest who comes from a notification."""

from dataclasses import replace
from urllib.parse import urlsplit

from pushdesk.services import preferences
from pushdesk.services.context import Context
from pushdesk.settings import SITES
from pushdesk.store.claimed import Claimed

# The page tag reads it, and takes it out of the address.
MARK = "#pushdesk="


def origins(ctx: Context) -> frozenset[str]:
    """In small letters, as `https://www.example.com`."""
    return frozenset(filter(None, preferences.get(ctx, SITES).split(",")))


def introduced(claimed: Claimed, sites: frozenset[str]) -> Claimed:
    """With the Pushed ID in the links that lead to one of these sites."""
    if not sites or not claimed.site_id:
        return claimed
    return replace(
        claimed,
        url=_introduced(claimed.url, claimed.site_id, sites),
        buttons=tuple(
            replace(button, url=_introduced(button.url, claimed.site_id, sites))
            for button in claimed.buttons
        ),
    )


def _introduced(url: str, pushed_id: str, sites: frozenset[str]) -> str:
    """A fragment never reaches a server or its log; one that is there already has its own use."""
    if "#" in url or _origin(url) not in sites:
        return url
    return f"{url}{MARK}{pushed_id}"


def _origin(url: str) -> str:
    """Empty where the text is no address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}".lower()
