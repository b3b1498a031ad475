"""One look at a list for all the pages that show it."""

import pytest

from pushdesk.errors import NotFound
from pushdesk.portal.queues import GOOD_FOR, Queues
from pushdesk.services import channels, waiting_list
from pushdesk.services.channels import Channel
from pushdesk.services.waiting_list import Party
from tests.house import House


def test_a_list_is_looked_at_once_until_something_happens(house: House, channel: Channel) -> None:
    queues = Queues(house.ctx)
    empty = queues.of(channel.alias)
    assert queues.of(channel.alias) is empty
    waiting_list.add(house.ctx, Party(size=2))
    assert queues.of(channel.alias).ahead == 1
    channels.rename(house.ctx, channel.alias, "Dinner")
    assert queues.of(channel.alias).channel == "Dinner"


def test_waits_grow_shorter_by_themselves(house: House, channel: Channel) -> None:
    queues = Queues(house.ctx)
    before = queues.of(channel.alias)
    house.clock.advance(GOOD_FOR)
    assert queues.of(channel.alias) is not before


def test_a_list_that_is_none(house: House) -> None:
    with pytest.raises(NotFound):
        Queues(house.ctx).of("nobody")
