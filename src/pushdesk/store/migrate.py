"""Whether a database has the tables of this version; `upgrade` changes those that don't."""

from pathlib import Path

from filelock import FileLock
from sqlalchemy import Engine, inspect, text

from pushdesk.errors import UserError
from pushdesk.i18n import _
from pushdesk.store.tables import Base

# The newest step in migrations/versions.
HEAD = "0002"


def bring_up_to_date(engine: Engine, file: Path | None) -> None:
    """`file` is copied beside itself before its tables change; one process at a time."""
    if file is None:
        _bring_up_to_date(engine, None)
        return
    with FileLock(file.with_name(f"{file.name}.lock")):
        _bring_up_to_date(engine, file)


def check(engine: Engine) -> None:
    """Raises UserError where the tables aren't PushDesk's, or a newer program's."""
    current = _revision(engine)
    if current == HEAD and _has_all_tables(engine):
        return
    if current in {None, HEAD}:
        raise UserError(
            _("This is no database of PushDesk."),
            _("Tables are missing in it."),
            _("Choose the file that “pushdesk backup” has written."),
        )
    from pushdesk.store import upgrade  # noqa: PLC0415 - as below

    upgrade.refuse_newer(str(current))


def _bring_up_to_date(engine: Engine, file: Path | None) -> None:
    current = _revision(engine)
    if current != HEAD:
        # Loading Alembic takes longer than all else at the start, and is seldom needed.
        from pushdesk.store import upgrade  # noqa: PLC0415

        upgrade.run(engine, file, current)


def _revision(engine: Engine) -> str | None:
    """None for a database that is empty or somebody else's."""
    with engine.connect() as connection:
        known = inspect(connection).has_table("alembic_version")
        return connection.scalar(text("SELECT version_num FROM alembic_version")) if known else None


def _has_all_tables(engine: Engine) -> bool:
    found = inspect(engine).get_multi_columns()
    return all(
        {column.name for column in table.columns}
        <= {column["name"] for column in found.get((None, table.name), [])}
        for table in Base.metadata.sorted_tables
    )
