"""How long a list of 100,000 new guests takes to come in, beside the bare inserts on sqlite3.

Each guest has a name, an address, a language, an own ID and an own field. The bare inserts write
the same rows in as many transactions, and check nothing.
"""

import sqlite3
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from pushdesk.app import App
from pushdesk.domain import pushed_id
from pushdesk.paths import open_data_dir
from pushdesk.services import guest_lists
from pushdesk.store import open_store
from table import show

RUNS = 3
LINES = 100_000
TOGETHER = 500
HEAD = "name,email,language,own:bookings,field:seat\n"
AT = "2026-11-21 19:00:00.000000"


def seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def insert(database: sqlite3.Connection, first: int) -> None:
    numbers = range(first, min(first + TOGETHER, LINES + 1))
    database.execute("BEGIN IMMEDIATE")
    database.executemany(
        "INSERT INTO guest (id, pushed_id, pass_token, name, name_key, email, language, created_at,"
        " last_seen_at) VALUES (?, ?, ?, ?, ?, ?, 'de', ?, ?)",
        [
            (n, f"P{n:013}", f"T{n:021}", f"Guest {n}", f"guest {n}", f"guest{n}@a.com", AT, AT)
            for n in numbers
        ],
    )
    database.executemany(
        "INSERT INTO own_id (system, value, guest_id) VALUES ('bookings', ?, ?)",
        [(f"B-{n}", n) for n in numbers],
    )
    database.executemany(
        "INSERT INTO own_field (guest_id, name, value) VALUES (?, 'seat', ?)",
        [(n, f"window {n % 50}") for n in numbers],
    )
    database.execute("COMMIT")


def bare(folder: Path) -> float:
    open_store(folder / "pushdesk.db").close()
    with closing(sqlite3.connect(folder / "pushdesk.db", isolation_level=None)) as database:
        for pragma in ("synchronous = FULL", "secure_delete = ON", "cache_size = -65536"):
            database.execute(f"PRAGMA {pragma}")
        begin = time.perf_counter()
        for first in range(1, LINES + 1, TOGETHER):
            insert(database, first)
        return time.perf_counter() - begin


def program(folder: Path, text: str) -> tuple[float, float]:
    """The dry run, and the import."""
    with closing(App(open_data_dir(folder))) as app:
        begin = time.perf_counter()
        plan = guest_lists.read(app.ctx, text)
        planned = time.perf_counter() - begin
        done = seconds(lambda: guest_lists.apply(app.ctx, plan))
        assert plan.count(guest_lists.What.CREATE) == LINES
        return planned, done


def main() -> None:
    numbers = range(1, LINES + 1)
    lines = (f"Guest {n},guest{n}@example.com,de,B-{n},window {n % 50}\n" for n in numbers)
    text = HEAD + "".join(lines)
    taken: dict[str, list[float]] = {"bare": [], "dry run": [], "import": [], "new IDs alone": []}
    for _run in range(RUNS):
        with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
            taken["bare"].append(bare(Path(one)))
            planned, done = program(Path(other), text)
        taken["dry run"].append(planned)
        taken["import"].append(done)
        taken["new IDs alone"].append(seconds(lambda: [pushed_id.new() for _n in numbers]))
    show(f"A list of {LINES:,} new guests", "bare", taken)


if __name__ == "__main__":
    main()
