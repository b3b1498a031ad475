"""The check of a VAPID header (RFC 8292) that a push service makes before it takes a message."""

import json
import re
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from . import base64url

_HEADER = re.compile(r"vapid\s+t=(?P<t>[\w.-]+)\s*,\s*k=(?P<k>[\w=-]+)", re.IGNORECASE)
_DAY = 24 * 3600


class VapidError(Exception):
    """The sentence says which rule of RFC 8292 was broken."""


class ForeignKey(VapidError):
    """The token is sound but signed by another key than the subscription asks for."""


def check(authorization: str, subscription_key: str, origin: str, now: float) -> None:
    """Raises `VapidError`; `origin` is that of the endpoint, `now` seconds since the epoch."""
    match = _HEADER.fullmatch(authorization.strip())
    if match is None:
        raise VapidError("the Authorization header is not 'vapid t=…, k=…'")
    key = base64url.decode(match["k"])
    try:
        _check_claims(_verified(match["t"], key), origin, now)
    except ValueError as error:
        raise VapidError(f"the token is malformed: {error}") from error
    if key != base64url.decode(subscription_key):
        raise ForeignKey("k is not the applicationServerKey of the subscription")


def _verified(token: str, key: bytes) -> Mapping[str, Any]:
    header, claims, signature = token.split(".")
    if json.loads(base64url.decode(header)).get("alg") != "ES256":
        raise VapidError("alg must be ES256")
    raw = base64url.decode(signature)
    if len(raw) != 64:
        raise VapidError("an ES256 signature has 64 bytes")
    der = encode_dss_signature(int.from_bytes(raw[:32]), int.from_bytes(raw[32:]))
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), key)
    try:
        public.verify(der, f"{header}.{claims}".encode(), ec.ECDSA(SHA256()))
    except InvalidSignature as error:
        raise VapidError("the signature does not fit the key") from error
    decoded: dict[str, Any] = json.loads(base64url.decode(claims))
    return decoded


def _check_claims(claims: Mapping[str, Any], origin: str, now: float) -> None:
    if claims.get("aud") != origin:
        raise VapidError(f"aud is {claims.get('aud')!r}, the endpoint's origin is {origin!r}")
    expires = claims.get("exp")
    if not isinstance(expires, int) or not now < expires <= now + _DAY:
        raise VapidError("exp must lie within the next 24 hours")
    if not str(claims.get("sub", "")).startswith(("mailto:", "https:")):
        raise VapidError("sub must be a mailto: or https: address")
