"""How far a long piece of work has come, in the theme's colours."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from pushdesk.gui.theme import Theme
from pushdesk.i18n import _

_HEIGHT = 12


class ProgressBar(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._done, self._all = 0, 1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_progress(self, done: int, of_all: int) -> None:
        self._done, self._all = done, max(1, of_all)
        self.setAccessibleName(_("{done} of {all} lines").format(done=done, all=of_all))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        share = min(1.0, self._done / self._all)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            for width, colour in ((1.0, "sunken"), (share, "accent")):
                painter.setBrush(QColor(getattr(self._theme.colours, colour)))
                place = QRectF(0, 0, self.width() * width, self.height())
                painter.drawRoundedRect(place, self.height() / 2, self.height() / 2)
