"""One door to read and one to write, and the environment's faults in plain words."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, create_engine
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

from pushdesk.errors import Unavailable
from pushdesk.i18n import _
from pushdesk.store import migrate, sqlite


class Store:
    """Sessions by purpose: `write()` commits at the end of the block or not at all."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writing = engine.execution_options(pushdesk_write=True)

    @property
    def file(self) -> Path | None:
        """The SQLite file; None where a server keeps the data."""
        database = self._engine.url.database
        is_file = self._engine.dialect.name == "sqlite" and database
        return Path(database) if is_file and database else None

    @contextmanager
    def read(self) -> Iterator[Session]:
        with _plain_faults(), Session(self._engine) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        with (
            _plain_faults(),
            Session(self._writing, expire_on_commit=False) as session,
            session.begin(),
        ):
            # Waits for the other writer here, before anything is read that it could change.
            session.connection()
            yield session

    def watch(self) -> sqlite.ChangeWatch | None:
        """Tells of other processes' writes; None where the server has to be asked."""
        return sqlite.ChangeWatch(self.file) if self.file else None

    def close(self) -> None:
        self._engine.dispose()


def open_store(
    file: Path, url: str | None = None, busy_seconds: float = sqlite.BUSY_SECONDS
) -> Store:
    """Brings the tables up to date; with `url`, on that server instead of in the file.

    A writer waits `busy_seconds` for another one.

    Raises UserError where the database is newer than the program, Unavailable where it is damaged
    or can't be reached.
    """
    engine = create_engine(url) if url else sqlite.create(file, busy_seconds)
    try:
        with _plain_faults():
            migrate.bring_up_to_date(engine, None if url else file)
    except BaseException:
        engine.dispose()
        raise
    return Store(engine)


_FAULTS = {
    "database or disk is full": (
        _("The disk is full, so nothing was saved."),
        _("Free some space and do it again."),
    ),
    "disk I/O error": (
        _("The disk doesn't answer as it should, so nothing was saved."),
        _("Check the disk and its space, then do it again."),
    ),
    "database is locked": (
        _("Another program keeps the database busy, so nothing was saved."),
        _("Close other programs that use it and do it again."),
    ),
    "readonly database": (
        _("The database may only be read, so nothing was saved."),
        _("Allow writing to PushDesk's data folder."),
    ),
    "malformed": (
        _("The database is damaged."),
        _("Run: pushdesk restore FILE with your latest backup."),
    ),
    "not a database": (
        _("The database file is no database."),
        _("Run: pushdesk restore FILE with your latest backup."),
    ),
    "unable to open database file": (
        _("The database can't be opened."),
        _("Allow reading and writing in PushDesk's data folder."),
    ),
}


@contextmanager
def _plain_faults() -> Iterator[None]:
    """Faults of the environment become sentences; faults of the program stay what they are."""
    try:
        yield
    except DBAPIError as error:
        told = str(error.orig)
        for sign, (what, what_to_do) in _FAULTS.items():
            if sign in told:
                raise Unavailable(
                    what, _("The system says: {told}.").format(told=told), what_to_do
                ) from error
        if isinstance(error, OperationalError) and error.connection_invalidated:
            raise Unavailable(
                _("The database server can't be reached."),
                "",
                _("Check the network and the address in --database-url."),
            ) from error
        raise
