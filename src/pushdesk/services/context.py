"""What every service works with; made once, in `app`."""

from dataclasses import dataclass

from pushdesk.event_bus import EventBus
from pushdesk.keys import ReceiptSigner
from pushdesk.runtime.clock import Clock
from pushdesk.store import Store
from pushdesk.webpush.endpoints import EndpointPolicy


@dataclass(frozen=True)
class Context:
    """`portal_url` is where the portal of this process or of the running one listens."""

    store: Store
    bus: EventBus
    clock: Clock
    receipts: ReceiptSigner
    endpoints: EndpointPolicy
    vapid_public_key: str
    portal_url: str
