"""What the phone receives: the guest's own words, within what every push service takes."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pushdesk.domain.placeholders import Wording
from pushdesk.domain.requests import Button
from pushdesk.sending import payload
from pushdesk.store.claimed import Claimed
from tests.house import EVENING

LETTER = Claimed(
    delivery_id=1,
    attempts=1,
    shortened=False,
    lane=0,
    device_gone=False,
    guest_id=1,
    endpoint="https://push.example/1",
    p256dh=b"",
    auth=b"",
    pass_token="PASS",
    language="de-AT",
    guest_name="Ana",
    fields={"Seat": "window", "name": "never this"},
    venue="Luna",
    message_id="m1",
    title="Hello {name}",
    body="At {venue}, {seat}, table {table|?}.",
    translations={},
    variables={"table": "12"},
    url="",
    urgency="normal",
    topic="m-1",
    created_at=EVENING,
    expires_at=EVENING + timedelta(hours=1),
)
HOSTILE = st.text(max_size=600) | st.text("{}|name \n\x00\u202e🦊", max_size=600)


def shown(claimed: Claimed) -> dict[str, str]:
    declaration = json.loads(payload.compose(claimed, "https://v.example", "R"))
    assert (declaration["web_push"], declaration["mutable"]) == (8030, True)
    notification: dict[str, str] = declaration["notification"]
    return notification


def test_name_fields_variables_and_venue() -> None:
    notification = shown(LETTER)
    assert notification["title"] == "Hello Ana"
    assert notification["body"] == "At Luna, window, table 12."
    assert notification["navigate"] == "https://v.example/g/PASS?n=R"
    assert notification["tag"] == "m-1"


def test_what_a_program_says_goes_before_what_the_venue_knows() -> None:
    letter = replace(LETTER, variables={"name": "Dr. Ana", "seat": "bar"})
    assert shown(letter)["title"] == "Hello Dr. Ana"
    assert "bar" in shown(letter)["body"]


def test_the_guests_language_is_that_of_the_text() -> None:
    translations = {"en": Wording(LETTER.title, LETTER.body), "de": Wording("Hallo {name}")}
    assert shown(replace(LETTER, translations=translations))["title"] == "Hallo Ana"
    assert shown(replace(LETTER, translations=translations))["lang"] == "de"
    assert shown(replace(LETTER, translations=translations, language="hu"))["lang"] == "en"
    assert shown(LETTER)["lang"] == ""


def test_icon_picture_and_buttons_as_the_declaration_has_them() -> None:
    buttons = (Button("Menu", "https://a.example/"), Button("Book", "https://b.example/"))
    letter = replace(LETTER, icon="https://a.example/i", image="https://a.example/p")
    notification: dict[str, object] = {**shown(replace(letter, buttons=buttons))}
    assert notification["icon"] == "https://a.example/i"
    assert notification["image"] == "https://a.example/p"
    assert notification["actions"] == [
        {"action": "button-1", "title": "Menu", "navigate": "https://a.example/"},
        {"action": "button-2", "title": "Book", "navigate": "https://b.example/"},
    ]
    assert not {"icon", "image", "actions"} & shown(LETTER).keys()


def test_values_are_one_line_without_control_characters() -> None:
    letter = replace(LETTER, guest_name="A\x07n\u202ea\nB {venue}")
    assert shown(letter)["title"] == "Hello A n a B {venue}"


def test_a_title_is_never_empty() -> None:
    assert shown(replace(LETTER, title="{nick}"))["title"] == "Luna"


@pytest.mark.parametrize("shortened", [False, True])
def test_long_values_are_cut(shortened: bool) -> None:
    letter = replace(
        LETTER, guest_name="🦊" * 500, body="{name}" * 80, shortened=shortened, language="x"
    )
    sent = payload.compose(letter, "https://v.example", "R")
    assert len(sent) <= (payload.SHORT if shortened else payload.COMFORTABLE)
    notification = shown(letter)
    assert len(notification["title"]) == 120
    assert notification["title"].endswith("…")
    assert notification["body"].endswith("…")


@given(HOSTILE, HOSTILE, HOSTILE, st.dictionaries(HOSTILE, HOSTILE, max_size=3))
def test_nothing_that_anybody_types_breaks_it(
    title: str, body: str, name: str, fields: dict[str, str]
) -> None:
    letter = replace(LETTER, title=title[:120], body=body, guest_name=name, fields=fields)
    assert len(payload.compose(letter, "https://v.example", "R")) <= payload.COMFORTABLE
