"""Numbers of days as small bars, in the theme's colours."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from pushdesk.gui.theme import SIZES, Theme

_HEIGHT = 144
_FOOT = 28
_HEAD = 24
_GAP = 0.25
_LEAST = 3


@dataclass(frozen=True)
class Bar:
    name: str
    number: int


class Bars(QWidget):
    """The first and the last are named below; the highest has its number on top."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._bars: tuple[Bar, ...] = ()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    @property
    def bars(self) -> tuple[Bar, ...]:
        return self._bars

    def show_bars(self, bars: Sequence[Bar]) -> None:
        self._bars = tuple(bars)
        told = ", ".join(f"{bar.name}: {bar.number:,}" for bar in bars if bar.number)
        self.setAccessibleDescription(told)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(360, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._bars:
            return
        most = max(1, *(bar.number for bar in self._bars))
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for number, bar in enumerate(self._bars):
                self._paint_bar(painter, number, bar.number / most)
            self._paint_names(painter)

    def _paint_bar(self, painter: QPainter, number: int, share: float) -> None:
        colours = self._theme.colours
        width = self.width() / len(self._bars)
        height = max(_LEAST, share * (self.height() - _FOOT - _HEAD))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent if share else colours.edge))
        place = QRectF(
            number * width + width * _GAP / 2, self.height() - _FOOT - height,
            width * (1 - _GAP), height,
        )  # fmt: skip
        painter.drawRoundedRect(place, 3, 3)

    def _paint_names(self, painter: QPainter) -> None:
        painter.setPen(QColor(self._theme.colours.soft))
        font = self.font()
        font.setPixelSize(SIZES.small)
        painter.setFont(font)
        foot = QRectF(0, self.height() - _FOOT + 6, self.width(), _FOOT - 6)
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft, self._bars[0].name)
        painter.drawText(foot, Qt.AlignmentFlag.AlignRight, self._bars[-1].name)
        highest = max(self._bars, key=lambda bar: bar.number)
        if not highest.number:
            return
        width = self.width() / len(self._bars)
        centre = (self._bars.index(highest) + 0.5) * width
        head = QRectF(centre - 40, 0, 80, _HEAD)
        head.moveLeft(min(max(0.0, head.left()), self.width() - head.width()))
        painter.drawText(head, Qt.AlignmentFlag.AlignHCenter, f"{highest.number:,}")
