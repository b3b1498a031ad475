"""From a key on a row of the floor to its repaint, while the engine is idle and while it sends.

The push service is a process of its own, so that only the program's work is in the way.
"""

import gc
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import func, insert, select

from pushdesk.app import App, Options
from pushdesk.domain.requests import Request
from pushdesk.domain.targets import App as Everyone
from pushdesk.gui.desk import BULK_PAUSE, keep_loaded
from pushdesk.paths import open_data_dir
from pushdesk.practice.keys import BrowserKeys
from pushdesk.services import broadcasts, channels, messages, preferences, waiting_list
from pushdesk.services.broadcasts import Broadcast
from pushdesk.services.waiting_list import Party
from pushdesk.settings import TEST_RING
from pushdesk.store import tables
from pushdesk.webpush import base64url
from tests.gui.desk_fixture import Desk, desk_for
from tests.house import House

SINK = Path(__file__).parents[2] / "benchmarks" / "sink.py"
HELLO = Request((Everyone(),), title="The kitchen closes at ten")
# Between two presses, as long as a quick hand takes.
PAUSE_MS = 150
LIMIT = 60.0


@dataclass(frozen=True)
class Reactions:
    """Seconds of each press; `sent` deliveries were done when the last busy press was painted."""

    idle: list[float]
    busy: list[float]
    sent_before: int
    sent: int


def measure(devices: int, presses: int) -> Reactions:
    with _sink() as origin, tempfile.TemporaryDirectory() as folder:
        app = App(open_data_dir(Path(folder)), Options(port=0, extra_push_hosts=origin))
        app.open_house()
        app.serve(BULK_PAUSE)
        try:
            parties = _furnish(app, origin, devices, 2 * presses)
            house = House(app.ctx, app.ctx.clock)  # type: ignore[arg-type]  # nobody turns it here
            with desk_for(house) as desk:
                keep_loaded()
                return _press_all(app, desk, parties, presses)
        finally:
            gc.unfreeze()
            app.close()


def _press_all(app: App, desk: Desk, parties: list[int], presses: int) -> Reactions:
    floor = desk.window.floor
    desk.window.resize(1366, 768)
    desk.window.show()
    _wait(lambda: len(floor.list.order) == len(parties))
    idle = [_press(desk, guest) for guest in parties[:presses]]
    sent = messages.send(app.ctx, HELLO)
    _wait(lambda: _progress(app, sent.id).done >= 200)
    before = _progress(app, sent.id).done
    busy = [_press(desk, guest) for guest in parties[presses:]]
    after = _progress(app, sent.id).done
    broadcasts.cancel(app.ctx, sent.id)
    return Reactions(idle, busy, before, after)


def _press(desk: Desk, guest: int) -> float:
    """Space on the chosen row, until the row has been painted with its new word."""
    floor = desk.window.floor
    floor.host.choose(guest)
    floor.list.setFocus()
    _rest(PAUSE_MS)
    row = floor.list.rows[guest]
    painted = Painted(row.state.text)
    begin = time.perf_counter()
    QTest.keyClick(floor.list, Qt.Key.Key_Space)
    assert row.state.word == "Calling …"
    while not painted.seen:
        QApplication.processEvents()
    took = time.perf_counter() - begin
    row.state.text.removeEventFilter(painted)
    return took


class Painted(QObject):
    """Whether a widget has been painted since."""

    def __init__(self, widget: QObject) -> None:
        super().__init__(widget)
        self.seen = False
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's own name
        self.seen = self.seen or event.type() is QEvent.Type.Paint
        return False


def _progress(app: App, message_id: str) -> Broadcast:
    return broadcasts.get(app.ctx, message_id)


def _wait(so: Callable[[], bool]) -> None:
    end = time.monotonic() + LIMIT
    while not so():
        assert time.monotonic() < end, "it did not happen in time"
        _rest(20)


def _rest(milliseconds: int) -> None:
    """QTest.qWait would keep Python's lock, and with it the engine from sending."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _furnish(app: App, origin: str, devices: int, parties: int) -> list[int]:
    """Subscribers, and parties on the list who are among them."""
    ctx = app.ctx
    channel, keys, now = channels.create(ctx, "Everyone"), BrowserKeys().as_json(), ctx.clock.now()
    preferences.put(ctx, TEST_RING, "off")
    both = {name: base64url.decode(keys[name]) for name in ("p256dh", "auth")}
    with ctx.store.write() as session:
        first = (session.scalar(select(func.max(tables.Guest.id))) or 0) + 1
        ids = range(first, first + devices)
        moments = {"created_at": now, "last_seen_at": now}
        session.execute(
            insert(tables.Guest),
            [
                {"id": n, "pushed_id": f"R{n:013}", "pass_token": secrets.token_urlsafe(16),
                 "name": f"Guest {n}", "name_key": f"guest {n}", "language": "en", **moments}
                for n in ids
            ],
        )  # fmt: skip
        session.execute(
            insert(tables.Device),
            [
                {"guest_id": n, "endpoint": f"{origin}/{n}", "browser": "Chrome",
                 "platform": "Android", **both, **moments}
                for n in ids
            ],
        )  # fmt: skip
        session.execute(
            insert(tables.Subscription),
            [
                {"guest_id": n, "channel_id": channel.id, "since": now, "source": "page"}
                for n in ids
            ],
        )
    return [waiting_list.add(ctx, Party(guest)).guest_id for guest in ids[:parties]]


@contextmanager
def _sink() -> Iterator[str]:
    with subprocess.Popen([sys.executable, SINK], stdout=subprocess.PIPE, text=True) as sink:
        assert sink.stdout is not None
        try:
            yield sink.stdout.readline().strip()
        finally:
            sink.terminate()
