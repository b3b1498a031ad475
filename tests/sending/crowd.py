"""Thousands of subscribed guests, written straight into the tables: each with one phone."""

from sqlalchemy import insert
from sqlalchemy.orm import Session

from pushdesk.store import Store, tables
from pushdesk.webpush.subscription import parse_subscription
from tests.house import EVENING, a_subscription

FIRST = 1_000_000


def move_in(
    store: Store, channel_id: int, number: int, endpoint: str = "https://e.example"
) -> None:
    """Guests from 1,000,000 on, and devices in the same order."""
    with store.write() as session:
        _insert(session, channel_id, number, endpoint)


def _insert(session: Session, channel_id: int, number: int, push_service: str) -> None:
    ids = range(FIRST, FIRST + number)
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
    push = parse_subscription(a_subscription())
    phone = {
        "p256dh": push.p256dh,
        "auth": push.auth,
        "browser": "Chrome",
        "platform": "Android",
        **seen,
    }
    session.execute(
        insert(tables.Device),
        [{"id": i, "guest_id": i, "endpoint": f"{push_service}/{i}", **phone} for i in ids],
    )
