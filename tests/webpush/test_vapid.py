"""VAPID tokens: valid, one for each origin, renewed in time."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from pushdesk.errors import UserError
from pushdesk.runtime.clock import ManualClock
from pushdesk.webpush import base64url
from pushdesk.webpush.endpoints import EndpointPolicy
from pushdesk.webpush.vapid import VapidSigner, check_subject

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
POLICY = EndpointPolicy.from_text("http://127.0.0.1:9000")
FCM = POLICY.check("https://fcm.googleapis.com/x")
APPLE = POLICY.check("https://web.push.apple.com/x")
OWN = POLICY.check("http://127.0.0.1:9000/x")
SUBJECT = "mailto:owner@venue.example"


def pem(key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def signer_at(clock: ManualClock) -> VapidSigner:
    return VapidSigner(pem(ec.generate_private_key(ec.SECP256R1())), SUBJECT, clock)


def claims(header: str) -> dict[str, object]:
    """Checks the signature (RFC 7518 section 3.4) with the header's own key."""
    match = re.fullmatch(r"vapid t=([\w-]+\.[\w-]+)\.([\w-]+),k=([\w-]+)", header)
    assert match is not None
    raw = base64url.decode(match[2])
    signature = encode_dss_signature(
        int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big")
    )
    point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), base64url.decode(match[3]))
    point.verify(signature, match[1].encode(), ec.ECDSA(SHA256()))
    found: dict[str, object] = json.loads(base64url.decode(match[1].split(".")[1]))
    return found


def test_the_token_says_who_for_whom_and_until_when() -> None:
    header = signer_at(ManualClock(NOON)).authorization(FCM)
    expiry = int((NOON + timedelta(hours=12)).timestamp())
    assert claims(header) == {"aud": "https://fcm.googleapis.com", "exp": expiry, "sub": SUBJECT}


def test_each_origin_has_its_own_token() -> None:
    signer = signer_at(ManualClock(NOON))
    audiences = [claims(signer.authorization(origin))["aud"] for origin in (FCM, APPLE, OWN, FCM)]
    assert audiences == [
        "https://fcm.googleapis.com",
        "https://web.push.apple.com",
        "http://127.0.0.1:9000",
        "https://fcm.googleapis.com",
    ]


def test_a_token_is_kept_until_an_hour_before_its_end() -> None:
    clock = ManualClock(NOON)
    signer = signer_at(clock)
    first = signer.authorization(FCM)
    clock.advance(timedelta(hours=11, seconds=-1))
    assert signer.authorization(FCM) == first
    clock.advance(timedelta(seconds=1))
    assert signer.authorization(FCM) != first


def test_a_clock_set_back_renews() -> None:
    clock = ManualClock(NOON)
    signer = signer_at(clock)
    first = signer.authorization(FCM)
    clock.advance(timedelta(days=-2))
    assert signer.authorization(FCM) != first


def test_many_origins_do_not_fill_the_memory() -> None:
    signer = signer_at(ManualClock(NOON))
    for n in range(600):
        signer.authorization(POLICY.check(f"https://n{n}.notify.windows.com/x"))
    assert len(signer._tokens) <= 256


def test_the_public_key_is_what_the_page_needs() -> None:
    public = base64url.decode(signer_at(ManualClock(NOON)).public_key)
    assert (len(public), public[0]) == (65, 4)


@pytest.mark.parametrize(
    "key",
    [
        b"",
        b"no key",
        pem(ec.generate_private_key(ec.SECP384R1())),
        pem(rsa.generate_private_key(65537, 2048)),
    ],
)
def test_a_damaged_key_is_said_plainly(key: bytes) -> None:
    with pytest.raises(UserError, match="damaged"):
        VapidSigner(key, SUBJECT, ManualClock(NOON))


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        (SUBJECT, SUBJECT),
        ("owner@venue.example", SUBJECT),
        ("mailto:o.w+x@mail.venue-1.co.uk", "mailto:o.w+x@mail.venue-1.co.uk"),
        ("https://venue.example", "https://venue.example"),
        ("https://venue.example:8443/contact", "https://venue.example:8443/contact"),
    ],
)
def test_contacts(text: str, subject: str) -> None:
    assert check_subject(text) == subject


@pytest.mark.parametrize(
    "text",
    [
        "",
        "owner",
        "mailto:",
        "mailto:owner",
        "mailto: owner@venue.example",
        "mailto:<owner@venue.example>",
        "mailto:owner@localhost",
        "mailto:owner@desk.local",
        "mailto:owner@desk.LOCAL",
        "mailto:owner@desk.invalid",
        "mailto:owner@127.0.0.1",
        "mailto:owner@venue.example\n",
        "mailto:a@b@venue.example",
        "http://venue.example",
        "https://localhost",
        "https://desk.local/",
        "https://127.0.0.1/",
        "https://user@venue.example/",
        "https://venue.example/a b",
        "owner@" + "a" * 60 + ("." + "a" * 60) * 4 + ".example",
    ],
)
def test_contacts_that_a_push_service_would_refuse(text: str) -> None:
    with pytest.raises(UserError, match="no contact"):
        check_subject(text)
