"""base64url without padding, as Web Push writes keys (RFC 4648 section 5)."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode

_ALPHABET = re.compile(r"[A-Za-z0-9_-]*")


def encode(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def decode(text: str) -> bytes:
    """Padding may be there or not; raises ValueError for all else that encode() never writes."""
    bare = text.rstrip("=")
    if not _ALPHABET.fullmatch(bare) or len(bare) % 4 == 1:
        raise ValueError("not base64url")
    data = urlsafe_b64decode(bare + "=" * (-len(bare) % 4))
    # Unused bits in the last character would give one key several spellings.
    if encode(data) != bare:
        raise ValueError("not canonical base64url")
    return data
