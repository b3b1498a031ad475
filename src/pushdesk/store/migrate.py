"""Whether a database has the tables of this version; `upgrade` changes those that don't."""

from pathlib import Path

from filelock import FileLock
from sqlalchemy import Engine, inspect, text

# The newest step in migrations/versions.
HEAD = "0001"


def bring_up_to_date(engine: Engine, file: Path | None) -> None:
    """`file` is copied beside itself before its tables change; one process at a time."""
    if file is None:
        _bring_up_to_date(engine, None)
        return
    with FileLock(file.with_name(f"{file.name}.lock")):
        _bring_up_to_date(engine, file)


def _bring_up_to_date(engine: Engine, file: Path | None) -> None:
    with engine.connect() as connection:
        known = inspect(connection).has_table("alembic_version")
        query = text("SELECT version_num FROM alembic_version")
        current = connection.scalar(query) if known else None
    if current != HEAD:
        # Loading Alembic takes longer than all else at the start, and is seldom needed.
        from pushdesk.store import upgrade  # noqa: PLC0415

        upgrade.run(engine, file, current)
