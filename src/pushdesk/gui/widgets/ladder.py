"""The truth ladder: sent, on the phone, seen, each with its seconds after the click."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets import states
from pushdesk.gui.widgets.icons import pixmap
from pushdesk.gui.widgets.states import Rung
from pushdesk.i18n import _

_DISC = 36
_ICON = 20
_WORD = 160
_HEIGHT = 84


class Ladder(QWidget):
    """A reached rung is a filled disc with a tick's colour; the others wait as rings."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rungs: tuple[Rung, ...] = ()
        self._colour = "green"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    @property
    def rungs(self) -> tuple[Rung, ...]:
        return self._rungs

    def show_rungs(self, rungs: Sequence[Rung], colour: str) -> None:
        """`colour` (a field of Colours) is that of the rungs that are reached."""
        if (tuple(rungs), colour) == (self._rungs, self._colour):
            return
        self._rungs, self._colour = tuple(rungs), colour
        self.setAccessibleName(_("How far the call has come"))
        self.setAccessibleDescription(states.in_words(rungs))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(360, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._rungs:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_rails(painter)
            for number, rung in enumerate(self._rungs):
                self._paint_disc(painter, self._centre(number), rung)
                self._paint_words(painter, self._centre(number), rung)

    def _centre(self, number: int) -> QPointF:
        width = self.width() / len(self._rungs)
        return QPointF(width * (number + 0.5), _DISC / 2 + 2)

    def _tone(self, *, reached: bool) -> QColor:
        return QColor(getattr(self._theme.colours, self._colour if reached else "edge"))

    def _paint_rails(self, painter: QPainter) -> None:
        for number, rung in enumerate(self._rungs[1:], 1):
            left, right = self._centre(number - 1), self._centre(number)
            painter.setPen(QPen(self._tone(reached=rung.seconds is not None), 4))
            gap = QPointF(_DISC / 2 + 6, 0)
            painter.drawLine(left + gap, right - gap)

    def _paint_disc(self, painter: QPainter, centre: QPointF, rung: Rung) -> None:
        reached = rung.seconds is not None
        painter.setPen(QPen(self._tone(reached=reached), 2.5))
        painter.setBrush(self._tone(reached=True) if reached else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(centre, _DISC / 2 - 1, _DISC / 2 - 1)
        colour = self._theme.colours.card if reached else self._theme.colours.soft
        drawn = pixmap(rung.icon, colour, _ICON, self.devicePixelRatioF())
        painter.drawPixmap(centre - QPointF(_ICON / 2, _ICON / 2), drawn)

    def _paint_words(self, painter: QPainter, centre: QPointF, rung: Rung) -> None:
        colours = self._theme.colours
        reached = rung.seconds is not None
        self._write(painter, centre, _DISC + 5, rung.word, colours.ink if reached else colours.soft)
        if rung.seconds is not None:
            text = states.seconds(rung.seconds)
            self._write(painter, centre, _DISC + 24, text, colours.ink, bold=True)

    def _write(
        self,
        painter: QPainter,
        centre: QPointF,
        top: int,
        text: str,
        colour: str,
        *,
        bold: bool = False,
    ) -> None:
        font = self.font()
        font.setPixelSize(SIZES.name if bold else SIZES.small)
        font.setBold(bold)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        place = QRectF(centre.x() - _WORD / 2, top, _WORD, 26)
        painter.drawText(place, Qt.AlignmentFlag.AlignHCenter, text)
