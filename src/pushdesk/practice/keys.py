"""The secrets that a browser makes for one subscription, and what it opens with them (RFC 8291)."""

import secrets

import http_ece  # type: ignore[import-untyped]  # it ships no types
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from pushdesk.webpush import base64url


class BrowserKeys:
    """A P-256 key pair and 16 bytes of authentication secret."""

    def __init__(self) -> None:
        self._private = ec.generate_private_key(ec.SECP256R1())
        self._auth = secrets.token_bytes(16)

    def as_json(self) -> dict[str, str]:
        """The `keys` of PushSubscription.toJSON()."""
        point = self._private.public_key().public_bytes(
            Encoding.X962, PublicFormat.UncompressedPoint
        )
        return {"p256dh": base64url.encode(point), "auth": base64url.encode(self._auth)}

    def decrypt(self, body: bytes) -> bytes:
        """Raises ValueError for what was not encrypted for this browser."""
        try:
            plain = http_ece.decrypt(
                body, private_key=self._private, auth_secret=self._auth, version="aes128gcm"
            )
        except http_ece.ECEException as error:
            raise ValueError(f"not encrypted for this phone: {error.message}") from error
        return bytes(plain)
