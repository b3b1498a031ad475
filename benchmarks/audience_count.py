"""Whom a send reaches among 1,000,000 guests, beside the same question in bare SQL.

“(A or B) and not (C or D), subscribed in window”: through the program's own query on its own
store, and hand-written on the sqlite3 module; turn by turn, answers compared. Then the same of
guests by what happened to them: “opened” in thirty days and no “bought”.
"""

import sqlite3
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Select, text
from sqlalchemy.orm import Session

from pushdesk.domain.conditions import All, Happened, Not
from pushdesk.domain.targets import Audience
from pushdesk.store import open_store, targeting
from table import show

RUNS = 5
GUESTS = 1_000_000
# In thousandths of the guests: A, B, C, D and sixteen more.
SHARES = (600, 100, 50, 10, *(50,) * 16)
NOW = datetime(2026, 10, 1, tzinfo=UTC)
OPENED_ONLY = All((Happened("opened", 30), Not(Happened("bought"))))
WINDOW = (datetime(2026, 2, 1, tzinfo=UTC), datetime(2026, 10, 1, tzinfo=UTC))
TO, EXCLUDE = (Audience("A"), Audience("B")), (Audience("C"), Audience("D"))

NUMBERS = """CREATE TEMP TABLE number AS
  WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) SELECT i FROM n"""
FILL = """
PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -262144;
BEGIN;
INSERT INTO venue (id, name, created_at) VALUES (1, 'V', '2026-01-01 00:00:00.000000');
INSERT INTO channel (id, venue_id, alias, name, created_at)
  SELECT i, 1, printf('Chan%02d', i), 'Channel ' || i, '2026-01-01 00:00:00.000000'
  FROM number WHERE i <= 10;
INSERT INTO guest (id, pushed_id, pass_token, name, name_key, language, created_at, last_seen_at)
  SELECT i, printf('P%013d', i), printf('T%021d', i), 'Guest ' || i, 'guest ' || i, 'en',
    '2026-01-01 00:00:00.000000', '2026-06-01 00:00:00.000000' FROM number;
INSERT INTO device (guest_id, endpoint, p256dh, auth, browser, platform, created_at, last_seen_at,
    gone_at)
  SELECT i, 'https://fcm.googleapis.com/fcm/send/' || i || hex(zeroblob(60)), zeroblob(65),
    zeroblob(16), 'Chrome', 'Android', '2026-01-01 00:00:00.000000', '2026-01-01 00:00:00.000000',
    CASE WHEN i % 20 = 0 THEN '2026-06-01 00:00:00.000000' END FROM number;
INSERT INTO subscription (guest_id, channel_id, since, source)
  SELECT i, 1 + (i + step) % 10,
    datetime('2026-01-01', (i * 7919 % 25920000) || ' seconds') || '.000000', 'page'
  FROM number, (SELECT 0 AS step UNION ALL SELECT 1) WHERE step = 0 OR i % 5 = 0;
INSERT INTO event (guest_id, name, properties, source, depth, at)
  SELECT 1 + i * 7919 % (SELECT count(*) FROM number), iif(i % 4, 'opened', 'bought'), '{}',
    'phone', 0, datetime('2026-01-01', (i * 7907 % 25920000) || ' seconds') || '.000000'
  FROM number;
"""
WANTED = """SELECT DISTINCT guest_id FROM subscription
  WHERE left_at IS NULL AND since >= '2026-02-01 00:00:00.000000'
  AND since < '2026-10-01 00:00:00.000000'
  AND guest_id IN (SELECT guest_id FROM audience_member WHERE audience_id IN (1, 2))
  AND guest_id NOT IN (SELECT guest_id FROM audience_member WHERE audience_id IN (3, 4))"""
EXCEPT = """SELECT guest_id FROM subscription
  WHERE left_at IS NULL AND since >= '2026-02-01 00:00:00.000000'
  AND since < '2026-10-01 00:00:00.000000'
  AND guest_id IN (SELECT guest_id FROM audience_member WHERE audience_id IN (1, 2))
  EXCEPT SELECT guest_id FROM audience_member WHERE audience_id IN (3, 4)"""
COUNT = """SELECT sum(n > 0), sum(n), sum(n = 0) FROM (SELECT (SELECT count(*) FROM device
  WHERE device.guest_id = wanted.guest_id AND gone_at IS NULL) AS n FROM ({wanted}) AS wanted)"""
HAPPENED = """SELECT DISTINCT guest_id FROM subscription AS s WHERE left_at IS NULL
  AND EXISTS (SELECT 1 FROM event WHERE event.guest_id = s.guest_id AND name = 'opened'
    AND at >= '2026-09-01 00:00:00.000000')
  AND NOT EXISTS (SELECT 1 FROM event WHERE event.guest_id = s.guest_id AND name = 'bought')"""
HAPPENED_IN = """SELECT DISTINCT guest_id FROM subscription WHERE left_at IS NULL
  AND guest_id IN (SELECT guest_id FROM event WHERE name = 'opened'
    AND at >= '2026-09-01 00:00:00.000000')
  AND guest_id NOT IN (SELECT guest_id FROM event WHERE name = 'bought')"""
SAMPLE = "SELECT id, name, pushed_id FROM guest WHERE id IN ({wanted} LIMIT 10) ORDER BY id"


def build(file: Path) -> None:
    open_store(file).close()
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        database.execute(NUMBERS, (GUESTS,))
        database.executescript(FILL)
        for number, share in enumerate(SHARES, 1):
            name = chr(ord("A") + number - 1)
            at = "2026-01-01 00:00:00.000000"
            database.execute(
                "INSERT INTO audience (id, name, created_at) VALUES (?, ?, ?)", (number, name, at)
            )
            database.execute(
                "INSERT INTO audience_member SELECT ?, i, ?, 'hand' FROM number"
                " WHERE (i * 2654435761 + ? * 40503) / 65536 % 1000 < ?",
                (number, at, number, share),
            )
        database.execute("COMMIT")


def reached(session: Session) -> Select[int]:
    return targeting.reached_by(session, TO, EXCLUDE, datetime.now(UTC), WINDOW)


def plan(session: Session) -> list[str]:
    statement = reached(session).compile(
        session.connection(), compile_kwargs={"literal_binds": True}
    )
    return [row.detail for row in session.execute(text(f"EXPLAIN QUERY PLAN {statement}"))]


def measure(title: str, baseline: str, questions: dict[str, Callable[[], object]]) -> None:
    seconds: dict[str, list[float]] = {name: [] for name in questions}
    for _run in range(RUNS):
        answers = []
        for name, ask in questions.items():
            begin = time.perf_counter()
            answers.append(ask())
            seconds[name].append(time.perf_counter() - begin)
        assert all(answer == answers[0] for answer in answers), answers
    show(title, baseline, seconds)
    print(f"\nAnswer: {answers[0]}\n")


def compare(session: Session, bare: sqlite3.Connection) -> None:
    def counted(guests: Select[int]) -> tuple[int, ...]:
        reach = targeting.count(session, guests)
        return (reach.guests, reach.devices, reach.unreachable)

    def counted_bare(wanted: str) -> object:
        return bare.execute(COUNT.format(wanted=wanted)).fetchone()

    measure(
        "Count of guests, devices and guests without a live one",
        "bare SQL",
        {
            "bare SQL": lambda: counted_bare(WANTED),
            "bare SQL, EXCEPT": lambda: counted_bare(EXCEPT),
            "PushDesk": lambda: counted(reached(session)),
        },
    )
    measure(
        "Count of guests by events",
        "bare SQL",
        {
            "bare SQL": lambda: counted_bare(HAPPENED),
            "bare SQL, IN": lambda: counted_bare(HAPPENED_IN),
            "PushDesk": lambda: counted(targeting.meant_by(session, OPENED_ONLY, NOW)),
        },
    )
    measure(
        "Sample of ten",
        "bare SQL",
        {
            "bare SQL": lambda: len(bare.execute(SAMPLE.format(wanted=WANTED)).fetchall()),
            "PushDesk": lambda: len(targeting.sample(session, reached(session), 10)),
        },
    )


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "pushdesk.db"
        begin = time.perf_counter()
        build(file)
        print(f"{GUESTS:,} guests built in {time.perf_counter() - begin:.0f} s\n")
        store = open_store(file)
        with closing(store), store.read() as session, closing(sqlite3.connect(file)) as bare:
            bare.execute("PRAGMA cache_size = -65536")
            compare(session, bare)
            print("Query plan:")
            print("\n".join(f"  {step}" for step in plan(session)))


if __name__ == "__main__":
    main()
