"""Who may use a data folder: many open it, one beside them copies it, one alone replaces it."""

import sqlite3
from contextlib import ExitStack, closing
from enum import Enum
from types import TracebackType
from typing import Self

from pushdesk.errors import Unavailable
from pushdesk.i18n import _
from pushdesk.paths import DataDir


class Use(Enum):
    """SQLite's own three kinds of lock (sqlite.org/lockingv3.html, section 3)."""

    OPEN = "BEGIN; SELECT * FROM sqlite_master"  # shared
    COPY = "BEGIN IMMEDIATE"  # reserved
    REPLACE = "BEGIN EXCLUSIVE"


# Nothing is ever written: a lock needs no room on the disk and leaves nothing on it.
_NO_JOURNAL = "PRAGMA journal_mode = MEMORY"
_SECONDS = 10.0
_TAKEN = {
    Use.OPEN: (
        _("A backup is being put in place of this data."),
        "",
        _("Wait until it is done and start again."),
    ),
    Use.COPY: (
        _("Another backup of this data is under way."),
        "",
        _("Wait until it is done and start again."),
    ),
    Use.REPLACE: (
        _("PushDesk is already running with this data."),
        _("Nothing can be put in place of what a program has open."),
        _("Close the desk, the server and every other command, then do it again."),
    ),
}


class DataLock:
    """Held from the start until `release`; it dies with its process.

    An empty SQLite file carries it, beside the database: that one may be damaged. Raises
    Unavailable where others are in the way.
    """

    def __init__(self, data_dir: DataDir, use: Use, seconds: float = _SECONDS) -> None:
        """Waits `seconds` for others to end."""
        with ExitStack() as opened:
            try:
                self._connection = opened.enter_context(closing(_connect(data_dir, seconds)))
                for statement in (_NO_JOURNAL, *use.value.split(";")):
                    self._connection.execute(statement).fetchall()
            except sqlite3.Error as error:
                raise _refusal(use, error) from error
            opened.pop_all()

    def release(self) -> None:
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()


def _connect(data_dir: DataDir, seconds: float) -> sqlite3.Connection:
    return sqlite3.connect(
        data_dir.data_lock, timeout=seconds, isolation_level=None, check_same_thread=False
    )


def _refusal(use: Use, error: sqlite3.Error) -> Unavailable:
    if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
        return Unavailable(*_TAKEN[use])
    return Unavailable(
        _("PushDesk's data folder can't be used."),
        _("The system says: {reason}.").format(reason=error),
        _("Allow reading and writing there, or free some space."),
    )
