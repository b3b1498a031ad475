"""The least that can send Web Push, through the proxy; it proves the fakes, not the program."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from py_vapid import Vapid02  # type: ignore[import-untyped]  # the package has no type marker
from pywebpush import WebPusher  # type: ignore[import-untyped]  # the package has no type marker

from . import base64url
from .authority import Authority
from .loop_thread import LoopThread


@dataclass(frozen=True)
class Answer:
    """What the push service said."""

    status: int
    headers: Mapping[str, str]


class Sender:
    """One VAPID key; RFC 8291 by pywebpush, RFC 8292 by py_vapid."""

    def __init__(self, loop: LoopThread, proxy_url: str, authority: Authority) -> None:
        self._loop = loop
        self._proxy_url = proxy_url
        self._tls = authority.client_context()
        self._vapid = Vapid02()
        self._vapid.generate_keys()

    @property
    def application_server_key(self) -> str:
        numbers = self._vapid.public_key.public_numbers()
        return base64url.encode(b"\4" + numbers.x.to_bytes(32) + numbers.y.to_bytes(32))

    def send(
        self, subscription: Mapping[str, Any], text: str, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """`subscription` as PushSubscription.toJSON() gives it; TTL is 60 s unless given."""
        encoded = WebPusher(subscription).encode(text.encode())
        endpoint = subscription["endpoint"]
        all_headers = {
            "TTL": "60",
            "Content-Encoding": "aes128gcm",
            **self.authorization(endpoint),
            **(headers or {}),
        }
        return self._loop.run(self._post(endpoint, encoded["body"], all_headers))

    def authorization(self, endpoint: str) -> dict[str, str]:
        parts = urlsplit(endpoint)
        claims = {
            "aud": f"{parts.scheme}://{parts.netloc}",
            "sub": "mailto:desk@pushdesk.example",
            "exp": int(time.time()) + 12 * 3600,
        }
        signed: dict[str, str] = self._vapid.sign(claims)
        return signed

    async def _post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        proxy = self._proxy_url if url.startswith("https:") else None
        async with (
            aiohttp.ClientSession() as session,
            session.post(url, data=body, headers=headers, proxy=proxy, ssl=self._tls) as answer,
        ):
            await answer.read()
            return Answer(answer.status, dict(answer.headers))
