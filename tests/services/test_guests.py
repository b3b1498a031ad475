"""Finding a guest by whatever was scanned, pasted or typed."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pushdesk.domain import pushed_id
from pushdesk.errors import UserError
from pushdesk.services import guests, links
from tests.house import House


def test_by_id_as_a_scanner_or_a_person_gives_it(house: House) -> None:
    held = house.guest(house.channel())
    for text in (
        held.pushed_id,
        held.pushed_id.lower(),
        f"  {pushed_id.grouped(held.pushed_id)}\n",
        f"{links.base(house.ctx)}/g/{held.token}",
    ):
        assert guests.find(house.ctx, text).pushed_id == held.pushed_id


def test_what_is_no_guest(house: House) -> None:
    channel = house.channel()
    for text, sentence in (
        (links.subscribe(house.ctx, channel.alias), "a subscribe code"),
        (pushed_id.new(), "Nobody here has this Pushed ID"),
        ("table for two", "no Pushed ID"),
        ("", "no Pushed ID"),
        ("https://evil.example/x", "no Pushed ID"),
    ):
        with pytest.raises(UserError, match=sentence):
            guests.find(house.ctx, text)


@given(st.text(max_size=300))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_ends_in_one_plain_sentence(house: House, text: str) -> None:
    with pytest.raises(UserError) as caught:
        guests.find(house.ctx, text)
    assert caught.value.what.endswith(".")


def test_a_nickname(house: House) -> None:
    held = house.guest(house.channel())
    guest = guests.find(house.ctx, held.pushed_id)
    guests.rename(house.ctx, guest.id, "  Blue   Fox ")
    assert guests.find(house.ctx, held.pushed_id).name == "Blue Fox"
    with pytest.raises(UserError, match="too long"):
        guests.rename(house.ctx, guest.id, "x" * 81)
