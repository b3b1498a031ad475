"""Brings a database to the tables of this version, after a copy of it was made."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from pushdesk.errors import UserError
from pushdesk.i18n import _
from pushdesk.store import sqlite


def upgrade(engine: Engine, file: Path | None) -> None:
    """`file` is copied beside itself before its tables change."""
    config = _config()
    scripts = ScriptDirectory.from_config(config)
    head = scripts.get_current_head()
    with engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    if current == head:
        return
    if current is not None:
        _refuse_newer(scripts, current)
        if file is not None:
            sqlite.copy(file, file.with_name(f"{file.name}.before-{head}"))
    with engine.execution_options(pushdesk_write=True).begin() as connection:
        _run(config, connection)


def _refuse_newer(scripts: ScriptDirectory, current: str) -> None:
    known = {script.revision for script in scripts.walk_revisions()}
    if current not in known:
        raise UserError(
            _("This data was written by a newer PushDesk."),
            _("An older program could damage what it doesn't know."),
            _("Install the newest PushDesk, or use another folder with --data-dir."),
        )


def _run(config: Config, connection: Connection) -> None:
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config
