"""One file that holds everything: the guests, the outbox, and the key that reaches them."""

import json
import os
import shutil
import tempfile
import zipfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pushdesk
from pushdesk.errors import UserError
from pushdesk.i18n import _
from pushdesk.keys import RECEIPT_FILE, VAPID_FILE
from pushdesk.paths import DataDir
from pushdesk.store import sqlite

_DATABASE = "pushdesk.db"
_ABOUT = "about.json"
_KEYS = (VAPID_FILE, RECEIPT_FILE)


@dataclass(frozen=True)
class Restored:
    """`kept` is where the data that was replaced has gone; None where there was none."""

    kept: Path | None


def backup(data_dir: DataDir, target: Path, now: datetime) -> None:
    """Writes the file whole or not at all, readable by its owner only; others may go on working."""
    if not data_dir.database.exists():
        raise UserError(
            _("There is nothing to back up yet."),
            _("{path} holds no data.").format(path=data_dir.root),
            _("Start PushDesk once, or name the right folder with --data-dir."),
        )
    draft = target.with_name(f"{target.name}.part")
    try:
        _write(data_dir, draft, now)
        draft.replace(target)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise UserError(
            _("The backup could not be written."),
            _("The system says: {reason}.").format(reason=error.strerror),
            _("Choose another place for it."),
        ) from error


def restore(data_dir: DataDir, source: Path, now: datetime) -> Restored:
    """Puts a backup in place of what is there, which is kept beside it.

    The caller holds the instance lock. Raises UserError where the file is no sound backup;
    nothing is touched then.
    """
    with tempfile.TemporaryDirectory(dir=data_dir.root) as folder:
        unpacked = Path(folder)
        _unpack(source, unpacked)
        kept = _set_aside(data_dir, now)
        data_dir.keys.mkdir(mode=0o700, exist_ok=True)
        for name in _KEYS:
            (unpacked / name).chmod(0o600)
            (unpacked / name).replace(data_dir.keys / name)
        (unpacked / _DATABASE).replace(data_dir.database)
    return Restored(kept)


def _write(data_dir: DataDir, draft: Path, now: datetime) -> None:
    about = {"program": "PushDesk", "version": pushdesk.__version__, "at": now.isoformat()}
    with tempfile.TemporaryDirectory(dir=data_dir.root) as folder:
        copy = Path(folder) / _DATABASE
        sqlite.copy(data_dir.database, copy)
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with (
            os.fdopen(descriptor, "wb") as stream,
            zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive,
        ):
            archive.writestr(_ABOUT, json.dumps(about))
            archive.write(copy, _DATABASE)
            for name in _KEYS:
                archive.write(data_dir.keys / name, name)


def _unpack(source: Path, folder: Path) -> None:
    try:
        with zipfile.ZipFile(source) as archive:
            for name in (_DATABASE, *_KEYS):
                with archive.open(name) as member, (folder / name).open("wb") as file:
                    shutil.copyfileobj(member, file)
    except (OSError, KeyError, zipfile.BadZipFile) as error:
        raise UserError(
            _("{file} is no backup of PushDesk.").format(file=source),
            _("It can't be read, or a part is missing."),
            _("Choose the file that “pushdesk backup” has written."),
        ) from error
    if not sqlite.is_sound(folder / _DATABASE):
        raise UserError(
            _("The database in this backup is damaged."),
            "",
            _("Choose an older backup. Nothing was changed."),
        )


def _set_aside(data_dir: DataDir, now: datetime) -> Path | None:
    present = [
        path
        for path in (
            data_dir.database,
            data_dir.database.with_name(_DATABASE + "-wal"),
            data_dir.database.with_name(_DATABASE + "-shm"),
            data_dir.keys,
        )
        if path.exists()
    ]
    if not present:
        return None
    kept = data_dir.root / f"before-restore-{now:%Y%m%d-%H%M%S}"
    kept.mkdir(mode=0o700)
    for path in present:
        path.replace(kept / path.name)
    return kept
