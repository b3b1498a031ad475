"""One running desk or server for each data folder, and where its portal listens."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from pushdesk.errors import UserError
from pushdesk.i18n import _
from pushdesk.paths import DataDir


@dataclass(frozen=True)
class Running:
    """What a running program says of itself."""

    pid: int
    url: str


class AlreadyRunning(UserError):
    def __init__(self, running: Running | None) -> None:
        self.running = running
        super().__init__(
            _("PushDesk is already running with this data."),
            _("Two programs would answer the same guests."),
            _("Use the window that is open, or choose another folder with --data-dir."),
        )


class Instance:
    """The lock dies with its process, so a crash never keeps the next start out."""

    def __init__(self, data_dir: DataDir) -> None:
        self._marker = data_dir.instance
        self._lock = FileLock(data_dir.lock)

    def claim(self) -> None:
        """Raises AlreadyRunning."""
        try:
            self._lock.acquire(timeout=0)
        except Timeout as error:
            raise AlreadyRunning(_read(self._marker)) from error

    def running(self) -> Running | None:
        """What runs on this data in another process; a crash's leftover marker doesn't count."""
        if self._lock.is_locked:
            return None
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            return _read(self._marker)
        self._lock.release()
        return None

    def announce(self, url: str) -> None:
        temporary = self._marker.with_suffix(".new")
        temporary.write_text(json.dumps(asdict(Running(os.getpid(), url))), encoding="utf-8")
        temporary.replace(self._marker)

    def release(self) -> None:
        if self._lock.is_locked:
            self._marker.unlink(missing_ok=True)
            self._lock.release()


def _read(marker: Path) -> Running | None:
    """None where the marker is not there yet."""
    try:
        return Running(**json.loads(marker.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
