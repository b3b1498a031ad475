"""Subscriptions as strangers write them."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pushdesk.errors import UserError
from pushdesk.webpush import base64url
from pushdesk.webpush.subscription import PushSubscription, parse_subscription

from .phone import Phone

PHONE = Phone()
ENDPOINT = "https://fcm.googleapis.com/fcm/send/abc:def"
OFF_CURVE = b"\x04" + bytes(63) + b"\x01"
COMPRESSED = b"\x02" + PHONE.p256dh[1:33]


def subscription(**changes: object) -> dict[str, object]:
    keys = {"p256dh": base64url.encode(PHONE.p256dh), "auth": base64url.encode(PHONE.auth)}
    whole: dict[str, object] = {"endpoint": ENDPOINT, "expirationTime": None, "keys": keys}
    return whole | changes


def with_keys(**changes: object) -> dict[str, object]:
    keys: Any = subscription()["keys"]
    return subscription(keys=keys | changes)


def test_a_browsers_subscription_is_read() -> None:
    expected = PushSubscription(ENDPOINT, PHONE.p256dh, PHONE.auth)
    assert parse_subscription(subscription()) == expected


def test_padding_is_tolerated() -> None:
    padded = with_keys(auth=base64url.encode(PHONE.auth) + "==")
    assert parse_subscription(padded).auth == PHONE.auth


@pytest.mark.parametrize(
    "obj",
    [
        None,
        [],
        "https://fcm.googleapis.com/x",
        {},
        subscription(endpoint=None),
        subscription(endpoint=""),
        subscription(endpoint=7),
        subscription(endpoint="https://fcm.googleapis.com/" + "x" * 2048),
        subscription(keys=None),
        subscription(keys=[]),
        with_keys(auth=None),
        with_keys(auth=b"bytes are no JSON"),
        with_keys(auth=base64url.encode(bytes(15))),
        with_keys(auth=base64url.encode(bytes(17))),
        with_keys(auth="A" * 21 + "B"),  # bits beyond the sixteenth byte
        with_keys(auth="ä" * 22),
        with_keys(auth="A" * 100_000),
        with_keys(p256dh=base64url.encode(PHONE.p256dh[:-1])),
        with_keys(p256dh=base64url.encode(PHONE.p256dh + b"\0")),
        with_keys(p256dh=base64url.encode(OFF_CURVE)),
        with_keys(p256dh=base64url.encode(COMPRESSED)),
        with_keys(p256dh=base64url.encode(b"\x05" + PHONE.p256dh[1:])),
        with_keys(p256dh=base64url.encode(bytes(65))),
        with_keys(p256dh=base64url.encode(PHONE.p256dh).replace("_", "/") + "\n"),
    ],
)
def test_anything_else_is_refused_in_plain_words(obj: object) -> None:
    with pytest.raises(UserError) as caught:
        parse_subscription(obj)
    assert caught.value.what
    assert caught.value.why
    assert caught.value.what_to_do


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@settings(deadline=None)  # the machine may be busy
@given(
    JSON
    | st.fixed_dictionaries({"endpoint": JSON, "keys": JSON})
    | st.fixed_dictionaries({"p256dh": JSON, "auth": JSON}).map(lambda k: subscription(keys=k))
)
def test_no_json_ends_in_anything_but_a_plain_refusal(obj: object) -> None:
    with pytest.raises(UserError):
        parse_subscription(obj)


@settings(deadline=None)  # the machine may be busy
@given(st.binary())
def test_base64url_round_trip(data: bytes) -> None:
    assert base64url.decode(base64url.encode(data)) == data


@settings(deadline=None)  # the machine may be busy
@given(st.text())
def test_base64url_has_one_spelling(text: str) -> None:
    try:
        data = base64url.decode(text)
    except ValueError:
        return
    assert base64url.encode(data) == text.rstrip("=")
