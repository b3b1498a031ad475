"""A venue's data from each earlier version arrives whole, and a copy stays beside it."""

import sqlite3
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import text

from pushdesk.store import migrate, open_store, sqlite, upgrade, venues

ROWS = (
    "INSERT INTO venue (id, name, created_at) VALUES (1, 'Trattoria Luna', '2026-11-21 18:00:00')",
    "INSERT INTO channel (id, venue_id, alias, name, created_at) "
    "VALUES (1, 1, 'VFx7uM', 'Waiting list', '2026-11-21 18:00:00')",
    "INSERT INTO guest (id, pushed_id, pass_token, name, language, created_at, last_seen_at) "
    "VALUES (1, 'TVH9GJJPBS865R', 'pass', 'Ömer', 'tr', '2026-11-21 18:00:00', "
    "'2026-11-21 18:00:00')",
)


def data_of(revision: str, file: Path) -> None:
    """An evening's data as that version has left it."""
    engine = sqlite.create(file, 1.0)
    config = upgrade._config()
    with engine.execution_options(pushdesk_write=True).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        for row in ROWS:
            connection.execute(text(row))
        if revision != "0001":
            connection.execute(text("UPDATE guest SET name_key = 'ömer'"))
    engine.dispose()


@pytest.mark.parametrize("revision", ["0001", "0002", "0003", "0004", "0005", "0006"])
def test_nothing_is_lost(tmp_path: Path, revision: str) -> None:
    file = tmp_path / "pushdesk.db"
    data_of(revision, file)
    store = open_store(file)
    with store.read() as session:
        assert [channel.name for channel in venues.channels(session)] == ["Waiting list"]
        keys = session.scalars(text("SELECT name_key FROM guest")).all()
    assert keys == ["ömer"]
    store.close()
    copy = sqlite3.connect(tmp_path / f"pushdesk.db.before-{migrate.HEAD}")
    (version,) = copy.execute("SELECT version_num FROM alembic_version").fetchone()
    copy.close()
    assert version == revision
