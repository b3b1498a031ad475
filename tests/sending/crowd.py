"""Thousands of subscribed guests, written straight into the tables: each with one phone."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import insert
from sqlalchemy.orm import Session

from pushdesk.store import Store, tables
from pushdesk.webpush.subscription import PushSubscription, parse_subscription
from tests.house import EVENING, a_subscription

FIRST = 1_000_000


def move_in(
    store: Store, channel_id: int, number: int, endpoint: str = "https://e.example"
) -> None:
    """Guests from 1,000,000 on, and devices in the same order."""
    phone = parse_subscription(a_subscription())
    ids = range(FIRST, FIRST + number)
    bring(store, channel_id, [replace(phone, endpoint=f"{endpoint}/{i}") for i in ids])


def bring(store: Store, channel_id: int, phones: Sequence[PushSubscription]) -> None:
    """A guest with each of these phones, in their order."""
    with store.write() as session:
        _insert(session, channel_id, phones)


def _insert(session: Session, channel_id: int, phones: Sequence[PushSubscription]) -> None:
    ids = range(FIRST, FIRST + len(phones))
    seen = {"created_at": EVENING, "last_seen_at": EVENING}
    session.execute(
        insert(tables.Guest),
        [{"id": i, "pushed_id": f"P{i}", "pass_token": f"T{i}", **seen} for i in ids],
    )
    session.execute(
        insert(tables.Subscription),
        [
            {"guest_id": i, "channel_id": channel_id, "since": EVENING, "source": "page"}
            for i in ids
        ],
    )
    browser = {"browser": "Chrome", "platform": "Android", **seen}
    session.execute(
        insert(tables.Device),
        [
            {"id": i, "guest_id": i, "endpoint": phone.endpoint, "p256dh": phone.p256dh}
            | {"auth": phone.auth, **browser}
            for i, phone in zip(ids, phones, strict=True)
        ],
    )
