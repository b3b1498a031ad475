"""Channels: named, ordered, archived; and who came and left."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from pushdesk.domain import placeholders
from pushdesk.domain.events import MessageQueued
from pushdesk.errors import NotFound, UserError
from pushdesk.services import channels, subscriptions
from pushdesk.store import tables
from tests.house import House


def names(house: House) -> list[str]:
    return [channel.name for channel in channels.every(house.ctx)]


def outbox(house: House) -> list[tables.Message]:
    with house.ctx.store.read() as session:
        return list(session.scalars(select(tables.Message)))


def test_in_the_order_the_venue_wants(house: House) -> None:
    lunch, dinner, bar = (house.channel(name) for name in ("Lunch", "Dinner", "Bar"))
    assert names(house) == ["Lunch", "Dinner", "Bar"]
    channels.reorder(house.ctx, [bar.alias, lunch.alias])
    assert names(house) == ["Bar", "Lunch", "Dinner"]
    channels.reorder(house.ctx, [dinner.alias])
    house.channel("Terrace")
    assert names(house)[-1] == "Terrace"


def test_an_archived_one_comes_back_by_undo(house: House) -> None:
    channel = house.channel()
    channels.archive(house.ctx, channel.alias)
    assert names(house) == []
    assert [one.alias for one in channels.every(house.ctx, archived=True)] == [channel.alias]
    channels.restore(house.ctx, channel.alias)
    assert names(house) == ["Waiting list"]


def test_who_came_when_and_from_where_and_who_left(house: House) -> None:
    channel = house.channel()
    first = house.guest(channel)
    house.clock.advance(timedelta(minutes=5))
    house.guest(channel)
    subscriptions.leave(house.ctx, first.token)
    newest, oldest = channels.subscribers(house.ctx, channel.alias)
    assert newest.left_at is None
    assert oldest.pushed_id == first.pushed_id
    assert oldest.left_at == oldest.since + timedelta(minutes=5)
    assert oldest.source == "page"


def test_subscribers_come_in_pages(house: House) -> None:
    channel, other = house.channel(), house.channel("Terrace")
    for _each in range(5):
        house.guest(channel)
        house.guest(other)
    everyone = channels.subscribers(house.ctx, channel.alias)
    assert len(everyone) == 5
    assert channels.subscribers(house.ctx, channel.alias, 2, 1) == everyone[1:3]
    assert channels.subscribers(house.ctx, channel.alias, 2, 5) == []


@pytest.mark.parametrize("name", ["", " ", "x" * 81])
def test_names_out_of_bounds(house: House, name: str) -> None:
    with pytest.raises(UserError):
        channels.create(house.ctx, name)
    assert names(house) == []


def test_what_is_not_there(house: House) -> None:
    for ask in (channels.archive, channels.restore, channels.subscribers):
        with pytest.raises(NotFound):
            ask(house.ctx, "Nobody")


def test_row_2_a_greeting_rings_who_joins_for_the_first_time(house: House) -> None:
    channel = house.channel("Lunch")
    channels.set_welcome(house.ctx, channel.alias, "Hello {name|friend}, this is {channel}.")
    held = house.guest(channel)
    (greeting,) = outbox(house)
    assert greeting.title == "{venue}"
    values = json.loads(greeting.variables)
    assert placeholders.render(greeting.body, values) == "Hello friend, this is Lunch."
    assert greeting.topic.startswith("welcome-")
    assert (greeting.urgency, greeting.purpose) == ("normal", "visit")
    assert greeting.expires_at - house.clock.now() == timedelta(hours=1)
    assert len(house.heard(MessageQueued)) == 1
    house.guest(channel, pass_token=held.token)
    subscriptions.leave(house.ctx, held.token)
    house.guest(channel, pass_token=held.token)
    assert len(house.heard(MessageQueued)) == 1
    house.guest(house.channel("Dinner"), pass_token=held.token)
    assert len(house.heard(MessageQueued)) == 1


@pytest.mark.parametrize("text", ["", "  \n "])
def test_row_2_an_empty_greeting_is_none(house: House, text: str) -> None:
    channel = house.channel()
    channels.set_welcome(house.ctx, channel.alias, "Hello!")
    assert channels.set_welcome(house.ctx, channel.alias, text).welcome == ""
    house.guest(channel)
    assert house.heard(MessageQueued) == []


@pytest.mark.parametrize("text", ["{", "{}", "Hello {table}", "x" * 501, "{name" * 90])
def test_a_greeting_that_can_not_be_filled_is_refused(house: House, text: str) -> None:
    channel = house.channel()
    with pytest.raises(UserError):
        channels.set_welcome(house.ctx, channel.alias, text)
    assert channels.get(house.ctx, channel.alias).welcome == ""


def test_row_2_public_or_by_link_only(house: House) -> None:
    channel = house.channel()
    assert channel.is_public
    assert not channels.set_public(house.ctx, channel.alias, False).is_public
    assert channels.set_public(house.ctx, channel.alias, True).is_public
