"""Icons of the Phosphor family, in the theme's colours and recoloured when it changes."""

import qtawesome  # type: ignore[import-untyped]  # the library ships no types
from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from pushdesk.gui.theme import Theme


def icon(name: str, colour: str) -> QIcon:
    drawn: QIcon = qtawesome.icon(f"ph.{name}", color=colour)
    return drawn


def pixmap(name: str, colour: str, size: int, ratio: float = 1.0, gap: int = 0) -> QPixmap:
    """With a gap to its right, which Qt's buttons leave out between picture and words."""
    key = f"pushdesk {name} {colour} {size} {ratio} {gap}"
    kept = QPixmap()
    if QPixmapCache.find(key, kept):
        return kept
    drawn = _draw(name, colour, size, ratio, gap)
    QPixmapCache.insert(key, drawn)
    return drawn


def _draw(name: str, colour: str, size: int, ratio: float, gap: int) -> QPixmap:
    drawn = icon(name, colour).pixmap(QSize(size, size), ratio)
    drawn.setDevicePixelRatio(ratio)
    if not gap:
        return drawn
    canvas = QPixmap(QSize(size + gap, size) * ratio)
    canvas.setDevicePixelRatio(ratio)
    canvas.fill(Qt.GlobalColor.transparent)
    with QPainter(canvas) as painter:
        painter.drawPixmap(0, 0, drawn)
    return canvas


class Wear(QObject):
    """Keeps a button's icon in the colour that the theme has for `role` (a field of Colours)."""

    def __init__(
        self,
        button: QAbstractButton,
        theme: Theme,
        name: str,
        role: str = "ink",
        size: int = 22,
        gap: int = 0,
    ) -> None:
        super().__init__(button)
        self._button, self._theme, self._name, self._role = button, theme, name, role
        self._size, self._gap = size, gap
        button.setIconSize(QSize(size + gap, size))
        theme.changed.connect(self._draw)
        self._draw()

    def change(self, name: str, role: str) -> None:
        if (name, role) != (self._name, self._role):
            self._name, self._role = name, role
            self._draw()

    def _draw(self) -> None:
        colour: str = getattr(self._theme.colours, self._role)
        made = QIcon()
        for ratio in (1.0, 2.0):
            made.addPixmap(pixmap(self._name, colour, self._size, ratio, self._gap))
        self._button.setIcon(made)


class IconLabel(QLabel):
    """A picture beside a text that says the same, so it has no name of its own."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        role: str = "soft",
        size: int = 24,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._name, self._role, self._size = theme, name, role, size
        self.setFixedSize(size, size)
        theme.changed.connect(self._draw)
        self._draw()

    def change(self, name: str, role: str) -> None:
        self._name, self._role = name, role
        self._draw()

    def _draw(self) -> None:
        colour: str = getattr(self._theme.colours, self._role)
        self.setPixmap(pixmap(self._name, colour, self._size, self.devicePixelRatioF()))
