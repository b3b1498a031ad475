"""Somebody types a name in the guests' table; each turn of the window's thread is timed."""

import time
from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer
from PySide6.QtTest import QTest
from sqlalchemy import text

from pushdesk.gui.guests.model import NAME
from pushdesk.gui.guests.view import Guests
from pushdesk.store import Store

TYPED = "guest 012345"
_FILL = """
INSERT INTO guest (id, pushed_id, pass_token, name, name_key, language, created_at, last_seen_at)
  WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :guests)
  SELECT i, printf('P%013d', i), printf('T%021d', i), printf('Guest %06d', i),
    printf('guest %06d', i), 'en', '2026-01-01 00:00:00.000000', '2026-06-01 00:00:00.000000' FROM n
"""


class Turns(QObject):
    """`seconds` of this thread's own processor time from one turn of its event loop to the next.

    Processor time, because a machine that has other things to do is no fault of the window's.
    """

    def __init__(self) -> None:
        super().__init__()
        self.seconds: list[float] = []
        self._last = time.thread_time()
        self._each = QTimer(self, interval=0)
        self._each.timeout.connect(self._turned)
        self._each.start()

    def stop(self) -> None:
        self._each.stop()

    def _turned(self) -> None:
        now = time.thread_time()
        self.seconds.append(now - self._last)
        self._last = now


def fill(store: Store, guests: int) -> None:
    """Guest 000001 and so on."""
    with store.write() as session:
        session.execute(text(_FILL), {"guests": guests})


def type_keys(view: Guests) -> Iterator[str]:
    """After each key, whom the list has to name first."""
    for end, key in enumerate(TYPED, 1):
        QTest.keyClicks(view.listing.search, key)
        yield _best_match(TYPED[:end])


def shows(view: Guests, first: str) -> bool:
    return bool(view.listing.model.index(0, NAME).data() == first)


def _best_match(typed: str) -> str:
    """The first by name."""
    digits = typed[len("guest ") :]
    return f"Guest {digits:0<6}" if digits.strip("0") else "Guest 000001"
