"""One file that holds everything: the guests, the outbox, and the key that reaches them."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pushdesk.domain.staff import Permission
from pushdesk.errors import Refused, Unavailable, UserError
from pushdesk.i18n import _
from pushdesk.paths import DataDir
from pushdesk.runtime.data_lock import DataLock, Use
from pushdesk.services import backup_file, venue_keys
from pushdesk.services.backup_file import DATABASE, KEYS
from pushdesk.services.context import Context
from pushdesk.store import open_copy, sqlite

_WORKSHOP = "unfinished-"
# In the data folder; holds the moment of the latest backup.
_LATEST = "last-backup"


@dataclass(frozen=True)
class Restored:
    """`kept` is where the data that was replaced has gone; None where there was none."""

    kept: Path | None


def backup(data_dir: DataDir, target: Path, now: datetime) -> None:
    """Writes the file whole or not at all, readable by its owner only; others may go on working.

    Raises UserError, also where what is there could not be restored.
    """
    if not data_dir.database.exists():
        raise UserError(
            _("There is nothing to back up yet."),
            _("{path} holds no data.").format(path=data_dir.root),
            _("Start PushDesk once, or name the right folder with --data-dir."),
        )
    _check_target(data_dir, target)
    with DataLock(data_dir, Use.COPY), _workshop(data_dir) as folder:
        copy = folder / DATABASE
        sqlite.copy(data_dir.database, copy)
        _check_copy(copy, data_dir.keys)
        files = {name: data_dir.keys / name for name in KEYS}
        backup_file.pack(target, {DATABASE: copy, **files}, now)
        (data_dir.root / _LATEST).write_text(now.isoformat())


def save_copy(ctx: Context, target: Path) -> Path:
    """`backup` as asked for at the desk, while it goes on working. Raises UserError."""
    ctx.require(Permission.PREFERENCES)
    if ctx.store.file is None:
        raise Refused(
            _("PushDesk can't copy this data."),
            _("It is kept by a database server."),
            _("Let the server make its own backups, and copy the folder of the keys."),
        )
    backup(DataDir(ctx.store.file.parent), target, ctx.clock.now())
    return target


def latest(ctx: Context) -> datetime | None:
    """When the latest backup was made here, wherever it is now; None for never."""
    folder = ctx.store.file and ctx.store.file.parent
    if not folder or not (folder / _LATEST).exists():
        return None
    return datetime.fromisoformat((folder / _LATEST).read_text())


def restore(data_dir: DataDir, source: Path, now: datetime) -> Restored:
    """Puts a backup in place of what is there, which is kept beside it.

    Raises UserError where the file is no sound backup or a program has the data open; nothing is
    touched then.
    """
    with DataLock(data_dir, Use.REPLACE, 1.0), _workshop(data_dir) as folder:
        backup_file.unpack(source, folder)
        _check_unpacked(folder)
        try:
            return Restored(_exchange(data_dir, folder, now))
        except OSError as error:
            raise Unavailable(
                _("The backup could not be put in place."),
                _("The system says: {reason}.").format(reason=error.strerror),
                _(
                    "Allow writing in {folder} and do it again; what was there is kept in it."
                ).format(folder=data_dir.root),
            ) from error


def _check_target(data_dir: DataDir, target: Path) -> None:
    if not target.name or (target.exists() and not target.is_file()):
        raise UserError(
            _("{file} can't be replaced by a backup.").format(file=target),
            _("It is a folder or a device."),
            _("Name a file, such as venue.backup."),
        )
    if target.resolve().is_relative_to(data_dir.root.resolve()):
        raise UserError(
            _("The backup can't be in PushDesk's own data folder."),
            _("What takes the data would take the backup along."),
            _("Choose another place, best on another disk."),
        )


def _check_copy(copy: Path, keys: Path) -> None:
    if not sqlite.is_sound(copy):
        raise UserError(
            _("The database is damaged, so no backup was made of it."),
            "",
            _("Keep your older backups, and run: pushdesk restore FILE with the latest."),
        )
    with closing(open_copy(copy)) as store:
        venue_keys.check(keys, store)


def _check_unpacked(folder: Path) -> None:
    if not sqlite.is_sound(folder / DATABASE):
        raise _unfit(_("Its database is damaged."))
    with closing(open_copy(folder / DATABASE)) as store:
        try:
            venue_keys.check(folder, store)
        except UserError as error:
            raise _unfit(_("Its keys are damaged, or not those of its database.")) from error


def _unfit(why: str) -> UserError:
    return UserError(
        _("This backup can't be put in place."),
        why,
        _("Choose an older backup. Nothing was changed."),
    )


@contextmanager
def _workshop(data_dir: DataDir) -> Iterator[Path]:
    """A folder for unfinished things; the lock's holder removes what a crash has left of others."""
    try:
        for left in data_dir.root.glob(f"{_WORKSHOP}*"):
            shutil.rmtree(left)
        folder = tempfile.TemporaryDirectory(prefix=_WORKSHOP, dir=data_dir.root)
    except OSError as error:
        raise Unavailable(
            _("PushDesk can't write in its folder {path}.").format(path=data_dir.root),
            _("The system says: {reason}.").format(reason=error.strerror),
            _("Allow writing there, or free some space."),
        ) from error
    with folder as path:
        yield Path(path)


def _exchange(data_dir: DataDir, folder: Path, now: datetime) -> Path | None:
    """At no moment is there an empty place in which a start would make a new key."""
    kept = _set_aside(data_dir, now)
    (folder / DATABASE).replace(data_dir.database)
    data_dir.keys.mkdir(mode=0o700)
    for name in KEYS:
        (folder / name).replace(data_dir.keys / name)
    return kept


def _set_aside(data_dir: DataDir, now: datetime) -> Path | None:
    """All but the old database's place, which the new one takes in one step."""
    database = data_dir.database
    moved = (data_dir.keys, *(database.with_name(DATABASE + end) for end in ("-wal", "-shm")))
    present = [path for path in moved if path.exists()]
    if not present and not database.exists():
        return None
    kept = Path(tempfile.mkdtemp(prefix=f"before-restore-{now:%Y%m%d-%H%M%S}-", dir=data_dir.root))
    for path in present:
        path.replace(kept / path.name)
    if database.exists():
        (kept / DATABASE).hardlink_to(database)
    return kept
