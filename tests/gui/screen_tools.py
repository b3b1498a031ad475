"""What the stories for pictures share: waiting, and guests by the hundred thousand."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QDeadlineTimer, QSize
from PySide6.QtWidgets import QApplication
from sqlalchemy import func, insert, select

from pushdesk.store import tables
from pushdesk.store import venues as venues_rows
from tests.gui.desk_fixture import Desk
from tests.house import House

Story = list[tuple[str, Callable[[], None]]]
SIZE = QSize(1366, 768)
SMALL = QSize(1024, 768)
CROWD = 100_000
NAMES = (
    "Green Heron", "Grey Owl", "Red Kite", "White Stork", "Blue Fox",
    "Brown Hare", "Black Swan", "Silver Otter", "Golden Eagle", "Little Wren",
)  # fmt: skip


def add_crowd(house: House, alias: str, number: int) -> None:
    """Guests with a device each on the channel, straight into the tables: it has to be quick."""
    now = house.ctx.clock.now()
    with house.ctx.store.write() as session:
        (channel,) = [each for each in venues_rows.channels(session) if each.alias == alias]
        first = (session.scalar(select(func.max(tables.Guest.id))) or 0) + 1
        ids = range(first, first + number)
        session.execute(insert(tables.Guest), [_guest(id_, now) for id_ in ids])
        session.execute(insert(tables.Device), [_device(id_, now) for id_ in ids])
        session.execute(
            insert(tables.Subscription),
            [
                {"guest_id": id_, "channel_id": channel.id, "since": now, "source": "crowd"}
                for id_ in ids
            ],
        )


def _guest(id_: int, now: datetime) -> dict[str, object]:
    return {
        "id": id_, "pushed_id": f"C{id_:013}", "pass_token": f"crowd-{id_}",
        "name": f"Guest {id_:06}", "name_key": f"guest {id_:06}",
        "language": ("en", "de", "es")[id_ % 3], "created_at": now, "last_seen_at": now,
    }  # fmt: skip


def _device(id_: int, now: datetime) -> dict[str, object]:
    return {
        "guest_id": id_, "endpoint": f"https://fcm.googleapis.com/fcm/send/{id_}",
        "p256dh": b"", "auth": b"", "browser": "Chrome", "platform": "Android",
        "created_at": now, "last_seen_at": now,
    }  # fmt: skip


def settle(desk: Desk) -> None:
    """Until the window has heard everything and has nothing left to ask."""
    application = QApplication.instance()
    assert application is not None
    for _round in range(6):
        deadline = QDeadlineTimer(60)
        while not deadline.hasExpired():
            application.processEvents()
    desk.window.floor.tick()
    application.processEvents()


def wait_until(condition: Callable[[], bool], seconds: int = 10) -> None:
    application = QApplication.instance()
    assert application is not None
    deadline = QDeadlineTimer(seconds * 1000)
    while not condition():
        assert not deadline.hasExpired()
        application.processEvents()
