"""The whole program without a face: database, sender, portal and automation, put together."""

import asyncio
import logging
import os
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import timedelta

from pushdesk import logs
from pushdesk.domain.events import ChangedElsewhere
from pushdesk.errors import UserError
from pushdesk.event_bus import EventBus
from pushdesk.keys import Keys
from pushdesk.paths import DataDir
from pushdesk.runtime.clock import Clock, SystemClock
from pushdesk.runtime.data_lock import DataLock, Use
from pushdesk.runtime.engine import Engine
from pushdesk.runtime.instance import Instance
from pushdesk.runtime.listener import Listener, bind
from pushdesk.services import links, preferences, venue_keys
from pushdesk.services.context import Context
from pushdesk.services.receipt_signer import ReceiptSigner
from pushdesk.services.venue_keys import NO_CONTACT
from pushdesk.settings import CONTACT, EXTRA_PUSH_HOSTS, HOST, PORT, PUBLIC_URL
from pushdesk.store import ChangeWatch, open_store
from pushdesk.webpush.endpoints import EndpointPolicy
from pushdesk.webpush.network import Network
from pushdesk.webpush.vapid import VapidSigner, check_subject

log = logging.getLogger(__name__)

WORKERS = 4
STOP_SECONDS = 5.0
# How soon a window follows what another process has written.
WATCH_SECONDS = 0.1
DATABASE_URL_VARIABLE = "PUSHDESK_DATABASE_URL"


@dataclass(frozen=True)
class Options:
    """What the caller chose for this run; None leaves it to the settings."""

    database_url: str | None = None
    host: str | None = None
    port: int | None = None
    extra_push_hosts: str | None = None
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)

    @property
    def database_server(self) -> str | None:
        """None where the data is in a file in the data folder."""
        return self.database_url or self.environment.get(DATABASE_URL_VARIABLE) or None


class App:
    """Open at once for services; `start` brings sender, portal and automation to life.

    Raises UserError from the constructor and from `start`, each with what to do.
    """

    def __init__(
        self, data_dir: DataDir, options: Options | None = None, clock: Clock | None = None
    ) -> None:
        self.data_dir = data_dir
        self._options = options or Options()
        self._clock = clock or SystemClock()
        self._instance = Instance(data_dir)
        self._listener: Listener | None = None
        self._stops: list[Callable[[], None]] = []
        logs.start(data_dir.log)
        with ExitStack() as opened:
            opened.enter_context(DataLock(data_dir, Use.OPEN))
            self._store = open_store(data_dir.database, self._options.database_server)
            opened.callback(self._store.close)
            self._keys = venue_keys.load(data_dir.keys, self._store)
            self.ctx = self._context()
            self._opened = opened.pop_all()

    @property
    def portal_url(self) -> str:
        return links.base(self.ctx)

    @property
    def runs_elsewhere(self) -> bool:
        """Another process with a portal and a sender works on this data."""
        return self._instance.running() is not None

    def start(self, *, portal: bool = True) -> None:
        """Without the portal it only sends, beside whoever else runs on the same data.

        Rules and schedules run where the house is open, and nowhere else.
        """
        if portal:
            self.open_house()
        self.serve()

    def open_house(self) -> None:
        """Takes the venue's place and its port; whatever can be refused is refused here."""
        try:
            self._claim_instance()
            self._bind()
        except BaseException:
            self.stop()
            raise

    def serve(self, bulk_pause: timedelta = timedelta(0)) -> None:
        """Starts what answers and sends; loading that takes a moment. `bulk_pause` as `Sender`."""
        try:
            engine, workers = self._start_engine(), self._start_workers()
            self._start_watch(engine, workers)
            if self._listener is not None:
                self._start_portal(engine, self._listener)
            self._start_sender(engine, workers, bulk_pause)
            if self._listener is not None:
                self._start_automation(engine, workers)
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Ends what runs, newest first; what was in flight comes back by its lease."""
        while self._stops:
            self._stops.pop()()

    def close(self) -> None:
        self.stop()
        self._opened.close()
        logs.stop()

    def _context(self) -> Context:
        policy = self._options.extra_push_hosts
        bare = Context(
            store=self._store,
            bus=EventBus(),
            clock=self._clock,
            receipts=ReceiptSigner(self._keys.receipt_secret),
            endpoints=EndpointPolicy(),
            vapid_public_key=_signer(self._keys, NO_CONTACT, self._clock).public_key,
            portal_url="",
            environment=self._options.environment,
        )
        running = self._instance.running()
        port = self._options.port or preferences.get(bare, PORT)
        return replace(
            bare,
            endpoints=EndpointPolicy.from_text(
                preferences.get(bare, EXTRA_PUSH_HOSTS) if policy is None else policy
            ),
            portal_url=running or f"http://127.0.0.1:{port}",
        )

    def _claim_instance(self) -> None:
        self._instance.claim()
        self._stops.append(self._instance.release)

    def _start_engine(self) -> Engine:
        engine = Engine()
        engine.start()
        self._stops.append(engine.stop)
        return engine

    def _start_watch(self, engine: Engine, workers: ThreadPoolExecutor) -> None:
        watch = self._store.watch()
        if watch is not None:
            watching = engine.run(_watch(watch, workers, self.ctx.bus))
            self._stops.append(lambda: _cancel(watching))

    def _bind(self) -> None:
        host = self._options.host or preferences.get(self.ctx, HOST)
        port = self._options.port
        listener = bind(host, preferences.get(self.ctx, PORT) if port is None else port)
        self._stops.append(listener.close)
        self._listener = listener
        self.ctx = replace(self.ctx, portal_url=listener.url)
        self._instance.announce(listener.url)

    def _start_portal(self, engine: Engine, listener: Listener) -> None:
        # A command that only asks must not wait for the web server's modules.
        from pushdesk.portal.server import PortalServer  # noqa: PLC0415 - see above

        server = PortalServer(listener)
        self._stops.append(lambda: engine.run(server.stop(STOP_SECONDS)).result())
        engine.run(server.start(self.ctx)).result()

    def _start_workers(self) -> ThreadPoolExecutor:
        workers = ThreadPoolExecutor(WORKERS, thread_name_prefix="pushdesk-worker")
        self._stops.append(workers.shutdown)
        return workers

    def _start_automation(self, engine: Engine, workers: ThreadPoolExecutor) -> None:
        from pushdesk.automation.automation import Automation  # noqa: PLC0415 - as for the portal

        automation = Automation(self.ctx, workers)
        engine.run(automation.start()).result()
        self._stops.append(lambda: engine.run(automation.stop(STOP_SECONDS)).result())

    def _start_sender(
        self, engine: Engine, workers: ThreadPoolExecutor, bulk_pause: timedelta
    ) -> None:
        from pushdesk.sending import Sender  # noqa: PLC0415 - as for the portal
        from pushdesk.webpush.client import PushClient  # noqa: PLC0415 - as above
        from pushdesk.webpush.curl_transport import CurlTransport  # noqa: PLC0415 - as above

        signer = _signer(self._keys, self._contact(), self._clock)
        network = Network.from_environment(self._options.environment)
        transport = CurlTransport(self.ctx.endpoints, network)
        client = PushClient(self.ctx.endpoints, signer, transport, self._clock, workers)
        sender = Sender(self.ctx, client, workers, bulk_pause=bulk_pause)
        engine.run(sender.start()).result()
        self._stops.append(lambda: engine.run(sender.stop(STOP_SECONDS)).result())

    def _contact(self) -> str:
        """The owner's contact, else the public address, where push services would accept it."""
        for setting in (CONTACT, PUBLIC_URL):
            try:
                return check_subject(preferences.get(self.ctx, setting))
            except UserError:
                log.info("Push services get no contact from the setting %s", setting.key)
        return NO_CONTACT


async def _watch(watch: ChangeWatch, workers: ThreadPoolExecutor, bus: EventBus) -> None:
    loop = asyncio.get_running_loop()
    while True:
        await asyncio.sleep(WATCH_SECONDS)
        try:
            changed = await loop.run_in_executor(workers, watch.changed)
        except Exception:
            log.exception("The database can't be watched")
            continue
        if changed:
            bus.publish(ChangedElsewhere())


def _cancel(task: Future[None]) -> None:
    task.cancel()


def _signer(keys_: Keys, contact: str, clock: Clock) -> VapidSigner:
    return VapidSigner(keys_.vapid_pem, contact, clock)
