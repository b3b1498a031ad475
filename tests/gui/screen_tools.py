"""What the stories for pictures share: waiting, and guests by the hundred thousand."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from threading import Barrier

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QSize, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid
from sqlalchemy import func, insert, select

from pushdesk.gui.background import Background
from pushdesk.store import tables
from pushdesk.store import venues as venues_rows
from tests.gui.desk_fixture import Desk
from tests.house import House

Story = list[tuple[str, Callable[[], None]]]
SIZE = QSize(1366, 768)
SMALL = QSize(1024, 768)
CROWD = 100_000
# What a timer asks in the first of them is heard in the second.
_QUIET_ROUNDS = 2
_LOOK_AGAIN_MS = 5
# Seconds for what a hundred thousand rows ask.
_LONG = 60
_TYPING_MS = 360
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
    heard: list[object] = []
    with _listening(desk, heard):
        quiet = 0
        while quiet < _QUIET_ROUNDS or _waited_for_typing(desk.window):
            heard.clear()
            _meet(desk.parts.background)
            quiet = 0 if heard else quiet + 1
    desk.window.floor.tick()
    application.processEvents()


def wait_until(condition: Callable[[], bool], seconds: int = 10) -> None:
    """Sleeps between events, so that the threads that it waits for get on."""
    application = QApplication.instance()
    assert application is not None
    deadline = QDeadlineTimer(seconds * 1000)
    beat = QTimer(interval=_LOOK_AGAIN_MS)
    beat.start()
    while not condition():
        assert not deadline.hasExpired()
        application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    beat.stop()


@contextmanager
def _listening(desk: Desk, heard: list[object]) -> Iterator[None]:
    """For answers of the background, except to our own question, and for events of the bus."""
    answered, arrived = desk.parts.background._answered, desk.parts.events._arrived

    def hear(what: object) -> None:
        if getattr(what, "owner", None) is not desk.parts.background:
            heard.append(what)

    for signal in (answered, arrived):
        signal.connect(hear, Qt.ConnectionType.QueuedConnection)
    yield
    for signal in (answered, arrived):
        signal.disconnect(hear)


def _meet(background: Background) -> None:
    """Until all that was asked so far is answered: workers who meet have nothing older to do."""
    number = background._pool._max_workers
    meeting, met = Barrier(number), list[int]()
    for _worker in range(number):
        background.run(meeting.wait, met.append, background)
    wait_until(lambda: len(met) == number, _LONG)


def _waited_for_typing(window: QWidget) -> bool:
    """Whether a field was about to ask, as it does a moment after the last letter."""
    timers = [
        each
        for each in window.findChildren(QTimer)
        if each.isSingleShot() and each.isActive() and each.interval() <= _TYPING_MS
    ]
    wait_until(lambda: not any(isValid(each) and each.isActive() for each in timers))
    return bool(timers)
