"""A QR code on white, sharp at any size and never dimmed by the dark theme."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from pushdesk.gui.theme import SIZES


class QrView(QWidget):
    """Shows a PNG with its quiet zone, square, as large as there is room."""

    def __init__(self, name: str, smallest: int = 160) -> None:
        super().__init__()
        self._picture = QPixmap()
        self._smallest = smallest
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def is_empty(self) -> bool:
        return self._picture.isNull()

    def show_png(self, png: bytes) -> None:
        self._picture.loadFromData(png, "PNG")
        self.update()

    def clear(self) -> None:
        self._picture = QPixmap()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._smallest, self._smallest)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._smallest, self._smallest)

    def paintEvent(self, _event: QPaintEvent) -> None:
        side = min(self.width(), self.height())
        place = QRect((self.width() - side) // 2, (self.height() - side) // 2, side, side)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor("white"))
            painter.drawRoundedRect(place, SIZES.radius, SIZES.radius)
            if not self._picture.isNull():
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                painter.drawPixmap(place.adjusted(4, 4, -4, -4), self._picture)
