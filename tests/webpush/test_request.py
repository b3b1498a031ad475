"""The headers that each push service wants."""

import pytest

from pushdesk.webpush.request import MAX_TTL, PushRequest, build_request
from pushdesk.webpush.vendors import GUARANTEED_PLAINTEXT, Vendor, max_plaintext

from .phone import Phone

PHONE = Phone()
URL = "https://fcm.googleapis.com/x"


def build(
    ttl: int = 600,
    urgency: str = "high",
    topic: str = "r-17",
    vendor: Vendor = Vendor.GOOGLE,
) -> PushRequest:
    return build_request(
        PHONE.subscription(URL),
        b"ready",
        ttl,
        urgency,
        topic,
        vendor=vendor,
        authorization="vapid t=a,k=b",
    )


def test_a_request_is_complete() -> None:
    request = build()
    assert request.url == URL
    assert request.headers == {
        "Authorization": "vapid t=a,k=b",
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": "600",
        "Urgency": "high",
        "Topic": "r-17",
    }
    assert PHONE.decrypt(request.body) == b"ready"


def test_wns_needs_a_cache_header_and_a_ttl() -> None:
    headers = build(ttl=0, vendor=Vendor.MICROSOFT).headers
    assert headers["X-WNS-Cache-Policy"] == "cache"
    assert headers["TTL"] == "1"


def test_ttl_is_a_plain_number_of_seconds() -> None:
    assert build(ttl=0).headers["TTL"] == "0"
    assert build(ttl=10**9).headers["TTL"] == str(MAX_TTL)
    with pytest.raises(ValueError, match="expire"):
        build(ttl=-1)


@pytest.mark.parametrize("topic", ["", "a" * 33, "a b", "a\r\nX: y", "ä", "a=", "a.b", "a\n"])
def test_topics_outside_the_rfc_are_bugs(topic: str) -> None:
    with pytest.raises(ValueError, match="topic"):
        build(topic=topic)


def test_urgencies_outside_the_rfc_are_bugs() -> None:
    with pytest.raises(ValueError, match="urgent"):
        build(urgency="urgent")


def test_firefox_takes_less() -> None:
    assert max_plaintext(Vendor.MOZILLA) < GUARANTEED_PLAINTEXT == 3993
    assert max_plaintext(Vendor.GOOGLE) == GUARANTEED_PLAINTEXT
