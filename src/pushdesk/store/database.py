"""One door to read and one to write, and the environment's faults in plain words."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from sqlalchemy import Engine, create_engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from pushdesk.errors import Unavailable, UserError
from pushdesk.i18n import _
from pushdesk.store import faults, migrate, sqlite
from pushdesk.store.turns import Turns


class Store:
    """Sessions by purpose: `write()` commits at the end of the block or not at all."""

    def __init__(self, engine: Engine, writer: Engine, turns: Turns | None) -> None:
        self._engine = engine
        self._writer = writer
        self._turns = turns

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
            self._turns.turn() if self._turns else nullcontext(),
            Session(self._writer, expire_on_commit=False) as session,
            session.begin(),
        ):
            # Waits for the other writer here, before anything is read that it could change.
            session.connection()
            yield session

    def watch(self) -> sqlite.ChangeWatch | None:
        """Tells of other processes' writes; None where the server has to be asked."""
        return sqlite.ChangeWatch(self._writer, self._turns) if self._turns else None

    def analyse(self) -> None:
        """Counts what is in each index, so that the planner takes the small ones.

        Servers do so themselves.
        """
        if self.file is None:
            return
        with self.write() as session:
            sqlite.analyse(session.connection())
        # A connection goes by what it has read when it was opened; the writer's own has counted.
        self._engine.dispose()

    def close(self) -> None:
        self._engine.dispose()
        self._writer.dispose()


def open_store(
    file: Path, url: str | None = None, busy_seconds: float = sqlite.BUSY_SECONDS
) -> Store:
    """Brings the tables up to date; with `url`, on that server instead of in the file.

    A writer waits `busy_seconds` for another one.

    Raises UserError where the database is newer than the program or of a kind that it can't use,
    Unavailable where it is damaged or can't be reached.
    """
    engine = _server(url) if url else sqlite.create(file, busy_seconds)
    writer = engine if url else sqlite.create_writer(file, busy_seconds)
    store = Store(engine, writer, None if url else Turns(busy_seconds))
    try:
        with _plain_faults():
            migrate.bring_up_to_date(engine, writer, None if url else file)
    except BaseException:
        store.close()
        raise
    return store


def open_copy(file: Path) -> Store:
    """A backup's database, to look at: its tables stay as they are.

    Raises UserError where they aren't PushDesk's or are newer than the program.
    """
    engine = sqlite.create(file, sqlite.BUSY_SECONDS)
    writer = sqlite.create_writer(file, sqlite.BUSY_SECONDS)
    store = Store(engine, writer, Turns(sqlite.BUSY_SECONDS))
    try:
        with _plain_faults():
            migrate.check(engine)
    except BaseException:
        store.close()
        raise
    return store


def _server(url: str) -> Engine:
    """SQLite's own rules stand in `sqlite`; a URL would go around them."""
    try:
        if make_url(url).get_backend_name() != "sqlite":
            return create_engine(url, hide_parameters=True)
    except (ArgumentError, ModuleNotFoundError, ValueError) as error:
        raise _no_such_server() from error
    raise _no_such_server()


def _no_such_server() -> UserError:
    return UserError(
        _("PushDesk can't use the database that --database-url names."),
        _("It names no database server whose driver is installed."),
        _("Leave --database-url out: the data is in a file in the data folder then."),
    )


@contextmanager
def _plain_faults() -> Iterator[None]:
    """Faults of the environment become sentences; faults of the program stay what they are."""
    try:
        yield
    except DBAPIError as error:
        fault = faults.unavailable(str(error.orig))
        if fault is not None:
            raise fault from error
        if isinstance(error, OperationalError) and error.connection_invalidated:
            raise Unavailable(
                _("The database server can't be reached."),
                "",
                _("Check the network and the address in --database-url."),
            ) from error
        raise
    except PoolTimeout as error:
        # Our own threads have kept the one connection that writes for as long as that.
        raise faults.busy() from error
    except UnicodeEncodeError as error:
        # No database takes half a character, and nothing is there that is called so.
        raise UserError(
            _("This text can't be kept or looked for."),
            _("A character in it is damaged."),
            _("Type it again."),
        ) from error
