"""The venue of the evening: everything real but the clock, the line, and the guests' phones."""

from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import Condition
from typing import TypeVar

from sqlalchemy import and_, func, or_, select

from pushdesk import keys
from pushdesk.automation.escalation import Escalation
from pushdesk.automation.housekeeping import Housekeeping
from pushdesk.automation.rules import Rules
from pushdesk.domain.deliveries import DeliveryState
from pushdesk.domain.events import ChangedElsewhere
from pushdesk.portal.server import PortalServer
from pushdesk.practice.behaviours import Behaviour, Offline, Silent, Unmoved, Vanished
from pushdesk.practice.notification import Notification
from pushdesk.practice.push_service import PushService
from pushdesk.runtime.engine import Engine
from pushdesk.runtime.listener import bind
from pushdesk.sending import Sender
from pushdesk.services import links
from pushdesk.services.context import Context
from pushdesk.store import Store, open_store, tables
from pushdesk.webpush.client import PushClient
from pushdesk.webpush.curl_transport import CurlTransport
from pushdesk.webpush.vapid import VapidSigner
from tests import house as houses
from tests.evening.parties import Kind
from tests.evening.phones import Line, Witness
from tests.house import House

LIMIT = 20.0
T = TypeVar("T")
_BEHAVIOURS: dict[Kind, Behaviour] = {
    Kind.QUICK: Unmoved(),
    Kind.SILENT: Silent(),
    Kind.AWAY: Offline(),
    Kind.LOST: Vanished(),
}


@dataclass(frozen=True)
class Ring:
    """One arrival on a phone; `taken_at`: from then on the push service had it."""

    delivery: int
    topic: str
    visit: int | None
    made_at: datetime
    expires_at: datetime
    taken_at: datetime
    rang_at: datetime
    shown: Notification


@dataclass
class Rig:
    house: House
    engine: Engine
    service: PushService
    line: Line
    page: str
    duties: tuple[Callable[[], object], ...]
    news: Condition
    phones: list[Witness] = field(default_factory=list)
    _rings: dict[str, list[Ring]] = field(default_factory=dict)

    @property
    def ctx(self) -> Context:
        return self.house.ctx

    def pass_time(self, by: timedelta) -> None:
        """Then whatever is due leaves, and the phones have dealt with it."""
        self.house.clock.advance(by)
        self.ctx.bus.publish(ChangedElsewhere())
        self.settle()

    def settle(self) -> None:
        with self.news:
            assert self.news.wait_for(self._nothing_due, LIMIT), "the sender does not come to rest"
        self.run(self._phones_settle())

    def run(self, coroutine: Coroutine[object, object, T]) -> T:
        return self.engine.run(coroutine).result(LIMIT)

    def await_ends(self) -> None:
        with self.news:
            assert self.news.wait_for(self._all_ended, LIMIT), "a delivery has no end"

    def attend(self) -> None:
        """What the automation would do by itself at this moment; the rest once a minute."""
        first, *others = self.duties
        first()
        if self.ctx.clock.now().second == 0:
            for duty in others:
                duty()

    def subscribe(self, kind: Kind) -> Witness:
        async def subscribed() -> Witness:
            phone = Witness(self.service, self.page, _BEHAVIOURS[kind], self.house.clock)
            await phone.subscribe()
            return phone

        phone = self.run(subscribed())
        self.phones.append(phone)
        return phone

    def connect(self, phone: Witness) -> None:
        """It is in reach from now on."""

        async def connected() -> None:
            if not phone.connected:
                phone.connected = True
                phone.come_online()

        self.run(connected())

    def leave(self, phone: Witness | None) -> bool:
        """The button on the guest's page."""
        if phone is not None and phone.token not in self.gone():
            self.run(phone.unsubscribe())
        return True

    def open(self, phone: Witness, ring: Ring) -> None:
        self.run(phone.open(ring.shown))

    def gone(self) -> set[str]:
        """Tokens that the push service has refused."""
        return {one.token for one in self.service.attempts if one.status == 410}

    def calls(self, phone: Witness) -> list[Ring]:
        """The calls that have come to it, oldest first."""
        return [ring for ring in self.rings(phone) if ring.topic.startswith("r-")]

    def rings(self, phone: Witness) -> list[Ring]:
        known = self._rings.setdefault(phone.token, [])
        for place in range(len(known), len(phone.received)):
            known.append(self._ring(phone.received[place], *phone.rang[place]))
        return known

    def _ring(self, shown: Notification, taken_at: datetime, rang_at: datetime) -> Ring:
        delivery = self.ctx.receipts.read(shown.receipt.rsplit("/", 1)[-1])
        message = tables.Message
        query = (
            select(message.topic, message.visit_id, message.created_at, message.expires_at)
            .join(tables.Delivery, tables.Delivery.message_id == message.id)
            .where(tables.Delivery.id == delivery)
        )
        with self.ctx.store.read() as session:
            topic, visit, made_at, expires_at = session.execute(query).one()
        return Ring(delivery or 0, topic, visit, made_at, expires_at, taken_at, rang_at, shown)

    async def _phones_settle(self) -> None:
        for phone in self.phones:
            await phone.settle()

    async def close_phones(self) -> None:
        for phone in self.phones:
            await phone.close()

    def _all_ended(self) -> bool:
        row, going = tables.Delivery, ("queued", "sending", "accepted")
        with self.ctx.store.read() as session:
            return not session.scalar(select(func.count(row.id)).where(row.state.in_(going)))

    def _nothing_due(self) -> bool:
        row, now = tables.Delivery, self.ctx.clock.now()
        due = and_(row.state == DeliveryState.QUEUED.value, row.due_at <= now)
        under_way = row.state == DeliveryState.SENDING.value
        with self.ctx.store.read() as session:
            return not session.scalar(select(func.count(row.id)).where(or_(due, under_way)))


@contextmanager
def open_venue(folder: Path) -> Iterator[Rig]:
    with ExitStack() as opened:
        store = open_store(folder / "pushdesk.db")
        opened.callback(store.close)
        engine = Engine()
        engine.start()
        opened.callback(engine.stop)
        workers = opened.enter_context(ThreadPoolExecutor(4))
        rig = _started(opened, store, engine, workers, folder)
        opened.callback(lambda: rig.run(rig.close_phones()))
        yield rig


def _started(
    opened: ExitStack, store: Store, engine: Engine, workers: ThreadPoolExecutor, folder: Path
) -> Rig:
    service = PushService()
    engine.run(service.start()).result()
    opened.callback(lambda: engine.run(service.stop()).result())
    house = houses.build(store, service.origin)
    service._clock = house.clock
    signer = VapidSigner(
        keys.load(folder / "keys", may_create=True).vapid_pem,
        "mailto:owner@example.com",
        house.clock,
    )
    listener = bind("127.0.0.1", 0)
    ctx = replace(house.ctx, portal_url=listener.url, vapid_public_key=signer.public_key)
    house.ctx = ctx
    portal = PortalServer(listener)
    engine.run(portal.start(ctx)).result()
    opened.callback(lambda: engine.run(portal.stop(1.0)).result())
    line = Line(CurlTransport(ctx.endpoints))

    async def sender() -> Sender:
        client = PushClient(ctx.endpoints, signer, line, house.clock, workers)
        return Sender(ctx, client, workers, timedelta(seconds=0.2))

    sending = engine.run(sender()).result()
    engine.run(sending.start()).result()
    opened.callback(lambda: engine.run(sending.stop(1.0)).result())
    news = Condition()
    ctx.bus.subscribe(lambda _event: _notify(news))
    page = links.subscribe(ctx, house.channel().alias)
    rules = Rules(ctx)
    duties = (Escalation(ctx).work, Housekeeping(ctx).work, rules.work)
    return Rig(house, engine, service, line, page, duties, news)


def _notify(news: Condition) -> None:
    with news:
        news.notify_all()
