"""A real sender empties and fills the outbox at once; a call gets through between two batches."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from pushdesk.domain.deliveries import WAITING, DeliveryState
from pushdesk.domain.requests import Request
from pushdesk.domain.targets import App
from pushdesk.services import broadcasts, messages
from pushdesk.services.broadcasts import State
from pushdesk.store import Store, fan_out
from pushdesk.webpush.network import Network
from tests import house as houses
from tests.sending.conftest import PostRoom
from tests.sending.crowd import move_in
from tests.waiting import wait_for

CROWD = fan_out.FIRST + 50
HELLO = Request((App(),), title="The kitchen closes at ten", ttl=timedelta(hours=1))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A writer waits for a batch to be through."""
    store = houses.open_in(tmp_path)
    yield store
    store.close()


@pytest.fixture
def network() -> Network:
    """Nobody turns the clock to a second attempt: each answer is waited for."""
    return Network(connect_timeout=10, total_timeout=10)


def crowd(post_room: PostRoom) -> None:
    """Phones that were never subscribed at this push service: it says so at once."""
    move_in(post_room.house.ctx.store, 1, CROWD, f"{post_room.service.origin}/push")


def test_all_are_tried_and_the_last_batch_too(post_room: PostRoom) -> None:
    crowd(post_room)
    post_room.start()
    ctx = post_room.house.ctx
    sent = messages.send(ctx, HELLO)
    assert sent.devices == CROWD + 1
    wait_for(lambda: broadcasts.get(ctx, sent.id).state is State.SENT, 60)
    done = broadcasts.get(ctx, sent.id)
    assert (done.entered, done.done) == (CROWD + 1, CROWD + 1)
    assert done.counts[DeliveryState.ACCEPTED] == 1


def test_paused_in_the_middle_and_taken_back(post_room: PostRoom) -> None:
    crowd(post_room)
    post_room.start()
    ctx = post_room.house.ctx
    sent = messages.send(ctx, HELLO)
    wait_for(lambda: broadcasts.get(ctx, sent.id).done > 20, 30)
    broadcasts.pause(ctx, sent.id)
    wait_for(lambda: DeliveryState.SENDING not in broadcasts.get(ctx, sent.id).counts, 30)
    paused = broadcasts.get(ctx, sent.id)
    assert paused.state is State.PAUSED
    attempts = len(post_room.service.attempts)
    broadcasts.cancel(ctx, sent.id)
    wait_for(lambda: not WAITING & broadcasts.get(ctx, sent.id).counts.keys(), 30)
    assert broadcasts.get(ctx, sent.id).done == paused.done
    assert len(post_room.service.attempts) == attempts
