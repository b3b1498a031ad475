"""What every service works with; made once, in `app`."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from pushdesk.domain.staff import Permission, Role, least, may
from pushdesk.errors import Refused
from pushdesk.event_bus import EventBus
from pushdesk.i18n import _
from pushdesk.runtime.clock import Clock
from pushdesk.services.receipt_signer import ReceiptSigner
from pushdesk.store import Store, staff
from pushdesk.webpush.endpoints import EndpointPolicy


@dataclass(frozen=True)
class Context:
    """`portal_url` is where the portal of this process or of the running one listens.

    What `environment` says of a setting beats what is stored. `staff_id` is who acts; None: the
    program, a guest, or whoever sits at the terminal and so owns the machine.
    """

    store: Store
    bus: EventBus
    clock: Clock
    receipts: ReceiptSigner
    endpoints: EndpointPolicy
    vapid_public_key: str
    portal_url: str
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    staff_id: int | None = None

    def require(self, permission: Permission) -> None:
        """At the door of every deed that not everybody may do. Raises Refused.

        Asked of the database each time: a role that is taken away is gone at once.
        """
        if self.staff_id is None:
            return
        with self.store.read() as session:
            person = staff.by_id(session, self.staff_id)
        gone = person is None or person.archived_at is not None
        if person is None or gone or not may(Role(person.role), permission):
            raise _not_allowed(permission)


def _not_allowed(permission: Permission) -> Refused:
    sentences = {
        Role.HOST: _("Only those who work here may do this."),
        Role.MANAGER: _("Only a manager or an owner may do this."),
        Role.OWNER: _("Only an owner may do this."),
    }
    return Refused(
        sentences[least(permission)],
        _("The role of whoever is at the desk doesn't allow it."),
        _("Let somebody who may enter their PIN, or ask an owner for another role."),
    )
