"""A browser's push subscription, read strictly because a stranger wrote it."""

from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric import ec

from pushdesk.errors import UserError
from pushdesk.i18n import _
from pushdesk.webpush import base64url

P256_POINT_BYTES = 65
AUTH_BYTES = 16
MAX_ENDPOINT_LENGTH = 2048


@dataclass(frozen=True)
class PushSubscription:
    """`p256dh`: 65-byte uncompressed P-256 point; `auth`: 16 bytes (RFC 8291 section 3)."""

    endpoint: str
    p256dh: bytes
    auth: bytes


def parse_subscription(obj: object) -> PushSubscription:
    """Reads the shape of PushSubscription.toJSON(): endpoint, keys.p256dh, keys.auth.

    Whether the endpoint may be used is for EndpointPolicy to say. Raises UserError.
    """
    fields = _mapping(obj)
    keys = _mapping(fields.get("keys"))
    endpoint = _text(fields.get("endpoint"), MAX_ENDPOINT_LENGTH)
    p256dh = _key(keys.get("p256dh"), P256_POINT_BYTES)
    auth = _key(keys.get("auth"), AUTH_BYTES)
    _require_point(p256dh)
    return PushSubscription(endpoint, p256dh, auth)


def _mapping(value: object) -> Mapping[object, object]:
    if not isinstance(value, Mapping):
        raise _unusable(_("A part of it is missing."))
    return value


def _text(value: object, longest: int) -> str:
    if not isinstance(value, str) or not value:
        raise _unusable(_("A part of it is missing."))
    if len(value) > longest:
        raise _unusable(_("A part of it is longer than any browser makes it."))
    return value


def _key(value: object, size: int) -> bytes:
    text = _text(value, size * 2)  # base64 needs four thirds, and padding may be there
    try:
        key = base64url.decode(text)
    except ValueError as error:
        raise _unusable(_("One of its keys is not written as a browser writes it.")) from error
    if len(key) != size:
        raise _unusable(_("One of its keys has the wrong length."))
    return key


def _require_point(p256dh: bytes) -> None:
    """A point off the curve would leak bits of the sender's secret (invalid-curve attack)."""
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), p256dh)
    except ValueError as error:
        raise _unusable(_("Its key is damaged.")) from error


def _unusable(why: str) -> UserError:
    return UserError(
        _("This subscription can't be used."),
        why,
        _("Open the subscribe page again."),
    )
