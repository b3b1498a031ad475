"""Application servers that post to a push service: honest ones, and ones with something wrong."""

import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import aiohttp
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid.jwt import sign  # type: ignore[import-untyped]  # it ships no types
from pywebpush import WebPusher  # type: ignore[import-untyped]  # it ships no types

from pushdesk.practice.push_service import PushService
from pushdesk.runtime.clock import Clock
from pushdesk.webpush import base64url


class Sender:
    def __init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        point = self._key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self.public_key = base64url.encode(point)

    def authorization(self, origin: str, **claims: object) -> str:
        """Genuinely signed; `claims` replace the right ones, None leaves one out."""
        right = {"aud": origin, "exp": int(time.time()) + 3600, "sub": "mailto:desk@example.com"}
        chosen = {name: value for name, value in (right | claims).items() if value is not None}
        return f"vapid t={sign(chosen, self._key)},k={self.public_key}"

    def headers(self, origin: str, **others: str | None) -> dict[str, str]:
        """All that a push needs; underscores stand for hyphens, None leaves a header out."""
        right: dict[str, str | None] = {
            "Authorization": self.authorization(origin),
            "Content-Encoding": "aes128gcm",
            "TTL": "60",
            "Urgency": "high",
        }
        chosen = right | {name.replace("_", "-"): value for name, value in others.items()}
        return {name: value for name, value in chosen.items() if value is not None}


def encrypted(subscription: Mapping[str, object], plaintext: bytes) -> bytes:
    return bytes(WebPusher(dict(subscription)).encode(plaintext, "aes128gcm")["body"])


@asynccontextmanager
async def push_service(clock: Clock | None = None) -> AsyncIterator[PushService]:
    service = PushService(clock)
    await service.start()
    try:
        yield service
    finally:
        await service.stop()


async def post(url: str, headers: Mapping[str, str], body: bytes) -> tuple[int, dict[str, str]]:
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, headers=headers, data=body) as response,
    ):
        return response.status, dict(response.headers)
