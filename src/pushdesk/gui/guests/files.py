"""Lists of guests as files: read with a dry run, and written."""

from pathlib import Path

from pushdesk.errors import UserError
from pushdesk.i18n import _
from pushdesk.services import guest_export, guest_lists
from pushdesk.services.context import Context
from pushdesk.services.guest_lists import Plan


def read(ctx: Context, file: Path) -> Plan:
    """What each line would do; raises UserError for a file that can't be read."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise UserError(
            _("“{name}” can't be read.").format(name=file.name),
            _("The system says: {told}.").format(told=error.strerror),
            _("Choose another file."),
        ) from error
    return guest_lists.read(ctx, data)


def write(ctx: Context, file: Path) -> Path:
    """Every guest, with the mark by which spreadsheets know UTF-8; raises UserError."""
    try:
        with file.open("w", encoding="utf-8-sig", newline="") as out:
            guest_export.write(ctx, out.write)
    except OSError as error:
        raise UserError(
            _("The list was not saved."),
            _("The system says: {told}.").format(told=error.strerror),
            _("Choose another folder."),
        ) from error
    return file
