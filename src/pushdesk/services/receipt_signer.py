"""Signs with the venue's receipt secret: phones' reports, and what keys are derived for."""

import hashlib
import hmac

from pushdesk.webpush import base64url

_LENGTH = 27


class ReceiptSigner:
    """Tokens with which a phone reports on one delivery: 8 bytes of id, 12 of HMAC-SHA-256."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def sign(self, delivery_id: int) -> str:
        number = delivery_id.to_bytes(8, "big")
        return base64url.encode(number + self._mac(number))

    def read(self, token: str) -> int | None:
        """None for a token that this venue has not made."""
        if len(token) != _LENGTH:
            return None
        try:
            raw = base64url.decode(token)
        except ValueError:
            return None
        number, mac = raw[:8], raw[8:]
        genuine = hmac.compare_digest(mac, self._mac(number))
        return int.from_bytes(number, "big") if genuine else None

    def derive(self, purpose: str) -> bytes:
        """A key of 32 bytes for that purpose alone."""
        return hmac.digest(self._secret, b"key:" + purpose.encode(), hashlib.sha256)

    def _mac(self, number: bytes) -> bytes:
        return hmac.digest(self._secret, b"receipt" + number, hashlib.sha256)[:12]
