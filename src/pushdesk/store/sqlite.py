"""What only SQLite can do or needs: pragmas, immediate transactions, copies of the file."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event

from pushdesk.store import faults
from pushdesk.store.turns import Turns

# How long a writer waits for another one before it gives up.
BUSY_SECONDS = 10.0


def create(file: Path, busy_seconds: float) -> Engine:
    """To read: any number at a time, whatever is being written."""
    return _create(file, busy_seconds, "BEGIN")


def create_writer(file: Path, busy_seconds: float) -> Engine:
    """One connection, for which this program's threads queue up.

    SQLite lets one write at a time anyway, and who waits there looks again only every so often.
    """
    # A writer that begins as a reader can't be made to wait for another program's: it fails.
    one = {"pool_size": 1, "max_overflow": 0, "pool_timeout": busy_seconds}
    return _create(file, busy_seconds, "BEGIN IMMEDIATE", **one)


def _create(file: Path, busy_seconds: float, begin: str, **pool: Any) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(file)),
        connect_args={"timeout": busy_seconds, "check_same_thread": False},
        hide_parameters=True,  # errors reach the log, and values are guests' secrets
        poolclass=QueuePool,
        **pool,
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine


def _prepare(connection: Any, _record: object) -> None:
    # The driver's own transaction handling would begin late and lose updates between threads.
    connection.isolation_level = None
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        # What a guest has had erased must not lie on in the file's free pages.
        "secure_delete = ON",
        "cache_size = -65536",
    ):
        connection.execute(f"PRAGMA {pragma}")


def analyse(connection: Connection) -> None:
    """A sample of each index: some milliseconds, however large the file is."""
    connection.exec_driver_sql("PRAGMA analysis_limit = 1000")
    connection.exec_driver_sql("ANALYZE")


def copy(source: Path, target: Path) -> None:
    """A consistent copy, also while others write; raises Unavailable where the disk can't."""
    try:
        with (
            closing(sqlite3.connect(source)) as origin,
            closing(sqlite3.connect(target)) as destination,
        ):
            origin.backup(destination)
    except sqlite3.Error as error:
        target.unlink(missing_ok=True)
        fault = faults.unavailable(str(error))
        if fault is None:
            raise
        raise fault from error


def is_sound(file: Path) -> bool:
    """Whether SQLite can read the whole file."""
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as database:
            return bool(database.execute("PRAGMA quick_check").fetchone() == ("ok",))
    except sqlite3.Error:
        return False


class ChangeWatch:
    """Tells whether anybody else has written since the last look; costs microseconds."""

    def __init__(self, writer: Engine, turns: Turns) -> None:
        self._writer = writer
        self._turns = turns
        self._version = self._read()

    def changed(self) -> bool:
        """Waits for whoever writes just now."""
        before, self._version = self._version, self._read()
        return before != self._version

    def _read(self) -> int:
        """What a connection has written itself doesn't count (SQLite, PRAGMA data_version)."""
        with self._turns.turn(), closing(self._writer.raw_connection()) as connection:
            cursor = connection.cursor()
            return int(cursor.execute("PRAGMA data_version").fetchone()[0])
