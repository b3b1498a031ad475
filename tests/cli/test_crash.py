"""Killed again and again in the middle of a send, the server loses and doubles nothing."""

import json
import socket
from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from pushdesk.app import App, Options
from pushdesk.domain.deliveries import WAITING, DeliveryState
from pushdesk.domain.requests import Request
from pushdesk.paths import open_data_dir
from pushdesk.practice.keys import BrowserKeys
from pushdesk.practice.mailbox import Push
from pushdesk.practice.push_service import PushService
from pushdesk.runtime.engine import Engine
from pushdesk.services import channels, messages
from pushdesk.store import tables
from pushdesk.webpush.subscription import PushSubscription, parse_subscription
from tests.cli.program import Program
from tests.sending import crowd
from tests.waiting import wait_for

DEVICES = 2000
KILLS = 20
# Six batches.
CROWD = 27_000
pytestmark = [pytest.mark.alone, pytest.mark.timeout(300)]


@pytest.fixture
def service() -> Iterator[tuple[PushService, Engine]]:
    engine = Engine()
    engine.start()
    service = PushService()
    engine.run(service.start()).result()
    yield service, engine
    engine.run(service.stop()).result()
    engine.stop()


class Venue:
    """2,000 subscribed devices and a message in the outbox."""

    def __init__(self, data_dir: Path, service: PushService) -> None:
        options = Options(extra_push_hosts=service.origin)
        self._app = App(open_data_dir(data_dir), options)
        self.ctx = self._app.ctx
        self.phones: dict[str, BrowserKeys] = {}
        channel = channels.create(self.ctx, "Everyone")
        phones = [self._phone(service) for _each in range(DEVICES)]
        crowd.bring(self.ctx.store, channel.id, phones)
        everyone = (messages.read_target("app"),)
        hour = timedelta(hours=1)
        sent = messages.send(
            self.ctx, Request(everyone, title="The kitchen closes at ten", ttl=hour)
        )
        self.message_id = sent.id

    def _phone(self, service: PushService) -> PushSubscription:
        token, keys = service.create_subscription(self.ctx.vapid_public_key), BrowserKeys()
        self.phones[token] = keys
        return parse_subscription({"endpoint": service.endpoint(token), "keys": keys.as_json()})

    def counts(self) -> dict[DeliveryState, int]:
        return messages.status(self.ctx, self.message_id).counts

    def close(self) -> None:
        self._app.close()


def wait_for_accepted(service: PushService, number: int) -> None:
    wait_for(lambda: len(service.accepted) >= number, 60)


def test_kill_9(tmp_path: Path, service: tuple[PushService, Engine]) -> None:
    push_service, _engine = service
    venue = Venue(tmp_path / "data", push_service)
    program = Program(tmp_path / "data", PUSHDESK_EXTRA_PUSH_HOSTS=push_service.origin)
    for kill in range(1, KILLS + 1):
        server = program.serve()
        wait_for_accepted(push_service, kill * DEVICES // (KILLS + 5))
        server.kill()
    assert WAITING & venue.counts().keys(), "the kills came too late to prove anything"

    server = program.serve()
    wait_for(lambda: not WAITING & venue.counts().keys(), 90)
    server.stop()

    assert venue.counts() == {DeliveryState.ACCEPTED: DEVICES}
    by_phone: dict[str, list[Push]] = defaultdict(list)
    for push in push_service.accepted:
        by_phone[push.token].append(push)
    assert by_phone.keys() == venue.phones.keys()
    twice = {token: pushes for token, pushes in by_phone.items() if len(pushes) > 1}
    for token, pushes in twice.items():
        opened = [json.loads(venue.phones[token].decrypt(push.body)) for push in pushes]
        assert len({push.topic for push in pushes}) == 1
        assert len({text["notification"]["tag"] for text in opened}) == 1
    venue.close()


def test_killed_between_batches(tmp_path: Path) -> None:
    """Each device of a send to many comes into the outbox once, whoever enters it."""
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        origin = f"http://127.0.0.1:{deaf.getsockname()[1]}"
        app = App(open_data_dir(tmp_path / "data"), Options(extra_push_hosts=origin))
        channels.create(app.ctx, "Everyone")
        crowd.move_in(app.ctx.store, 1, CROWD, origin)
        everyone = Request((messages.read_target("app"),), title="Closing", ttl=timedelta(hours=1))
        sent = messages.send(app.ctx, everyone)
        program = Program(tmp_path / "data", PUSHDESK_EXTRA_PUSH_HOSTS=origin)
        kills = 0
        while messages.status(app.ctx, sent.id).filling:
            enter_some(app, program, sent.id)
            kills += 1
        assert kills > 2, "the kills came too late to prove anything"
        with app.ctx.store.read() as session:
            devices = session.scalars(select(tables.Delivery.device_id)).all()
        assert sorted(devices) == list(range(crowd.FIRST, crowd.FIRST + CROWD))
        app.close()


def enter_some(app: App, program: Program, message_id: str) -> None:
    """A server is killed as soon as it has entered another batch, or was done."""
    before = entered(app)
    server = program.serve()
    wait_for(lambda: entered(app) > before or done(app, message_id), 60)
    server.kill()


def entered(app: App) -> int:
    with app.ctx.store.read() as session:
        return session.scalar(select(func.count()).select_from(tables.Delivery)) or 0


def done(app: App, message_id: str) -> bool:
    return not messages.status(app.ctx, message_id).filling
