"""Message encryption for Web Push (RFC 8291) behind one function."""

from typing import cast

from pywebpush import WebPusher  # type: ignore[import-untyped]  # it ships no types

from pushdesk.webpush import base64url
from pushdesk.webpush.subscription import PushSubscription


def encrypt(subscription: PushSubscription, plaintext: bytes) -> bytes:
    """The aes128gcm body, header included, with a fresh key and salt: 103 bytes longer.

    `plaintext` must not be empty.
    """
    info = {
        "endpoint": subscription.endpoint,
        "keys": {
            "p256dh": base64url.encode(subscription.p256dh),
            "auth": base64url.encode(subscription.auth),
        },
    }
    return cast("bytes", WebPusher(info).encode(plaintext, "aes128gcm")["body"])
