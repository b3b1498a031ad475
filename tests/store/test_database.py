"""One writer at a time, nothing lost between threads, faults in plain words."""

import sqlite3
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from threading import Event

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, text

from pushdesk.errors import Unavailable, UserError
from pushdesk.store import Store, migrate, open_store, settings, upgrade
from pushdesk.store.tables import Base


def test_threads_lose_no_update(store: Store) -> None:
    def add(_turn: int) -> None:
        with store.write() as session:
            before = int(settings.get(session, "count") or 0)
            settings.put(session, "count", str(before + 1))

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(add, range(300)))
    with store.read() as session:
        assert settings.get(session, "count") == "300"


def test_a_block_that_fails_leaves_nothing(store: Store) -> None:
    def half() -> None:
        with store.write() as session:
            settings.put(session, "half", "done")
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()
    with store.read() as session:
        assert settings.get(session, "half") is None


def test_another_process_sees_what_was_written(store: Store, tmp_path: Path) -> None:
    watch = store.watch()
    assert watch is not None
    other = open_store(tmp_path / "pushdesk.db")
    assert not watch.changed()
    with other.write() as session:
        settings.put(session, "theme", "dark")
    assert watch.changed()
    assert not watch.changed()
    other.close()


def test_what_the_program_has_written_itself_is_no_news(store: Store, tmp_path: Path) -> None:
    watch = store.watch()
    assert watch is not None
    with store.write() as session:
        settings.put(session, "theme", "dark")
    assert not watch.changed()


def test_a_thread_that_writes_without_a_pause_keeps_nobody_out(tmp_path: Path) -> None:
    with closing(open_store(tmp_path / "pushdesk.db", busy_seconds=5.0)) as store:
        watch = store.watch()
        assert watch is not None
        with _busy(partial(_write, store)):
            for _turn in range(20):
                _write(store)
                watch.changed()


def test_writers_do_not_wait_when_the_indexes_are_counted(tmp_path: Path) -> None:
    often = sys.getswitchinterval()
    with closing(open_store(tmp_path / "pushdesk.db", busy_seconds=5.0)) as store:
        sys.setswitchinterval(1e-6)
        try:
            with _busy(store.analyse):
                for _turn in range(300):
                    _write(store)
        finally:
            sys.setswitchinterval(often)


def _write(store: Store) -> None:
    with store.write() as session:
        settings.put(session, "theme", "dark")


@contextmanager
def _busy(work: Callable[[], object]) -> Iterator[None]:
    """Another thread does it over and over."""
    ended = Event()

    def over_and_over() -> None:
        while not ended.is_set():
            work()

    with ThreadPoolExecutor(1) as pool:
        working = pool.submit(over_and_over)
        try:
            yield
        finally:
            ended.set()
        working.result()


def test_who_waits_too_long_for_another_thread_is_told(tmp_path: Path) -> None:
    with (
        closing(open_store(tmp_path / "pushdesk.db", busy_seconds=0.05)) as store,
        store.write(),
        pytest.raises(Unavailable, match="keeps the database busy"),
        store.write(),
    ):
        pytest.fail("two have written at once")


# SQLite can't tell of what an index on an expression is.
@pytest.mark.filterwarnings("ignore:.*expression-based index")
def test_the_steps_lead_to_the_tables(tmp_path: Path) -> None:
    open_store(tmp_path / "pushdesk.db").close()
    engine = create_engine(f"sqlite:///{tmp_path / 'pushdesk.db'}")
    with engine.connect() as connection:
        difference = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    engine.dispose()
    assert difference == []


def test_the_head_is_the_newest_step() -> None:
    assert upgrade.head(upgrade._config()) == migrate.HEAD


def test_two_first_starts_at_once(tmp_path: Path) -> None:
    def start(_turn: int) -> None:
        open_store(tmp_path / "pushdesk.db").close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(start, range(4)))


def test_a_newer_database_is_refused_and_untouched(tmp_path: Path) -> None:
    file = tmp_path / "pushdesk.db"
    open_store(file).close()
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(UserError, match="newer PushDesk"):
        open_store(file)
    with sqlite3.connect(file) as connection:
        (version,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    connection.close()
    assert version == "9999"


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    file = tmp_path / "pushdesk.db"
    file.write_bytes(b"this is a shopping list, not a database\n" * 100)
    with pytest.raises(UserError, match="no database"):
        open_store(file)


def test_a_full_disk(store: Store) -> None:
    """SQLite says the same words when its own page limit is reached."""

    def fill() -> None:
        with store.write() as session:
            pages = session.execute(text("PRAGMA page_count")).scalar_one()
            session.execute(text(f"PRAGMA max_page_count = {pages}"))
            settings.put(session, "long", "x" * 1_000_000)

    with pytest.raises(UserError, match="disk is full"):
        fill()
    with store.read() as session:
        assert settings.get(session, "long") is None


def test_a_busy_database(tmp_path: Path) -> None:
    store = open_store(tmp_path / "pushdesk.db", busy_seconds=0.05)
    blocker = sqlite3.connect(tmp_path / "pushdesk.db", isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    with pytest.raises(UserError, match="keeps the database busy"), store.write():
        pass
    blocker.close()
    store.close()
