"""Sends to everyone, to a channel, to one; and what is refused without a trace."""

from datetime import timedelta

import pytest

from pushdesk.errors import UserError
from pushdesk.services import messages
from pushdesk.services.messages import Text, read_target
from tests.house import STRANGER, House

HELLO = Text("Hello", "The kitchen closes at ten.")


def test_each_device_once_whoever_names_it(house: House) -> None:
    lunch, dinner = house.channel("Lunch"), house.channel("Dinner")
    regular = house.guest(lunch)
    house.guest(dinner, pass_token=regular.token)
    house.guest(dinner)
    sent = messages.send(
        house.ctx,
        [
            read_target("app"),
            read_target(f"channel:{lunch.alias}"),
            read_target(f"pushed_id:{regular.pushed_id}"),
        ],
        HELLO,
    )
    assert (sent.recipients, sent.devices) == (2, 3)


def test_excluded_guests_hear_nothing(house: House) -> None:
    lunch, dinner = house.channel("Lunch"), house.channel("Dinner")
    house.guest(lunch)
    house.guest(dinner)
    sent = messages.send(
        house.ctx, [read_target("app")], HELLO, exclude=[read_target(f"channel:{lunch.alias}")]
    )
    assert sent.recipients == 1


@pytest.mark.parametrize(
    ("target", "sentence"),
    [
        ("channel:Nobody", "There is no channel"),
        (f"pushed_id:{STRANGER}", "Nobody here has this Pushed ID"),
        ("app", "nobody to send this to"),
    ],
)
def test_nobody_to_send_to(house: House, target: str, sentence: str) -> None:
    house.channel()
    with pytest.raises(UserError, match=sentence):
        messages.send(house.ctx, [read_target(target)], HELLO)
    assert messages.recent(house.ctx) == []


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (Text(""), "The title is empty"),
        (Text(" \n\t\x00 "), "The title is empty"),
        (Text("x" * 121), "The title is too long"),
        (Text("x", "y" * 501), "The text is too long"),
        (Text("x", "", "javascript:alert(1)"), "is no web address"),
        (Text("x", "", "https://e.example/" + "y" * 500), "The link is too long"),
    ],
)
def test_texts_out_of_bounds(house: House, text: Text, sentence: str) -> None:
    house.guest(house.channel())
    with pytest.raises(UserError, match=sentence):
        messages.send(house.ctx, [read_target("app")], text)
    assert messages.recent(house.ctx) == []


@pytest.mark.parametrize("ttl", [timedelta(0), timedelta(days=29)])
def test_validity_out_of_bounds(house: House, ttl: timedelta) -> None:
    house.guest(house.channel())
    with pytest.raises(UserError, match="can't be valid"):
        messages.send(house.ctx, [read_target("app")], HELLO, ttl=ttl)


def test_control_characters_go(house: House) -> None:
    house.guest(house.channel())
    messages.send(house.ctx, [read_target("app")], Text("A\u202eB\x07C", "one\r\ntwo\x1b[31m"))
    (row,) = messages.recent(house.ctx)
    assert (row.title, row.body) == ("A B C", "one\ntwo[31m")


def test_a_target_that_is_none() -> None:
    with pytest.raises(UserError, match="no one to send to"):
        read_target("everybody")
