"""Where PushDesk keeps its files."""

import os
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

from pushdesk.errors import UserError

DATA_DIR_VARIABLE = "PUSHDESK_DATA_DIR"


@dataclass(frozen=True)
class DataDir:
    """One venue's folder: database, keys, logs and the marker of the running program."""

    root: Path

    @property
    def database(self) -> Path:
        return self.root / "pushdesk.db"

    @property
    def keys(self) -> Path:
        return self.root / "keys"

    @property
    def log(self) -> Path:
        return self.root / "logs" / "pushdesk.log"

    @property
    def lock(self) -> Path:
        return self.root / "instance.lock"

    @property
    def data_lock(self) -> Path:
        return self.root / "data.lock"

    @property
    def instance(self) -> Path:
        return self.root / "instance.url"


def resource_root() -> Path:
    """In a checkout the resources stand at the top level; the wheel carries them in the package."""
    package = Path(__file__).parent
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent.parent / "resources"


def open_data_dir(chosen: Path | None = None) -> DataDir:
    """The folder named by the caller, else by PUSHDESK_DATA_DIR, else the system's place for it.

    An empty variable names none. Raises UserError where the folder cannot be made or written.
    """
    variable = os.environ.get(DATA_DIR_VARIABLE)
    named = Path(variable) if variable else user_data_path("pushdesk", appauthor=False)
    root = chosen or named
    try:
        root.mkdir(parents=True, exist_ok=True, mode=0o700)
        (root / "logs").mkdir(exist_ok=True, mode=0o700)
    except OSError as error:
        raise UserError(
            f"PushDesk can't use the folder {root}.",
            f"The system says: {error.strerror}.",
            "Choose another folder with --data-dir.",
        ) from error
    return DataDir(root)
