"""A real sender between a real outbox and the practice push service, on a clock turned by hand."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from pushdesk import keys
from pushdesk.domain.events import ChangedElsewhere
from pushdesk.practice.answers import Answer
from pushdesk.practice.push_service import PushService
from pushdesk.runtime.engine import Engine
from pushdesk.sending import Sender
from pushdesk.services import guests, visits
from pushdesk.services.guests import Progress
from pushdesk.store import Store
from pushdesk.webpush.client import PushClient
from pushdesk.webpush.curl_transport import CurlTransport
from pushdesk.webpush.network import Network
from pushdesk.webpush.vapid import VapidSigner
from tests import house as houses
from tests.house import House, a_subscription
from tests.waiting import wait_for

LIMIT = 10.0


@dataclass
class PostRoom:
    """One guest with one phone, who has been called; the sender starts when told."""

    house: House
    engine: Engine
    service: PushService
    make_sender: Callable[[], Sender]
    sender: Sender
    token: str
    guest_id: int
    database: Path

    def start(self) -> None:
        self.engine.run(self.sender.start()).result()

    def send_from_elsewhere(self) -> None:
        """A second sender works on the same outbox for a moment, as a command does."""
        other = self.make_sender()
        self.engine.run(other.start()).result()
        self.engine.run(other.stop(5.0)).result()

    def script(self, *answers: Answer) -> None:
        self.service.script(self.token, answers)

    def progress(self) -> Progress:
        return guests.card(self.house.ctx, self.guest_id).progress[0]

    def wait(self, happened: Callable[[Progress], bool]) -> Progress:
        """Looks again and again: what a claim ends is no event of the house."""
        wait_for(lambda: happened(self.progress()), LIMIT)
        return self.progress()

    def wait_for_attempts(self, number: int) -> None:
        self.wait(lambda _progress: len(self.service.attempts) >= number)

    def later(self, by: timedelta) -> None:
        self.house.clock.advance(by)
        self.house.ctx.bus.publish(ChangedElsewhere())


@pytest.fixture
def engine() -> Iterator[Engine]:
    engine = Engine()
    engine.start()
    yield engine
    engine.stop()


@pytest.fixture
def network() -> Network:
    return Network(connect_timeout=0.5, total_timeout=0.5)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A writer gives up soon."""
    store = houses.open_in(tmp_path, busy_seconds=0.3)
    yield store
    store.close()


@pytest.fixture
def post_room(store: Store, engine: Engine, network: Network, tmp_path: Path) -> Iterator[PostRoom]:
    house = houses.build(store)
    service = PushService(house.clock)
    engine.run(service.start()).result()
    house = houses.build(store, service.origin)
    service._clock = house.clock
    signer = VapidSigner(
        keys.load(tmp_path / "keys", may_create=True).vapid_pem,
        "mailto:owner@example.com",
        house.clock,
    )
    token = service.create_subscription(signer.public_key)
    held = house.guest(house.channel(), a_subscription(service.endpoint(token)))
    guest_id = guests.by_pass(house.ctx, held.token).guest.id
    visits.notify(house.ctx, guest_id, timedelta(minutes=10))
    database = tmp_path / "pushdesk.db"
    policy = house.ctx.endpoints
    with ThreadPoolExecutor(4) as workers:

        async def make() -> Sender:
            transport = CurlTransport(policy, network)
            client = PushClient(policy, signer, transport, house.clock, workers)
            return Sender(house.ctx, client, workers, timedelta(seconds=0.2))

        def make_sender() -> Sender:
            return engine.run(make()).result()

        sender = make_sender()
        yield PostRoom(house, engine, service, make_sender, sender, token, guest_id, database)
        engine.run(sender.stop(1.0)).result()
    engine.run(service.stop()).result()
