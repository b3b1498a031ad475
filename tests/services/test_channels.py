"""Channels: named, ordered, archived; and who came and left."""

from datetime import timedelta

import pytest

from pushdesk.errors import NotFound, UserError
from pushdesk.services import channels, subscriptions
from tests.house import House


def names(house: House) -> list[str]:
    return [channel.name for channel in channels.every(house.ctx)]


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


@pytest.mark.parametrize("name", ["", " ", "x" * 81])
def test_names_out_of_bounds(house: House, name: str) -> None:
    with pytest.raises(UserError):
        channels.create(house.ctx, name)
    assert names(house) == []


def test_what_is_not_there(house: House) -> None:
    for ask in (channels.archive, channels.restore, channels.subscribers):
        with pytest.raises(NotFound):
            ask(house.ctx, "Nobody")
