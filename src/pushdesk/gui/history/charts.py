"""Bars over time or in steps, drawn by pyqtgraph; read with the mouse or the arrow keys."""

from collections.abc import Sequence
from dataclasses import dataclass

import pyqtgraph as pg  # type: ignore[import-untyped]  # the library ships no types
from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from pushdesk.gui.history import bar, words
from pushdesk.gui.history.legend import Legend
from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.dressing import column, empty, label
from pushdesk.gui.widgets.labels import ElidedLabel
from pushdesk.i18n import _

_WIDTH = 0.8
_AXIS = 28
# More bars than this stand without a gap.
_MANY = 60


@dataclass(frozen=True)
class Series:
    """Negative values go down; `colour` and `strength` as in `bar.colour`."""

    name: str
    colour: str
    values: Sequence[int]
    strength: float = 1.0


class Chart(QFrame):
    """Series on top of each other, or, where they aren't `stacked`, side by side."""

    def __init__(self, theme: Theme, name: str, *, stacked: bool) -> None:
        super().__init__()
        self._theme, self._name, self._stacked = theme, name, stacked
        self._labels: Sequence[str] = ()
        self._series: Sequence[Series] = ()
        self._at = -1
        self._legend = column()
        self._reading = ElidedLabel(role="small")
        self._plot = _plot()
        self._plot.viewport().installEventFilter(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("role", "row")
        self.setAccessibleName(name)
        self._lay_out()
        theme.changed.connect(self._draw)

    @property
    def reading(self) -> str:
        """What the place that is pointed at says."""
        return self._reading.accessibleName()

    def show_series(self, labels: Sequence[str], series: Sequence[Series]) -> None:
        """One label for each value of each series."""
        if [each.name for each in series] != [each.name for each in self._series]:
            empty(self._legend)
            self._legend.addWidget(
                Legend(self._theme, [(each.name, each.colour, each.strength) for each in series], 4)
            )
        self._labels, self._series = labels, series
        self.point_at(min(self._at, len(labels) - 1))
        self._draw()

    def point_at(self, place: int) -> None:
        """Reads out the values there; -1 for none."""
        self._at = place
        self._reading.say(self._told(place) if place >= 0 else self._hint())
        self.setAccessibleDescription(self.reading)
        self._mark.setVisible(place >= 0)
        self._mark.setPos(place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_labels()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is None or not self._labels:
            super().keyPressEvent(event)
            return
        self.point_at(min(max(self._at + step, 0), len(self._labels) - 1))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """The mouse points; its wheel is for the page."""
        if event.type() is QEvent.Type.Wheel:
            event.ignore()
            return True
        if event.type() is QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            self._point(event.position())
        return False

    def _point(self, at: QPointF) -> None:
        x = self._plot.getViewBox().mapSceneToView(self._plot.mapToScene(at.toPoint())).x()
        place = round(x)
        if 0 <= place < len(self._labels):
            self.point_at(place)

    def _lay_out(self) -> None:
        self._mark = pg.InfiniteLine(angle=90, movable=False)
        self._plot.addItem(self._mark)
        canvas: QWidget = self._plot
        canvas.setMouseTracking(True)
        layout = column(
            label(self._name, "strong", wrap=True), self._legend, canvas, self._reading, gap=6,
            margin=SIZES.grid,
        )  # fmt: skip
        layout.setStretch(2, 1)
        self.setLayout(layout)

    def _hint(self) -> str:
        if any(any(each.values) for each in self._series):
            return _("Point at a bar, or use the arrow keys, to read it.")
        return _("Nothing in this time.")

    def _told(self, place: int) -> str:
        values = [
            f"{words.number(abs(each.values[place]))} {each.name}"
            for each in self._series
            if each.values[place]
        ]
        return f"{self._labels[place]}: {' · '.join(values) or _('nothing')}"

    def _draw(self) -> None:
        colours, item = self._theme.colours, self._plot.getPlotItem()
        self._plot.setBackground(QColor(colours.card))
        item.clear()
        for bars in self._bars():
            item.addItem(bars)
        item.addItem(self._mark)
        self._mark.setPen(QPen(QColor(colours.focus), 0))
        for side in ("left", "bottom"):
            axis = item.getAxis(side)
            axis.setPen(QColor(colours.edge))
            axis.setTextPen(QColor(colours.soft))
        item.setXRange(-0.6, max(len(self._labels), 1) - 0.4, padding=0)
        self._scale()
        self._fit_labels()

    def _scale(self) -> None:
        """There is no half a guest."""
        item = self._plot.getPlotItem()
        most = max((sum(map(abs, at)) for at in self._values()), default=0)
        item.getAxis("left").setTickSpacing(*((1, 1) if most < 6 else ()))
        if most:
            item.enableAutoRange(axis="y")
        else:
            item.setYRange(0, 1)

    def _fit_labels(self) -> None:
        """As many as can be read beside each other."""
        metrics = QFontMetrics(_small_font())
        widest = max((metrics.horizontalAdvance(each) for each in self._labels), default=1)
        room = max(1, self._plot.width() // (widest + SIZES.grid))
        step = max(1, -(-len(self._labels) // room))
        ticks = [(place, self._labels[place]) for place in range(0, len(self._labels), step)]
        self._plot.getAxis("bottom").setTicks([ticks])

    def _values(self) -> list[tuple[int, ...]]:
        """At each place, of all the series."""
        return list(zip(*(each.values for each in self._series), strict=True))

    def _bars(self) -> list[object]:
        """Up from what lies below, down from what hangs above."""
        number, made = len(self._series), []
        whole = _WIDTH if len(self._labels) < _MANY else 1.0
        above, below = [0] * len(self._labels), [0] * len(self._labels)
        for n, each in enumerate(self._series):
            width = whole if self._stacked else whole / number
            shift = 0.0 if self._stacked else width * (n - (number - 1) / 2)
            begins = [
                (above if value >= 0 else below)[place] if self._stacked else 0
                for place, value in enumerate(each.values)
            ]
            made.append(self._bar(each, shift, width, begins))
            for place, value in enumerate(each.values):
                (above if value >= 0 else below)[place] += value
        return made

    def _bar(self, each: Series, shift: float, width: float, begins: list[int]) -> object:
        return pg.BarGraphItem(
            x=[place + shift for place in range(len(each.values))],
            width=width,
            y0=begins,
            height=list(each.values),
            brush=bar.colour(self._theme.colours, each.colour, each.strength),
            pen=None,
        )


class _Counts(pg.AxisItem):  # type: ignore[misc]  # the library ships no types
    """What hangs below is counted as well, and never less than nothing."""

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        strings: list[str] = super().tickStrings([abs(value) for value in values], scale, spacing)
        return strings


def _small_font() -> QFont:
    font = QFont()
    font.setPixelSize(13)
    return font


def _plot() -> "pg.PlotWidget":
    made = pg.PlotWidget(axisItems={"left": _Counts("left")})
    made.setAntialiasing(True)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setMinimumHeight(120)
    made.setMouseEnabled(x=False, y=False)
    made.setMenuEnabled(False)
    made.hideButtons()
    made.getAxis("left").enableAutoSIPrefix(False)
    made.getAxis("bottom").setHeight(_AXIS)
    for side in ("left", "bottom"):
        made.getAxis(side).setStyle(tickFont=_small_font())
    return made
