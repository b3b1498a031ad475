"""Whether a sender is the one that the phone subscribed to: VAPID as RFC 8292 section 4.2 has it.

A token that is missing is a 401, one that is invalid in any way a 403.
"""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from pushdesk.practice.answers import Refusal
from pushdesk.webpush import base64url

LONGEST_LIFE = timedelta(hours=24)
_HALF = 32  # an ES256 signature is r and s of 32 bytes each (RFC 7518 section 3.4)


def check(authorization: str | None, subscription_key: bytes, origin: str, now: datetime) -> None:
    """`subscription_key` is the applicationServerKey, an uncompressed point; raises Refusal."""
    token, written = _parameters(authorization)
    try:
        key = base64url.decode(written)
        claims = _verified(token, key)
    except (ValueError, InvalidSignature) as error:
        raise Refusal(403, "the token is damaged or its signature doesn't fit k") from error
    _check_claims(claims, origin, now)
    if key != subscription_key:
        raise Refusal(403, "k is not the key that the phone subscribed with")


def _parameters(authorization: str | None) -> tuple[str, str]:
    scheme, _space, rest = (authorization or "").strip().partition(" ")
    if scheme.lower() != "vapid":
        raise Refusal(401, "the Authorization header has no vapid token")
    pairs = (part.strip().partition("=") for part in rest.split(","))
    parameters = {name: value for name, _equals, value in pairs}
    if not parameters.get("t") or not parameters.get("k"):
        raise Refusal(403, "vapid needs t and k")
    return parameters["t"], parameters["k"]


def _verified(token: str, key: bytes) -> Mapping[str, object]:
    """Claims of an ES256 token; raises ValueError or InvalidSignature."""
    header, claims, signature = token.split(".")
    if _json(header).get("alg") != "ES256":
        raise ValueError("alg must be ES256")
    raw = base64url.decode(signature)
    if len(raw) != 2 * _HALF:
        raise ValueError("an ES256 signature has 64 bytes")
    der = encode_dss_signature(int.from_bytes(raw[:_HALF]), int.from_bytes(raw[_HALF:]))
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), key)
    public.verify(der, f"{header}.{claims}".encode(), ec.ECDSA(SHA256()))
    return _json(claims)


def _json(part: str) -> Mapping[str, object]:
    decoded = json.loads(base64url.decode(part))
    if not isinstance(decoded, dict):
        raise Refusal(403, "the token's parts must be JSON objects")
    return decoded


def _check_claims(claims: Mapping[str, object], origin: str, now: datetime) -> None:
    if claims.get("aud") != origin:
        raise Refusal(403, f"aud must be {origin}")
    expires = claims.get("exp")
    if not isinstance(expires, int | float):
        raise Refusal(403, "exp must be a time")
    if not now.timestamp() < expires <= (now + LONGEST_LIFE).timestamp():
        raise Refusal(403, "exp must lie within the next 24 hours")
    if not str(claims.get("sub", "")).startswith(("mailto:", "https:")):
        raise Refusal(403, "sub must be a mailto: or https: address")
