"""What a page costs a guest with a slow connection: everything that it loads, compressed."""

import gzip
import re

import pytest

from pushdesk.services import audiences, categories
from pushdesk.services.channels import Channel
from tests.house import House
from tests.portal.client import Answer, Client

MOST = 40_000
# What a browser fetches for a page in front of a guest; icons of the Home Screen come later.
_LOADED = re.compile(
    r'<(?:script|img)[^>]* src="(/[^"]+)"'
    r'|<link rel="(?:stylesheet|modulepreload|icon)" href="(/[^"]+)"'
)
GZIP = {"Accept-Encoding": "gzip"}


def _bytes(answer: Answer) -> int:
    return len(answer.content) + len(str(answer.headers))


@pytest.mark.parametrize("page", ["subscribe", "pass", "kiosk", "board"])
def test_a_page_weighs_less_than_40_kilobytes(
    client: Client, house: House, channel: Channel, page: str
) -> None:
    audiences.create(house.ctx, "wine")
    categories.make_category(house.ctx, "wine", {})
    guest = house.guest(channel)
    path = {
        "subscribe": f"/c/{channel.alias}",
        "pass": f"/g/{guest.token}",
        "kiosk": f"/kiosk/{channel.alias}",
        "board": "/board",
    }[page]
    answer = client.page(path, GZIP)
    assert answer.headers["Content-Encoding"] == "gzip"
    html = gzip.decompress(answer.content).decode()
    loaded = {first or second for first, second in _LOADED.findall(html)}
    assert len(loaded) > 4
    assert sum(_bytes(client.get(one, GZIP)) for one in loaded) + _bytes(answer) <= MOST
