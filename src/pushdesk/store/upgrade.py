"""Runs the steps that bring a database's tables to this version."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from pushdesk.errors import UserError
from pushdesk.i18n import _
from pushdesk.store import sqlite


def run(writer: Engine, file: Path | None, current: str | None) -> None:
    """`current` is the database's revision, None for an empty one.

    Raises UserError where a newer program has written it.
    """
    config = _config()
    if current is not None:
        refuse_newer(current)
        if file is not None:
            sqlite.copy(file, file.with_name(f"{file.name}.before-{head(config)}"))
    with writer.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def head(config: Config) -> str | None:
    return ScriptDirectory.from_config(config).get_current_head()


def refuse_newer(current: str) -> None:
    """Raises UserError for a revision that this program doesn't know."""
    steps = ScriptDirectory.from_config(_config()).walk_revisions()
    if current not in {step.revision for step in steps}:
        raise UserError(
            _("This data was written by a newer PushDesk."),
            _("An older program could damage what it doesn't know."),
            _("Install the newest PushDesk, or use another folder with --data-dir."),
        )


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config
