"""Whether a database has the tables of this version; `upgrade` changes those that don't."""

from collections.abc import Iterable
from pathlib import Path

from filelock import FileLock
from sqlalchemy import Engine, Table, inspect, text

from pushdesk.errors import UserError
from pushdesk.i18n import _
from pushdesk.store.tables import Base

# The newest step in migrations/versions.
HEAD = "0007"


def bring_up_to_date(engine: Engine, writer: Engine, file: Path | None) -> None:
    """`file` is copied beside itself before its tables change; one process at a time."""
    if file is None:
        _bring_up_to_date(engine, writer, None)
        return
    with FileLock(file.with_name(f"{file.name}.lock")):
        _bring_up_to_date(engine, writer, file)


def check(engine: Engine) -> None:
    """Raises UserError where the tables aren't PushDesk's, or a newer program's."""
    current = _revision(engine)
    every = Base.metadata.tables
    # What an older one doesn't have yet, the steps make; its settings say which key is its own.
    needed = every.values() if current == HEAD else [every["setting"]]
    if current is None or not _has(engine, needed):
        raise UserError(
            _("This is no database of PushDesk."),
            _("Tables are missing in it."),
            _("Choose the file that “pushdesk backup” has written."),
        )
    if current != HEAD:
        from pushdesk.store import upgrade  # noqa: PLC0415 - as below

        upgrade.refuse_newer(current)


def _bring_up_to_date(engine: Engine, writer: Engine, file: Path | None) -> None:
    current = _revision(engine)
    if current != HEAD:
        # Loading Alembic takes longer than all else at the start, and is seldom needed.
        from pushdesk.store import upgrade  # noqa: PLC0415

        upgrade.run(writer, file, current)


def _revision(engine: Engine) -> str | None:
    """None for a database that is empty or somebody else's."""
    with engine.connect() as connection:
        known = inspect(connection).has_table("alembic_version")
        return connection.scalar(text("SELECT version_num FROM alembic_version")) if known else None


def _has(engine: Engine, tables: Iterable[Table]) -> bool:
    found = inspect(engine).get_multi_columns()
    return all(
        {column.name for column in table.columns}
        <= {column["name"] for column in found.get((None, table.name), [])}
        for table in tables
    )
