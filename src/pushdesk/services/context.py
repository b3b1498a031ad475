"""What every service works with; made once, in `app`."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from pushdesk.event_bus import EventBus
from pushdesk.runtime.clock import Clock
from pushdesk.services.receipt_signer import ReceiptSigner
from pushdesk.store import Store
from pushdesk.webpush.endpoints import EndpointPolicy


@dataclass(frozen=True)
class Context:
    """`portal_url` is where the portal of this process or of the running one listens.

    What `environment` says of a setting beats what is stored.
    """

    store: Store
    bus: EventBus
    clock: Clock
    receipts: ReceiptSigner
    endpoints: EndpointPolicy
    vapid_public_key: str
    portal_url: str
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
