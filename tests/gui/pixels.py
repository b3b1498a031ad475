"""What a window shows, read from its pixels: texts, bars, and the contrast in which they stand."""
# ruff: noqa: N802 - Qt names what it calls

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QFont, QImage, QPaintDevice, QPaintEngine, QRegion, QTextItem
from PySide6.QtWidgets import QWidget

Pixels = npt.NDArray[np.uint8]
# Twice as fine as the screen: thin strokes reach their full colour.
RATIO = 2
_Metric = QPaintDevice.PaintDeviceMetric
_ONLY_ITSELF = QWidget.RenderFlag.IgnoreMask


@dataclass(frozen=True)
class Text:
    """`place` is in pixels of the widget, `size` the font's."""

    widget: QWidget
    words: str
    place: QRectF
    size: int
    bold: bool


class _Ink(QPaintEngine):
    """Draws nothing and notes where texts would be drawn."""

    def __init__(self) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self.notes: list[tuple[str, QRectF, int, bool]] = []

    def begin(self, _device: QPaintDevice) -> bool:
        self.setActive(True)
        return True

    def end(self) -> bool:
        self.setActive(False)
        return True

    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.User

    def updateState(self, _state: object) -> None: ...

    def drawPath(self, _path: object) -> None: ...

    def drawRects(self, *_rects: object) -> None: ...

    def drawLines(self, *_lines: object) -> None: ...

    def drawPolygon(self, *_points: object) -> None: ...

    def drawEllipse(self, *_place: object) -> None: ...

    def drawPixmap(self, *_picture: object) -> None: ...

    def drawTiledPixmap(self, *_picture: object) -> None: ...

    def drawImage(self, *_picture: object) -> None: ...

    def drawTextItem(self, at: object, item: QTextItem) -> None:
        assert isinstance(at, QPointF)
        height = item.ascent() + item.descent()
        place = QRectF(at.x(), at.y() - item.ascent(), item.width(), height)
        placed = self.painter().combinedTransform().mapRect(place)
        self.notes.append((item.text(), placed, _pixels(item.font()), item.font().bold()))


class _Paper(QPaintDevice):
    def __init__(self, size: QSize) -> None:
        super().__init__()
        self.ink = _Ink()
        self._metrics = {
            _Metric.PdmWidth: size.width(),
            _Metric.PdmHeight: size.height(),
            _Metric.PdmDepth: 32,
            _Metric.PdmDevicePixelRatioScaled: int(QPaintDevice.devicePixelRatioFScale()),
            _Metric.PdmDevicePixelRatio: 1,
        }

    def paintEngine(self) -> QPaintEngine:
        return self.ink

    def metric(self, of: QPaintDevice.PaintDeviceMetric) -> int:
        return self._metrics.get(of, 96)


def texts(root: QWidget) -> Iterator[Text]:
    """Of everything that is shown and switched on, what can be seen whole."""
    for widget in (root, *root.findChildren(QWidget)):
        if widget.isEnabled() and not widget.visibleRegion().isEmpty():
            yield from (each for each in _texts_of(widget) if _is_seen(each, root))


def picture(root: QWidget, place: QRect | None = None) -> Pixels:
    """Rows of RGB pixels, RATIO for each of the window's."""
    where = place or root.rect()
    image = QImage(where.size() * RATIO, QImage.Format.Format_RGB888)
    image.setDevicePixelRatio(RATIO)
    QWidget.render(root, image, QPoint(), QRegion(where))
    return _rows(image)


def drawn(widget: QWidget) -> Pixels:
    """The widget with its children, a pixel for each of the screen's, on white."""
    image = QImage(widget.size(), QImage.Format.Format_RGB888)
    image.fill("white")
    QWidget.render(widget, image)
    return _rows(image)


def cut(pixels: Pixels, widget: QWidget, place: QRectF, root: QWidget) -> Pixels:
    """What of the root's picture lies at that place of the widget."""
    corner = QPointF(widget.mapTo(root, QPoint())) + place.topLeft()
    left, top = max(0, int(corner.x() * RATIO)), max(0, int(corner.y() * RATIO))
    right = round((corner.x() + place.width()) * RATIO)
    bottom = round((corner.y() + place.height()) * RATIO)
    return pixels[top:bottom, left:right]


def contrast_within(pixels: Pixels) -> float:
    """Between the ground, which is the colour of most pixels, and whatever differs most from it."""
    colours, numbers = _counted(pixels)
    return float(contrasts(colours, colours[numbers.argmax()]).max())


def most_frequent(pixels: Pixels) -> Pixels:
    colours, numbers = _counted(pixels)
    found: Pixels = colours[numbers.argmax()]
    return found


def contrasts(colours: Pixels, ground: Pixels) -> npt.NDArray[np.float64]:
    """WCAG's ratio of each colour to the ground, 1 to 21."""
    one, other = _luminance(colours), _luminance(ground)
    found: npt.NDArray[np.float64] = (np.maximum(one, other) + 0.05) / (
        np.minimum(one, other) + 0.05
    )
    return found


def _rows(image: QImage) -> Pixels:
    flat = np.frombuffer(image.constBits(), np.uint8)
    lines = flat.reshape(image.height(), image.bytesPerLine())
    return lines[:, : image.width() * 3].reshape(image.height(), image.width(), 3).copy()


def _counted(pixels: Pixels) -> tuple[Pixels, npt.NDArray[np.intp]]:
    """Each colour once, and how many pixels have it."""
    packed = pixels.reshape(-1, 3) @ np.array([1 << 16, 1 << 8, 1])
    found, numbers = np.unique(packed, return_counts=True)
    return np.stack([found >> 16, found >> 8 & 255, found & 255], 1).astype(np.uint8), numbers


def _luminance(colours: Pixels) -> npt.NDArray[np.float64]:
    """WCAG's relative luminance."""
    parts = colours / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    found: npt.NDArray[np.float64] = linear @ np.array([0.2126, 0.7152, 0.0722])
    return found


def _texts_of(widget: QWidget) -> Iterator[Text]:
    paper = _Paper(widget.size())
    QWidget.render(widget, paper, QPoint(), QRegion(widget.rect()), _ONLY_ITSELF)
    for words, place, size, bold in paper.ink.notes:
        if words.strip():
            yield Text(widget, words, place, size, bold)


def _is_seen(text: Text, root: QWidget) -> bool:
    """Not scrolled out of sight, not even in part, and nothing lies over it."""
    whole = text.place.toAlignedRect()
    if not text.widget.visibleRegion().boundingRect().contains(whole):
        return False
    middle = whole.center()
    ends = (whole.left() + 1, middle.x(), whole.right() - 1)
    return all(_is_on_top(text.widget, QPoint(x, middle.y()), root) for x in ends)


def is_whole(widget: QWidget, root: QWidget) -> bool:
    """Shown, not scrolled out of sight in part, and nothing lies over its middle."""
    if not widget.isVisible() or widget.visibleRegion().boundingRect() != widget.rect():
        return False
    return _is_on_top(widget, widget.rect().center(), root)


def _is_on_top(widget: QWidget, at: QPoint, root: QWidget) -> bool:
    found = root.childAt(widget.mapTo(root, at)) or root
    return found is widget or found.isAncestorOf(widget) or widget.isAncestorOf(found)


def _pixels(font: QFont) -> int:
    """A size in points is at 96 to the inch."""
    return font.pixelSize() if font.pixelSize() > 0 else round(font.pointSizeF() * 96 / 72)
