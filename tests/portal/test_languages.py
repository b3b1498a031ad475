"""Which language a browser asks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pushdesk.portal import languages


@pytest.mark.parametrize(
    ("header", "tags"),
    [
        ("", []),
        ("de", ["de"]),
        ("de-AT,de;q=0.9,en;q=0.5", ["de-AT", "de", "en"]),
        ("en;q=0.1, fr", ["fr", "en"]),
        ("de;q=0, it", ["it"]),
        ("*, ../../etc, de/x, ;q=1, C", []),
        ("zh-Hant-TW", ["zh-Hant-TW"]),
    ],
)
def test_tags_come_in_the_order_of_their_weight(header: str, tags: list[str]) -> None:
    assert languages.preferred(header) == tags


def test_the_guests_language_is_two_or_three_letters() -> None:
    assert languages.primary("DE-at") == "de"
    assert languages.primary("") == "en"


@pytest.mark.parametrize(
    ("header", "country"),
    [
        ("de-AT,de;q=0.9,en-US;q=0.5", "AT"),
        ("de,de-CH;q=0.9", "CH"),
        ("de,en-US;q=0.7,en;q=0.3", ""),
        ("zh-hant-tw", "TW"),
        ("es-419", ""),
        ("", ""),
    ],
)
def test_the_country_is_that_of_the_guests_own_language(header: str, country: str) -> None:
    assert languages.country(header) == country


@given(st.text(max_size=500))
def test_any_header_gives_a_catalogue(header: str) -> None:
    assert languages.tag(languages.catalogue(header))
    assert languages.primary(header).isalpha()
