"""The venue's secrets on disk: made once, readable by their owner only."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from pushdesk.errors import UserError
from pushdesk.i18n import _

VAPID_FILE = "vapid.pem"
RECEIPT_FILE = "receipt.key"
_RECEIPT_BYTES = 32


@dataclass(frozen=True)
class Keys:
    """`vapid_pem`: P-256 private key, PKCS 8; `receipt_secret`: 32 random bytes."""

    vapid_pem: bytes
    receipt_secret: bytes


def load(folder: Path, *, may_create: bool) -> Keys:
    """Creates missing keys only for a venue that has no guests yet: a new VAPID key loses them all.

    Raises UserError where a key is missing or can't be read.
    """
    if may_create:
        folder.mkdir(mode=0o700, exist_ok=True)
        _keep(folder / VAPID_FILE, _new_vapid_key())
        _keep(folder / RECEIPT_FILE, secrets.token_bytes(_RECEIPT_BYTES))
    try:
        found = Keys((folder / VAPID_FILE).read_bytes(), (folder / RECEIPT_FILE).read_bytes())
    except OSError as error:
        raise UserError(
            _("The key that reaches your guests can't be read."),
            _("{path}: {reason}.").format(path=error.filename, reason=error.strerror),
            _("Put the file back or run: pushdesk restore FILE with your latest backup."),
        ) from error
    if len(found.receipt_secret) != _RECEIPT_BYTES:
        raise UserError(
            _("The key that phones' receipts are checked with is damaged."),
            _("{path} is not of the right length.").format(path=folder / RECEIPT_FILE),
            _("Put the file back or run: pushdesk restore FILE with your latest backup."),
        )
    return found


def _keep(file: Path, content: bytes) -> None:
    """Writes the file whole or not at all, and never over another that came first."""
    if file.exists():
        return
    draft = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    try:
        os.link(draft, file)
    except FileExistsError:
        return  # another process was first: its key is the key
    finally:
        draft.unlink()


def _new_vapid_key() -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
