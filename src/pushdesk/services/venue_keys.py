"""The key that reaches the guests, and whether it is the one that they have subscribed with."""

from pathlib import Path

from pushdesk import keys
from pushdesk.errors import UserError
from pushdesk.i18n import _
from pushdesk.keys import Keys
from pushdesk.runtime.clock import SystemClock
from pushdesk.store import Store
from pushdesk.store import settings as setting_rows
from pushdesk.webpush.vapid import VapidSigner

# RFC 8292 asks for a contact; this one is sent until the owner gives theirs.
NO_CONTACT = "https://pushdesk.example.com"
_KNOWN_KEY = "vapid_public_key"


def load(folder: Path, store: Store) -> Keys:
    """Made for a venue that has none yet; raises UserError where they are lost or others."""
    with store.read() as session:
        known = setting_rows.get(session, _KNOWN_KEY)
    found = keys.load(folder, may_create=known is None)
    if known is None:
        with store.write() as session:
            setting_rows.put(session, _KNOWN_KEY, _public(found))
        return found
    return check(folder, store)


def check(folder: Path, store: Store) -> Keys:
    """Raises UserError where the keys are missing, damaged or not those of this data."""
    found = keys.load(folder, may_create=False)
    with store.read() as session:
        known = setting_rows.get(session, _KNOWN_KEY)
    if known != _public(found):
        raise UserError(
            _("The key in {folder} is not the one your guests know.").format(folder=folder),
            _("No phone would accept a message signed with it."),
            _("Put the right key back, or run: pushdesk restore FILE with your latest backup."),
        )
    return found


def _public(found: Keys) -> str:
    return VapidSigner(found.vapid_pem, NO_CONTACT, SystemClock()).public_key
