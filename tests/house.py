"""A house for tests: real services on a real database, with a clock that is turned by hand."""

import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from sqlalchemy import Dialect

from pushdesk.event_bus import EventBus
from pushdesk.runtime.clock import ManualClock
from pushdesk.services import audiences, categories, channels, guests, subscriptions
from pushdesk.services.channels import Channel
from pushdesk.services.context import Context
from pushdesk.services.receipt_signer import ReceiptSigner
from pushdesk.services.subscriptions import Caller, Pass
from pushdesk.store import Store, open_store
from pushdesk.store.sqlite import BUSY_SECONDS
from pushdesk.webpush import base64url
from pushdesk.webpush.endpoints import EndpointPolicy

EVENING = datetime(2026, 11, 21, 19, 0, tzinfo=UTC)
# A Pushed ID that is valid and nobody's.
STRANGER = "TVH9GJJPBS865R"
PIXEL = (
    "Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/142.0.0.0 Mobile Safari/537.36"
)


@dataclass
class House:
    ctx: Context
    clock: ManualClock
    events: list[object] = field(default_factory=list)

    def channel(self, name: str = "Waiting list") -> Channel:
        return channels.create(self.ctx, name)

    def guest(
        self, channel: Channel, subscription: object = None, pass_token: str | None = None
    ) -> Pass:
        return subscriptions.subscribe(
            self.ctx,
            channel.alias,
            subscription or a_subscription(),
            Caller(pass_token, PIXEL),
            "page",
        )

    def tick(self, guest_id: int, category: str = "Wine") -> None:
        """The guest asks for news about it, on the guest's own page."""
        if category not in {audience.name for audience in audiences.every(self.ctx)}:
            audiences.create(self.ctx, category)
        categories.make_category(self.ctx, category, {})
        categories.choose(self.ctx, guests.card(self.ctx, guest_id).guest.pass_token, [category])

    def heard(self, kind: type) -> list[object]:
        return [event for event in self.events if isinstance(event, kind)]


def build(store: Store, extra_push_hosts: str = "") -> House:
    clock = ManualClock(EVENING)
    ctx = Context(
        store=store,
        bus=EventBus(),
        clock=clock,
        receipts=ReceiptSigner(bytes(32)),
        endpoints=EndpointPolicy.from_text(extra_push_hosts),
        vapid_public_key="BPub",
        portal_url="http://127.0.0.1:8787",
    )
    house = House(ctx, clock)
    ctx.bus.subscribe(house.events.append)
    return house


def open_in(folder: Path, busy_seconds: float = BUSY_SECONDS) -> Store:
    store = open_store(furnish(folder) / "pushdesk.db", busy_seconds=busy_seconds)
    share_queries(store)
    return store


def share_queries(store: Store) -> None:
    """To put a query into SQL takes longer than to ask it: once for all the houses will do."""
    for engine in (store._engine, store._writer):
        engine.dialect, engine._compiled_cache = _shared()


def furnish(folder: Path) -> Path:
    """Where there is no database yet, the empty one: its steps take longer than most tests."""
    folder.mkdir(mode=0o700, exist_ok=True)
    file = folder / "pushdesk.db"
    if not file.exists():
        file.write_bytes(_empty_database())
    return folder


@cache
def _shared() -> tuple[Dialect, Any]:
    """What SQLAlchemy has made of queries so far."""
    with TemporaryDirectory() as folder:
        store = open_store(furnish(Path(folder)) / "pushdesk.db")
        store.close()
    return store._engine.dialect, store._engine._compiled_cache


@cache
def _empty_database() -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "pushdesk.db"
        open_store(file).close()
        return file.read_bytes()


def a_subscription(endpoint: str | None = None) -> dict[str, object]:
    """What PushSubscription.toJSON() gives in a browser."""
    public = ec.generate_private_key(ec.SECP256R1()).public_key()
    point = public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return {
        "endpoint": endpoint or f"https://fcm.googleapis.com/fcm/send/{secrets.token_urlsafe(24)}",
        "expirationTime": None,
        "keys": {
            "p256dh": base64url.encode(point),
            "auth": base64url.encode(secrets.token_bytes(16)),
        },
    }
