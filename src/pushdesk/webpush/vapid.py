"""Who sends: VAPID tokens (RFC 8292), one for each push service and half a day."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
)
from py_vapid.jwt import sign  # type: ignore[import-untyped]  # it ships no types

from pushdesk.errors import UserError
from pushdesk.i18n import _
from pushdesk.runtime.clock import Clock
from pushdesk.webpush import base64url
from pushdesk.webpush.endpoints import PushOrigin

LIFETIME = timedelta(hours=12)  # RFC 8292 section 2 allows 24; half leaves room for a wrong clock
RENEW_BEFORE = timedelta(hours=1)
_MAX_TOKENS = 256  # WNS alone has a host for each region; guests can't make this grow for ever

_DOMAIN = r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])"
_MAIL = re.compile(rf"mailto:[a-z0-9.!#$&'*+/=?^_`{{|}}~-]{{1,64}}@({_DOMAIN})", re.IGNORECASE)
_PAGE = re.compile(rf"https://({_DOMAIN})(?::\d{{1,5}})?(?:/[!-~]*)?", re.IGNORECASE)
# Apple answers 403 BadJwtToken to names that can't exist on the Internet.
_NOWHERE = {"local", "localhost", "localdomain", "invalid", "internal", "test", "lan", "home"}


def check_subject(text: str) -> str:
    """The contact as VAPID's `sub`: mailto: is put before a bare address. Raises UserError."""
    subject = f"mailto:{text}" if "@" in text and ":" not in text else text
    match = (_MAIL if subject.startswith("mailto:") else _PAGE).fullmatch(subject)
    if match is None or len(subject) > 254 or match[1].lower().rsplit(".", 1)[-1] in _NOWHERE:
        raise UserError(
            _("“{text}” is no contact that push services accept.").format(text=text[:80]),
            _("iPhones' push service refuses messages without an address that exists."),
            _("Give an e-mail address or an https:// page of yours."),
        )
    return subject


@dataclass(frozen=True)
class _Token:
    header: str
    issued: datetime

    def is_fresh(self, now: datetime) -> bool:
        # A clock that was set back makes a token from the future, which services refuse.
        return self.issued <= now < self.issued + LIFETIME - RENEW_BEFORE


class VapidSigner:
    """Signs with the venue's key; may be shared by threads: at worst two sign the same."""

    def __init__(self, private_key_pem: bytes, subject: str, clock: Clock) -> None:
        """Raises UserError for a key that is no P-256 private key, or a subject that won't do."""
        self._key = _read_key(private_key_pem)
        self._subject = check_subject(subject)
        self._clock = clock
        self._tokens: dict[str, _Token] = {}
        self._public_key = _public_text(self._key)

    @property
    def public_key(self) -> str:
        """base64url of the uncompressed point, as the page's applicationServerKey takes it."""
        return self._public_key

    def authorization(self, origin: PushOrigin) -> str:
        """Value of the Authorization header (RFC 8292 section 3), from the cache or new."""
        audience, now = str(origin), self._clock.now()
        token = self._tokens.get(audience)
        if token is None or not token.is_fresh(now):
            token = _Token(self._sign(audience, now), now)
            self._remember(audience, token)
        return token.header

    def _remember(self, audience: str, token: _Token) -> None:
        if len(self._tokens) >= _MAX_TOKENS:
            self._tokens.clear()
        self._tokens[audience] = token

    def _sign(self, audience: str, now: datetime) -> str:
        expiry = int((now + LIFETIME).timestamp())
        token = sign({"aud": audience, "exp": expiry, "sub": self._subject}, self._key)
        return f"vapid t={token},k={self._public_key}"


def _read_key(pem: bytes) -> ec.EllipticCurvePrivateKey:
    try:
        key = load_pem_private_key(pem, password=None)
    except (ValueError, TypeError) as error:
        raise _damaged() from error
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
        raise _damaged()
    return key


def _public_text(key: ec.EllipticCurvePrivateKey) -> str:
    point = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64url.encode(point)


def _damaged() -> UserError:
    return UserError(
        _("The key that reaches your guests is damaged."),
        _("It is no P-256 private key in PEM form."),
        _("Run: pushdesk restore FILE with your latest backup."),
    )
