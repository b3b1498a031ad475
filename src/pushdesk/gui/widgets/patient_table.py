"""A table that shows grey lines where rows will be, once they are long in coming."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QTableView

from pushdesk.i18n import _

_HEIGHT = 16
_PADDING = 12


class PatientTable(QTableView):
    """What a screen reader says of it tells that it waits."""

    def __init__(self) -> None:
        super().__init__()
        self.is_waiting = False

    def wait(self, waits: bool) -> None:
        if waits == self.is_waiting:
            return
        self.is_waiting = waits
        self.setAccessibleDescription(_("Loading …") if waits else "")
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.is_waiting:
            super().paintEvent(event)
            return
        with QPainter(self.viewport()) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.palette().alternateBase())
            for top in range(0, self.viewport().height(), self._row()):
                for place in self._places(top + (self._row() - _HEIGHT) / 2):
                    painter.drawRoundedRect(place, _HEIGHT / 3, _HEIGHT / 3)

    def _row(self) -> int:
        return self.verticalHeader().defaultSectionSize()

    def _places(self, top: float) -> list[QRectF]:
        """One in each column, as wide as a short text."""
        heads = self.horizontalHeader()
        return [
            QRectF(
                heads.sectionViewportPosition(number) + _PADDING,
                top,
                max(0, heads.sectionSize(number) * 0.6 - _PADDING),
                _HEIGHT,
            )
            for number in range(heads.count())
            if not heads.isSectionHidden(number)
        ]
