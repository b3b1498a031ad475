"""A Web Push subscription packed for a QR code: docs/decisions/0017-subscription-in-a-qr.md."""

import re
import zlib
from dataclasses import dataclass
from typing import Final

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from pushdesk.qr import base45

# All of it is in the code's alphabet; the full stop keeps a space at the end from being trimmed.
PREFIX: Final = "PD1:"
END: Final = "."
LONGEST_ENDPOINT: Final = 1024
POINT_BYTES, AUTH_BYTES = 65, 16
_PACKED_POINT, _SUM_BYTES = 33, 4
_SECURE = "https://"
# A service byte stands for each; new ones are added at the end, because old codes are on phones.
_SERVICES: Final = (
    "",
    "fcm.googleapis.com/fcm/send/",
    "updates.push.services.mozilla.com/wpush/v2/",
    "web.push.apple.com/",
)
_PLAIN: Final = 255
_SYMBOLS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_:./?=&%"
_PLACE = {symbol: place for place, symbol in enumerate(_SYMBOLS)}
_BASE = len(_SYMBOLS)
_PRINTABLE = re.compile(r"[!-~]+")


@dataclass(frozen=True)
class Subscription:
    """`p256dh`: 65-byte uncompressed P-256 point; `auth`: 16 bytes (RFC 8291 section 3)."""

    endpoint: str
    p256dh: bytes
    auth: bytes


def pack(subscription: Subscription) -> str:
    """The code's text. Raises ValueError for what no browser makes."""
    if not _PRINTABLE.fullmatch(subscription.endpoint):
        raise ValueError("the endpoint is no address")
    if len(subscription.endpoint) > LONGEST_ENDPOINT or len(subscription.auth) != AUTH_BYTES:
        raise ValueError("a part is too long or too short")
    point = _point(subscription.p256dh)
    short = point.public_bytes(Encoding.X962, PublicFormat.CompressedPoint)
    body = short + subscription.auth + _pack_endpoint(subscription.endpoint)
    return PREFIX + base45.encode(body + _checksum(body)) + END


def unpack(text: str) -> Subscription:
    """Raises ValueError for what pack() never writes; caps lock doesn't matter."""
    inner = text.upper().removeprefix(PREFIX).removesuffix(END)
    if len(inner) != len(text) - len(PREFIX) - len(END) or len(text) > 3 * LONGEST_ENDPOINT:
        raise ValueError("not a packed subscription")
    data = base45.decode(inner)
    body, checksum = data[:-_SUM_BYTES], data[-_SUM_BYTES:]
    if checksum != _checksum(body):
        raise ValueError("the checksum is wrong")
    keys = _PACKED_POINT + AUTH_BYTES
    point, auth = _point(body[:_PACKED_POINT]), body[_PACKED_POINT:keys]
    whole = point.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    found = Subscription(_unpack_endpoint(body[keys:]), whole, auth)
    if pack(found) != text.upper():
        raise ValueError("not in the one way of writing it")
    return found


def _pack_endpoint(endpoint: str) -> bytes:
    """A service byte, then the rest as one number with a leading 1 that keeps its length."""
    rest = endpoint.removeprefix(_SECURE)
    if rest == endpoint or not _PLACE.keys() >= set(rest):
        return bytes([_PLAIN]) + endpoint.encode("ascii")
    service = max(range(len(_SERVICES)), key=lambda each: _shared(rest, _SERVICES[each]))
    number = 1
    for symbol in rest.removeprefix(_SERVICES[service]):
        number = number * _BASE + _PLACE[symbol]
    return bytes([service]) + number.to_bytes((number.bit_length() + 7) // 8, "big")


def _unpack_endpoint(data: bytes) -> str:
    if not data:
        raise ValueError("there is no endpoint")
    if data[0] == _PLAIN:
        return data[1:].decode("ascii")
    if data[0] >= len(_SERVICES) or len(data) > LONGEST_ENDPOINT:
        raise ValueError("an unknown push service")
    number, symbols = int.from_bytes(data[1:], "big"), []
    while number > 1:
        number, place = divmod(number, _BASE)
        symbols.append(_SYMBOLS[place])
    return _SECURE + _SERVICES[data[0]] + "".join(reversed(symbols))


def _shared(text: str, start: str) -> int:
    return len(start) if text.startswith(start) else -1


def _point(data: bytes) -> ec.EllipticCurvePublicKey:
    """Raises ValueError for a point that is not on the curve."""
    return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), data)


def _checksum(body: bytes) -> bytes:
    return zlib.crc32(body).to_bytes(_SUM_BYTES, "big")
