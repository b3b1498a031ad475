"""One running desk or server for each data folder, and where its portal listens."""

from pathlib import Path

from filelock import FileLock, Timeout

from pushdesk.errors import UserError
from pushdesk.i18n import _
from pushdesk.paths import DataDir

# Those who only look hold the lock for less than a millisecond.
_LOOK_SECONDS = 0.05
_CLAIM_SECONDS = 1.0
_POLL_SECONDS = 0.005


class AlreadyRunning(UserError):
    def __init__(self) -> None:
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
            self._lock.acquire(timeout=_CLAIM_SECONDS, poll_interval=_POLL_SECONDS)
        except Timeout as error:
            raise AlreadyRunning from error
        self._marker.unlink(missing_ok=True)

    def running(self) -> str | None:
        """The portal's URL in another process that runs on this data."""
        if self._lock.is_locked or not self._marker.exists():
            return None
        try:
            self._lock.acquire(timeout=_LOOK_SECONDS, poll_interval=_POLL_SECONDS)
        except Timeout:
            return _read(self._marker)
        # Nobody holds the lock: a crash has left the marker.
        self._marker.unlink(missing_ok=True)
        self._lock.release()
        return None

    def announce(self, url: str) -> None:
        temporary = self._marker.with_suffix(".new")
        temporary.write_text(url, encoding="utf-8")
        temporary.replace(self._marker)

    def release(self) -> None:
        if self._lock.is_locked:
            self._marker.unlink(missing_ok=True)
            self._lock.release()


def _read(marker: Path) -> str | None:
    """None where the program has ended in between."""
    try:
        return marker.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
