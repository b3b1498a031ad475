"""What a drop or the clipboard holds, as a question for a scan service."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData
from PySide6.QtGui import QImage

from pushdesk.errors import UserError
from pushdesk.i18n import _
from pushdesk.services import scans


def code_in(mime: QMimeData) -> Callable[[], str] | None:
    """A function for the background that gives the code's text or raises UserError.

    None where the data can hold no code.
    """
    files = [url.toLocalFile() for url in mime.urls() if url.isLocalFile()]
    if files:
        return lambda: read_file(Path(files[0]))
    if mime.hasImage():
        png = _png(mime.imageData())
        return lambda: scans.read_picture(png)
    text = mime.text().strip()
    return (lambda: text) if text else None


def read_file(file: Path) -> str:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise UserError(
            _("This picture can't be opened."),
            _("The system says: {told}.").format(told=error.strerror),
            _("Choose another one, or type the ID."),
        ) from error
    return scans.read_picture(data)


def _png(picture: object) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if isinstance(picture, QImage):
        picture.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub knows text formats only as bytes
    return bytes(buffer.data().data())
