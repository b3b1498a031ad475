"""The file of a backup: a zip archive of the database, the keys and a word about itself."""

import contextlib
import errno
import json
import os
import re
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import pushdesk
from pushdesk.errors import Unavailable, UserError
from pushdesk.i18n import _
from pushdesk.keys import RECEIPT_FILE, VAPID_FILE

DATABASE = "pushdesk.db"
KEYS = (VAPID_FILE, RECEIPT_FILE)
_ABOUT = "about.json"
_MOST_KEY_BYTES = 64 * 1024

# What the standard library answers to archives that are damaged, encrypted or made up.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    RuntimeError,
    ValueError,
    OverflowError,
)
_PACKED = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_NO_SPACE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def pack(target: Path, files: Mapping[str, Path], now: datetime) -> None:
    """Writes the files whole or not at all, readable by their owner only; raises UserError."""
    try:
        _sweep(target)
        _pack(target, files, now)
    except OSError as error:
        raise UserError(
            _("The backup could not be written."),
            _("The system says: {reason}.").format(reason=error.strerror),
            _("Choose another place for it."),
        ) from error


def unpack(source: Path, folder: Path) -> None:
    """Raises UserError where it is no backup, Unavailable where it doesn't fit on the disk."""
    try:
        with zipfile.ZipFile(source) as archive:
            _check_sizes(archive, folder)
            for name in (DATABASE, *KEYS):
                _extract(archive, name, folder / name)
    except _BROKEN as error:
        raise _no_backup(source) from error
    except OSError as error:
        raise (_no_space() if error.errno in _NO_SPACE else _no_backup(source)) from error


def _pack(target: Path, files: Mapping[str, Path], now: datetime) -> None:
    # mkstemp follows no link, and its file is its owner's alone.
    descriptor, name = tempfile.mkstemp(".part", f".{target.name}.", target.parent)
    draft = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            _write(stream, files, now)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def _write(stream: BinaryIO, files: Mapping[str, Path], now: datetime) -> None:
    about = {"program": "PushDesk", "version": pushdesk.__version__, "at": now.isoformat()}
    # A computer without a clock starts in 1970, ten years before zip's own time does.
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as archive:
        archive.writestr(zipfile.ZipInfo(_ABOUT), json.dumps(about))
        for name, file in files.items():
            archive.write(file, name)


def _sweep(target: Path) -> None:
    """Drafts of this backup that a crash has left; others' files of such a name stay."""
    draft = re.compile(rf"\.{re.escape(target.name)}\.[a-z0-9_]{{8}}\.part")
    for file in target.parent.iterdir():
        if draft.fullmatch(file.name):
            with contextlib.suppress(PermissionError):
                file.unlink()


def _check_sizes(archive: zipfile.ZipFile, folder: Path) -> None:
    """What an archive says of its sizes is the most that is ever read of it."""
    if any(archive.getinfo(name).file_size > _MOST_KEY_BYTES for name in KEYS):
        raise zipfile.BadZipFile
    if any(archive.getinfo(name).compress_type not in _PACKED for name in (DATABASE, *KEYS)):
        raise zipfile.BadZipFile
    if archive.getinfo(DATABASE).file_size > shutil.disk_usage(folder).free:
        raise _no_space()


def _extract(archive: zipfile.ZipFile, name: str, target: Path) -> None:
    with archive.open(name) as member, target.open("xb") as file:
        shutil.copyfileobj(member, file)
        file.flush()
        os.fsync(file.fileno())
    target.chmod(0o600)


def _no_backup(source: Path) -> UserError:
    return UserError(
        _("{file} is no backup of PushDesk.").format(file=source),
        _("It can't be read, or a part is missing."),
        _("Choose the file that “pushdesk backup” has written."),
    )


def _no_space() -> Unavailable:
    return Unavailable(
        _("There is no room on the disk to unpack this backup."),
        "",
        _("Free some space and do it again. Nothing was changed."),
    )
