"""One bar in which each state has its share of the width."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import (
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from pushdesk.gui.history import words
from pushdesk.gui.theme import Colours, Theme
from pushdesk.gui.widgets.paging import ROW
from pushdesk.services.statistics import Counts

_HEIGHT = 18
_PADDING = 12
_GAP = 2


def colour(colours: Colours, role: str, strength: float) -> QColor:
    """`role` mixed with the card that it lies on."""
    front, ground = QColor(getattr(colours, role)), QColor(colours.card)

    def mixed(above: float, below: float) -> float:
        return strength * above + (1 - strength) * below

    return QColor.fromRgbF(
        mixed(front.redF(), ground.redF()),
        mixed(front.greenF(), ground.greenF()),
        mixed(front.blueF(), ground.blueF()),
    )


def paint(painter: QPainter, place: QRectF, counts: Counts, colours: Colours) -> None:
    """Whatever isn't nothing is at least a pixel and a half wide; a gap parts it from the next."""
    whole = sum(counts.values())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    outline = QPainterPath()
    outline.addRoundedRect(place, place.height() / 3, place.height() / 3)
    painter.setClipPath(outline)
    if not whole:
        painter.fillRect(place, QColor(colours.sunken))
    left = place.left()
    for segment in words.segments():
        number = segment.of(counts)
        if number:
            width = max(1.5, place.width() * number / whole)
            gap = _GAP if left + width < place.right() - 1 and width > 2 * _GAP else 0
            at = QRectF(left, place.top(), width - gap, place.height())
            painter.fillRect(at, colour(colours, segment.colour, segment.strength))
            left += width
    painter.restore()


class BarDelegate(QStyledItemDelegate):
    """For a column whose row has `counts`; its text is for screen readers and the tooltip."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        self.initStyleOption(option, index)
        ground = QStyle.PrimitiveElement.PE_PanelItemViewItem
        option.widget.style().drawPrimitive(ground, option, painter, option.widget)
        cell = QRectF(option.rect)
        place = cell.adjusted(_PADDING, (cell.height() - _HEIGHT) / 2, -_PADDING, 0)
        place.setHeight(_HEIGHT)
        paint(painter, place, index.data(ROW).counts, self._theme.colours)


class Bar(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._counts: Counts = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_counts(self, counts: Counts) -> None:
        self._counts = counts
        self.setAccessibleName(words.in_words(counts))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, _HEIGHT + 6)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint(painter, QRectF(self.rect()), self._counts, self._theme.colours)
