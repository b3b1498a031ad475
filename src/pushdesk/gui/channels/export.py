"""A channel's code on paper and in files."""

import re
from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QImage, QPainter
from PySide6.QtPrintSupport import QPrinter

from pushdesk.errors import UserError
from pushdesk.i18n import _
from pushdesk.services import codes
from pushdesk.services.channels import Channel
from pushdesk.services.context import Context

PIXELS = 1200
_KINDS = (".png", ".svg", ".pdf")


def kinds() -> str:
    """For the file dialog."""
    return ";;".join((_("Poster to print, A5 (*.pdf)"), _("Picture (*.png)"), _("Drawing (*.svg)")))


def file_name(channel: Channel) -> str:
    plain = re.sub(r"[^\w -]", "", channel.name).strip() or channel.alias
    return f"{plain}.pdf"


def save(ctx: Context, alias: str, file: Path) -> Path:
    """The ending of the name decides what is written; raises UserError."""
    kind = file.suffix.lower()
    if kind not in _KINDS:
        raise UserError(
            _("“{name}” can't be saved.").format(name=file.name),
            _("PushDesk writes PDF, PNG and SVG."),
            _("Let the name end in .pdf, .png or .svg."),
        )
    data = _content(ctx, alias, kind)
    try:
        file.write_bytes(data)
    except OSError as error:
        raise UserError(
            _("The code was not saved."),
            _("The system says: {told}.").format(told=error.strerror),
            _("Choose another folder."),
        ) from error
    return file


def print_page(printer: QPrinter, channel: Channel, png: bytes) -> None:
    """Venue, code and channel on one page; runs in the GUI thread, as Qt's printing must."""
    painter = QPainter()
    if not painter.begin(printer):
        raise UserError(
            _("The printer doesn't answer."), "", _("Check the printer, or save a PDF instead.")
        )
    try:
        _draw(painter, QRectF(painter.viewport()), channel, QImage.fromData(png))
    finally:
        painter.end()


def _draw(painter: QPainter, page: QRectF, channel: Channel, code: QImage) -> None:
    side = min(page.width(), page.height()) * 0.7
    place = QRectF((page.width() - side) / 2, (page.height() - side) / 2, side, side)
    painter.drawImage(place, code)
    font = QFont()
    font.setPixelSize(int(page.height() * 0.04))
    font.setBold(True)
    painter.setFont(font)
    above = QRectF(0, 0, page.width(), place.top())
    below = QRectF(0, place.bottom(), page.width(), page.height() - place.bottom())
    painter.drawText(above, Qt.AlignmentFlag.AlignCenter, channel.venue)
    painter.drawText(below, Qt.AlignmentFlag.AlignCenter, channel.name)


def _content(ctx: Context, alias: str, kind: str) -> bytes:
    match kind:
        case ".png":
            return codes.channel_png(ctx, alias, PIXELS)
        case ".svg":
            return codes.channel_svg(ctx, alias)
        case _:
            return codes.channel_poster(ctx, alias)
