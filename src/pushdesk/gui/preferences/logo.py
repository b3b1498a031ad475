"""The venue's logo: shown, chosen, taken away."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from pushdesk.errors import Cancelled, UserError
from pushdesk.gui.program import Parts
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.dressing import column, label, row
from pushdesk.i18n import _
from pushdesk.services import venues
from pushdesk.services.context import Context
from pushdesk.services.venues import Venue

_LARGEST = 2 * 1024 * 1024
_SHOWN = QSize(72, 72)


class Logo(QWidget):
    changed = Signal()

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self._parts = parts
        self._picture = QLabel()
        self._picture.setProperty("role", "tag")
        self._picture.setFixedSize(_SHOWN + QSize(24, 24))
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.choose = button(parts.theme, _("Choose …"), "image")
        self.take_away = button(parts.theme, _("Remove"), "trash")
        self.told = label(_("Printed on the poster and shown to guests."), "small", wrap=True)
        self.choose.clicked.connect(self._choose)
        self.take_away.clicked.connect(lambda: self._save(None))
        buttons = column(label(_("Logo"), "strong"), row(self.choose, self.take_away, 1), self.told)
        self.setLayout(row(self._picture, buttons, gap=16))
        self.show_logo(None)

    def show_logo(self, logo: bytes | None) -> None:
        picture = QPixmap()
        if logo is not None and picture.loadFromData(logo):
            self._picture.setPixmap(
                picture.scaled(
                    _SHOWN,
                    Qt.AspectRatioMode.KeepAspectRatio,
                    Qt.TransformationMode.SmoothTransformation,
                )
            )
        else:
            self._picture.setText(_("none"))
        self.take_away.setEnabled(logo is not None)

    def _choose(self) -> None:
        try:
            self._save(self._parts.files.open_picture(self))
        except Cancelled:
            return

    def _save(self, file: Path | None) -> None:
        ctx = self._parts.ctx
        self._parts.background.run(
            lambda: _store(ctx, file), lambda _venue: self.changed.emit(), self, self._refused
        )

    def _refused(self, error: UserError) -> None:
        self.told.setText(str(error))


def _store(ctx: Context, file: Path | None) -> Venue:
    logo = None if file is None else _read(file)
    return venues.save(ctx, venues.get(ctx).name, logo)


def _read(file: Path) -> bytes:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise UserError(
            _("This picture can't be opened."),
            _("The system says: {told}.").format(told=error.strerror),
            _("Choose another one."),
        ) from error
    if len(data) > _LARGEST:
        raise UserError(_("This logo is too large."), "", _("Choose a picture of less than 2 MB."))
    return data
