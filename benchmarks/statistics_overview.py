"""The overview of a year of 1,000,000 deliveries, beside bare SQL on the same file.

1,000 messages to 1,000 devices each; through the program's own query and by hand on the sqlite3
module, turn by turn.
"""

import sqlite3
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.orm import Session

from pushdesk.store import open_store
from pushdesk.store import statistics as rows
from table import show

RUNS = 5
BEGIN, END = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)

FILL = """
PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -262144;
BEGIN;
CREATE TEMP TABLE n AS
  WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) SELECT i FROM n;
INSERT INTO venue (id, name, created_at) VALUES (1, 'V', '2026-01-01 00:00:00.000000');
INSERT INTO channel (id, venue_id, alias, name, created_at)
  SELECT i, 1, printf('Chan%02d', i), 'Channel ' || i, '2026-01-01 00:00:00.000000'
  FROM n WHERE i <= 10;
INSERT INTO guest (id, pushed_id, pass_token, name, name_key, language, created_at, last_seen_at)
  SELECT i, printf('P%013d', i), printf('T%021d', i), '', '', 'en',
    '2026-01-01 00:00:00.000000', '2026-06-01 00:00:00.000000' FROM n;
INSERT INTO device (id, guest_id, endpoint, p256dh, auth, browser, platform, created_at,
    last_seen_at)
  SELECT i, i, 'https://fcm.googleapis.com/fcm/send/' || i, zeroblob(65), zeroblob(16), 'Chrome',
    'Android', '2026-01-01 00:00:00.000000', '2026-01-01 00:00:00.000000' FROM n;
INSERT INTO message (id, public_id, venue_id, title, body, url, urgency, topic, created_at,
    expires_at)
  SELECT i, printf('%016x', i), 1, 'Message ' || i, '', '', 'normal', 't',
    datetime('2026-01-01', (i * 31000) || ' seconds') || '.000000',
    datetime('2026-01-02', (i * 31000) || ' seconds') || '.000000' FROM n WHERE i <= 1000;
INSERT INTO delivery (message_id, device_id, guest_id, state, lane, attempts, shortened, due_at,
    reason, accepted_at, shown_at)
  SELECT m.id, 1 + (m.id * 37 + d.i) % 20000, 1 + (m.id * 37 + d.i) % 20000,
    CASE (d.i * 7 + m.id) % 10 WHEN 0 THEN 'opened' WHEN 1 THEN 'expired' WHEN 2 THEN 'gone'
      WHEN 3 THEN 'failed' WHEN 4 THEN 'accepted' ELSE 'shown' END,
    1, 1, 0, m.created_at, '', m.created_at,
    datetime(m.created_at, (d.i % 600) || ' seconds') || '.000000'
  FROM message m, n d WHERE d.i <= 1000;
COMMIT;
"""
SCAN = "SELECT count(*) FROM delivery WHERE state = 'shown'"
BY_STATE = "SELECT state, count(*) FROM delivery GROUP BY state"
BY_MESSAGE = "SELECT message_id, state, count(*) FROM delivery GROUP BY message_id, state"


def build(file: Path) -> None:
    open_store(file).close()
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        database.executescript(FILL)


def overview(session: Session) -> dict[str, int]:
    total: dict[str, int] = {}
    for one in rows.sent(session, BEGIN, END):
        for state, number in one.counts.items():
            total[state.value] = total.get(state.value, 0) + number
    return total


def measure(title: str, session: Session, bare: sqlite3.Connection) -> None:
    questions: dict[str, Callable[[], object]] = {
        "bare SQL, one state": lambda: bare.execute(SCAN).fetchone(),
        "bare SQL, by state": lambda: dict(bare.execute(BY_STATE).fetchall()),
        "bare SQL, by message and state": lambda: len(bare.execute(BY_MESSAGE).fetchall()),
        "PushDesk, a year's overview": lambda: overview(session),
        "PushDesk, a page of 100 messages": lambda: len(rows.lines(session, rows.Which(), 100)),
        "PushDesk, reach of one message": lambda: rows.reach(session, 1000),
    }
    seconds: dict[str, list[float]] = {name: [] for name in questions}
    for _run in range(RUNS):
        answers = {}
        for name, ask in questions.items():
            begin = time.perf_counter()
            answers[name] = ask()
            seconds[name].append(time.perf_counter() - begin)
        assert answers["bare SQL, by state"] == answers["PushDesk, a year's overview"]
    show(title, "bare SQL, by state", seconds)


def plan(session: Session) -> list[str]:
    query = rows.sent_by_state(BEGIN, END)
    statement = query.compile(session.connection(), compile_kwargs={"literal_binds": True})
    return [row.detail for row in session.execute(text(f"EXPLAIN QUERY PLAN {statement}"))]


def compare(title: str, file: Path) -> None:
    store = open_store(file)
    with closing(store), store.read() as session, closing(sqlite3.connect(file)) as bare:
        bare.execute("PRAGMA cache_size = -65536")
        measure(title, session, bare)
        print("\nQuery plan of the overview:")
        print("\n".join(f"  {step}" for step in plan(session)), end="\n\n")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "pushdesk.db"
        build(file)
        compare("Statistics of 1,000,000 deliveries", file)


if __name__ == "__main__":
    main()
