"""Which links of a message tell the venue's own site who comes."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pushdesk.domain.requests import Button
from pushdesk.errors import UserError
from pushdesk.services import own_sites, preferences
from pushdesk.settings import SITES
from tests.house import House
from tests.sending.test_payload import LETTER

SITES_ = frozenset({"https://www.luna.example", "https://shop.example:8443"})
ID = "TVH9GJJPBS865R"


def introduced(url: str) -> str:
    letter = replace(LETTER, url=url, site_id=ID, buttons=(Button("Go", url),))
    made = own_sites.introduced(letter, SITES_)
    assert made.buttons[0].url == made.url
    return made.url


@pytest.mark.parametrize(
    "url",
    [
        "https://www.luna.example",
        "https://www.luna.example/menu?day=1",
        "https://WWW.Luna.example/",
        "https://shop.example:8443/x",
    ],
)
def test_a_link_to_an_own_site_tells_it_who_comes(url: str) -> None:
    assert introduced(url) == f"{url}#pushdesk={ID}"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://luna.example/",
        "https://www.luna.example.evil.example/",
        "https://www.luna.example@evil.example/",
        "https://me@www.luna.example/",
        "http://www.luna.example/",
        "https://shop.example/",
        "https://www.luna.example/menu#wine",
        "https://[::1",
        "/menu",
    ],
)
def test_every_other_link_stays_as_it_is(url: str) -> None:
    assert introduced(url) == url


def test_nobody_is_introduced_who_does_not_want_to_be() -> None:
    letter = replace(LETTER, url="https://www.luna.example/", site_id="")
    assert own_sites.introduced(letter, SITES_) == letter


def test_the_sites_of_the_owner(house: House) -> None:
    assert own_sites.origins(house.ctx) == frozenset()
    preferences.put(house.ctx, SITES, "https://WWW.luna.example/ , https://shop.example:8443,,")
    assert own_sites.origins(house.ctx) == SITES_


@given(st.text() | st.from_regex(r"https?://[^/]{0,30}[/?#].*"))
def test_whatever_the_link_it_keeps_its_beginning(url: str) -> None:
    assert introduced(url) in {url, f"{url}#pushdesk={ID}"}


@given(st.lists(st.from_regex(r"(?i)https?://[a-z0-9.-]{1,20}(:[0-9]{1,5})?/?") | st.text()))
def test_what_is_read_as_sites_is_read_the_same_again(parts: list[str]) -> None:
    try:
        sites = SITES.read(",".join(parts))
    except UserError:
        return
    assert SITES.read(sites) == sites
    assert all(re.fullmatch(r"https?://[^/,]+", site) for site in sites.split(",") if site)
