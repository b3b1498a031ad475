"""What each colour means, in words."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from pushdesk.gui.history import bar
from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.dressing import column, label, row

_SIDE = 14


class Legend(QWidget):
    """Each of (word, colour, strength), some in a row; the colours as `bar.colour` mixes them."""

    def __init__(
        self, theme: Theme, entries: Iterable[tuple[str, str, float]], in_a_row: int = 8
    ) -> None:
        super().__init__()
        self._theme = theme
        self._patches: list[tuple[QLabel, str, float]] = []
        pairs = []
        for word, colour, strength in entries:
            patch = QLabel()
            self._patches.append((patch, colour, strength))
            pairs.append(row(patch, label(word, "small"), gap=6))
        rows = [
            row(*pairs[first : first + in_a_row], 1, gap=SIZES.grid * 2)
            for first in range(0, len(pairs), in_a_row)
        ]
        self.setLayout(column(*rows, gap=2))
        theme.changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        for patch, colour, strength in self._patches:
            drawn = QPixmap(_SIDE, _SIDE)
            drawn.fill(Qt.GlobalColor.transparent)
            with QPainter(drawn) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(bar.colour(self._theme.colours, colour, strength))
                painter.drawRoundedRect(drawn.rect(), 4, 4)
            patch.setPixmap(drawn)
