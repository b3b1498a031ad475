"""A message to 100,000 devices enters the outbox, beside the bare INSERT…SELECT of the same rows.

Meanwhile somebody clicks on “Table ready” again and again: how long the click waits for its own
transaction, beside clicks while nothing else is written. The push service is never asked.
"""

import sqlite3
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pushdesk.app import App, Options
from pushdesk.domain.requests import Request
from pushdesk.domain.targets import App as Everyone
from pushdesk.paths import open_data_dir
from pushdesk.sending.filler import Filler
from pushdesk.sending.sender import BREATH
from pushdesk.services import broadcasts, channels, messages, visits
from pushdesk.services.broadcasts import State
from pushdesk.store import fan_out
from table import show

RUNS = 5
DEVICES = 100_000
CLICKS = 200
HOLD = timedelta(minutes=10)
HELLO = Request((Everyone(),), title="The kitchen closes at ten")

FILL = """
PRAGMA synchronous = OFF;
BEGIN;
CREATE TEMP TABLE number AS
  WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {number})
  SELECT i FROM n;
INSERT INTO guest (id, pushed_id, pass_token, name, name_key, language, created_at, last_seen_at)
  SELECT i, printf('P%013d', i), printf('T%021d', i), 'Guest ' || i, 'guest ' || i, 'en',
    '{now}', '{now}' FROM number;
INSERT INTO device (id, guest_id, endpoint, p256dh, auth, browser, platform, created_at,
    last_seen_at)
  SELECT i, i, 'https://fcm.googleapis.com/fcm/send/' || i || hex(zeroblob(60)), zeroblob(65),
    zeroblob(16), 'Chrome', 'Android', '{now}', '{now}' FROM number;
INSERT INTO subscription (guest_id, channel_id, since, source)
  SELECT i, 1, '{now}', 'page' FROM number;
COMMIT;
"""
BARE = """INSERT INTO delivery (message_id, device_id, guest_id, state, lane, attempts, shortened,
    due_at, reason)
  SELECT ?, id, guest_id, 'queued', 1, 0, 0, '2026-01-01 00:00:00.000000', '' FROM device
  WHERE gone_at IS NULL AND guest_id IN (SELECT DISTINCT guest_id FROM subscription
    WHERE left_at IS NULL AND channel_id IN (SELECT id FROM channel WHERE venue_id = 1))
  ORDER BY id"""


def build(app: App) -> None:
    channels.create(app.ctx, "Everyone")
    now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    with closing(sqlite3.connect(app.data_dir.database)) as database:
        database.executescript(FILL.format(number=DEVICES, now=now))


def bare(file: Path, message_id: int) -> float:
    """One statement for all, in one transaction; the rows are taken away again."""
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        for pragma in ("synchronous = FULL", "cache_size = -65536", "foreign_keys = ON"):
            database.execute(f"PRAGMA {pragma}")
        begin = time.perf_counter()
        database.execute("BEGIN IMMEDIATE")
        database.execute(BARE, (message_id,))
        database.execute("COMMIT")
        took = time.perf_counter() - begin
        database.execute("DELETE FROM delivery WHERE message_id = ?", (message_id,))
    return took


@dataclass(frozen=True)
class Entered:
    send: float
    batches: list[float]

    @property
    def working(self) -> float:
        return self.send + sum(self.batches)


def enter(app: App) -> tuple[Entered, str]:
    """With a breath after each batch, as the sender takes it; the breaths aren't counted."""
    begin = time.perf_counter()
    sent = messages.send(app.ctx, HELLO)
    took = time.perf_counter() - begin
    filler, batches = Filler(app.ctx), []
    while True:
        begin = time.perf_counter()
        moved = filler.step()
        batches.append(time.perf_counter() - begin)
        if not moved:
            break
        time.sleep(BREATH.total_seconds())
    assert broadcasts.get(app.ctx, sent.id).entered == DEVICES
    return Entered(took, batches), sent.id


def clicks(app: App, guests: range, stop: Callable[[int], bool]) -> list[float]:
    waited = []
    for number, guest in enumerate(guests):
        if stop(number):
            break
        begin = time.perf_counter()
        visits.notify(app.ctx, guest, HOLD)
        waited.append(time.perf_counter() - begin)
        time.sleep(0.02)
    return waited


def clicks_while_it_enters(app: App, guests: range) -> tuple[list[float], Entered]:
    found: list[tuple[Entered, str]] = []
    filling = threading.Thread(target=lambda: found.append(enter(app)))
    filling.start()
    waited = clicks(app, guests, lambda _number: not filling.is_alive())
    filling.join()
    clear(app, found[0][1])
    return waited, found[0][0]


def clear(app: App, message_id: str) -> None:
    broadcasts.cancel(app.ctx, message_id)
    filler = Filler(app.ctx)
    while filler.step():
        pass
    assert broadcasts.get(app.ctx, message_id).state is State.CANCELLED


def measure(app: App) -> None:
    file = app.data_dir.database
    entering: dict[str, list[float]] = {"bare INSERT…SELECT": [], "send and all batches": []}
    waiting: dict[str, list[float]] = {"click, nothing else": [], "click while it enters": []}
    sends, batches = [], []
    # Nobody is called twice: a second call so soon would be refused.
    spare = (range(first, first + 5000) for first in range(1, DEVICES, 5000))
    for run in range(RUNS + 1):
        took_bare = bare(file, 1) if run else 0.0
        entered, message_id = enter(app)
        clear(app, message_id)
        calm = clicks(app, next(spare), lambda number: number >= CLICKS // RUNS)
        busy, second = clicks_while_it_enters(app, next(spare))
        if run:  # the first one warms up, and leaves a message for the bare rows
            entering["bare INSERT…SELECT"].append(took_bare)
            entering["send and all batches"].append(entered.working)
            waiting["click, nothing else"] += calm
            waiting["click while it enters"] += busy
            sends += [entered.send, second.send]
            batches += entered.batches[:-1] + second.batches[:-1]
    show(f"{DEVICES:,} deliveries enter the outbox", "bare INSERT…SELECT", entering)
    print(f"\nThe send with its first {fan_out.FIRST:,}: at most {max(sends) * 1000:.0f} ms.")
    print(f"A batch of {fan_out.BATCH:,}: at most {max(batches) * 1000:.0f} ms.\n")
    show("A click on “Table ready” until it is in the outbox", "click, nothing else", waiting)
    worst = max(waiting["click while it enters"]) * 1000
    print(f"\nThe longest click while it enters: {worst:.0f} ms.")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        app = App(open_data_dir(Path(folder)), Options(port=0))
        build(app)
        measure(app)
        app.close()


if __name__ == "__main__":
    main()
