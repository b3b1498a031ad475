"""A notification as one kind of phone shows it, drawn and cut as it cuts."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from pushdesk.gui.composer import platforms
from pushdesk.gui.composer.platforms import Platform
from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.icons import pixmap
from pushdesk.i18n import _
from pushdesk.services.previews import Preview

# What QTextLayout takes for the end of a line within a paragraph.
SOFT_BREAK = "\u2028"
_PADDING = 14.0
_ICON = 36.0
_SMALL_ICON = 18.0
_IMAGE = 72.0
_BUTTON = 32.0
_GAP = 6.0
_WIDTH = 280


def laid_out(text: str, font: QFont, width: float) -> QTextLayout:
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    y = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1.0, width))
        line.setPosition(QPointF(0, y))
        y += line.height()
    layout.endLayout()
    return layout


def lines(text: str, font: QFont, width: float, most: int) -> list[str]:
    """At most so many; the last one ends in … where there is more."""
    layout = laid_out(text.replace("\n", SOFT_BREAK), font, width)
    found = [layout.lineAt(number) for number in range(layout.lineCount())]
    texts = [_part(text, line.textStart(), line.textLength()).strip() for line in found[:most]]
    if len(found) <= most:
        return texts
    rest = _part(text, found[most - 1].textStart(), len(text)).replace("\n", " ")
    texts[-1] = QFontMetricsF(font).elidedText(f"{rest}…", Qt.TextElideMode.ElideRight, width)
    return texts


def _part(text: str, start: int, length: int) -> str:
    """Qt counts UTF-16 units."""
    units = text.encode("utf-16-le", "surrogatepass")[start * 2 : (start + length) * 2]
    return units.decode("utf-16-le", "replace")


@dataclass(frozen=True)
class _Line:
    """A line of text where it stands; `colour` is a field of the theme's Colours."""

    text: str
    font: QFont
    place: QRectF
    colour: str


class Picture(QWidget):
    def __init__(self, theme: Theme, platform: Platform) -> None:
        super().__init__()
        self._theme, self._platform = theme, platform
        self._preview: Preview | None = None
        self._venue = self._host = ""
        self._lines: list[_Line] = []
        self._end_of_text = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    @property
    def shown(self) -> list[str]:
        """The lines, cut as they are drawn."""
        return [line.text for line in self._lines]

    def show_preview(self, preview: Preview, venue: str, host: str) -> None:
        self._preview, self._venue, self._host = preview, venue, host
        self.setAccessibleName(platforms.in_words(self._platform, preview))
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, int(self._height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(_WIDTH // 2, int(self._height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._preview is None:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_ground(painter)
            self._paint_icon(painter)
            for line in self._lines:
                painter.setFont(line.font)
                painter.setPen(self._colour(line.colour))
                painter.drawText(line.place, int(Qt.AlignmentFlag.AlignVCenter), line.text)
            self._paint_image(painter)
            self._paint_buttons(painter)

    def _fit(self) -> None:
        self._lay_out_lines()
        if self.height() != int(self._height()):
            self.setFixedHeight(int(self._height()))
        self.update()

    def _lay_out_lines(self) -> None:
        """In the order in which the platform shows them."""
        self._lines, self._end_of_text = [], _PADDING
        preview, platform = self._preview, self._platform
        if preview is None:
            return
        sender = platform.sender.format(host=self._host, venue=self._venue)
        small, strong, text = _font(13), _font(15, bold=True), _font(14)
        if not platform.icon_left:
            self._put(sender, small, 1, "soft", indent=_SMALL_ICON + _GAP)
            self._end_of_text += _GAP
        self._put(preview.title, strong, platform.title_lines, "ink")
        self._put(preview.body, text, platform.body_lines_of(preview), "ink")
        if platform.icon_left:
            self._put(sender, small, 1, "soft")

    def _put(self, text: str, font: QFont, most: int, colour: str, indent: float = 0.0) -> None:
        left = _PADDING + indent + (_ICON + _GAP * 2 if self._platform.icon_left else 0.0)
        width, height = self.width() - left - _PADDING, QFontMetricsF(font).lineSpacing()
        for line in lines(text, font, width, most) if text else []:
            place = QRectF(left, self._end_of_text, width, height)
            self._lines.append(_Line(line, font, place, colour))
            self._end_of_text += height

    def _height(self) -> float:
        height = self._end_of_text
        if self._has_image:
            height += _GAP + _IMAGE
        if self._has_buttons:
            height += _GAP + _BUTTON
        return max(height, _PADDING + _ICON) + _PADDING

    @property
    def _has_image(self) -> bool:
        return bool(self._preview and self._preview.image and self._platform.has_image)

    @property
    def _has_buttons(self) -> bool:
        return bool(self._preview and self._preview.buttons and self._platform.has_buttons)

    def _colour(self, name: str) -> QColor:
        return QColor(getattr(self._theme.colours, name))

    def _paint_ground(self, painter: QPainter) -> None:
        painter.setPen(QPen(self._colour("edge"), 1))
        painter.setBrush(self._colour("card"))
        place = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(place, SIZES.radius, SIZES.radius)

    def _paint_icon(self, painter: QPainter) -> None:
        side = _ICON if self._platform.icon_left else _SMALL_ICON
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour("accent"))
        painter.drawRoundedRect(QRectF(_PADDING, _PADDING, side, side), side / 4, side / 4)
        inner = int(side * 0.6)
        margin = (side - inner) / 2
        name = "image" if self._preview and self._preview.icon else "bell-simple-ringing"
        drawn = pixmap(name, self._theme.colours.on_accent, inner, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(_PADDING + margin, _PADDING + margin), drawn)

    def _paint_image(self, painter: QPainter) -> None:
        """Its place: the desk fetches nothing from strangers."""
        if not self._has_image:
            return
        place = QRectF(_PADDING, self._end_of_text + _GAP, self.width() - 2 * _PADDING, _IMAGE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour("sunken"))
        painter.drawRoundedRect(place, SIZES.radius_small, SIZES.radius_small)
        painter.setPen(self._colour("soft"))
        painter.setFont(_font(13))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), _("your picture"))

    def _paint_buttons(self, painter: QPainter) -> None:
        if not (self._has_buttons and self._preview):
            return
        buttons = self._preview.buttons
        width = (self.width() - 2 * _PADDING) / len(buttons)
        top = self.height() - _PADDING - _BUTTON
        font = _font(14, bold=True)
        painter.setFont(font)
        painter.setPen(self._colour("accent"))
        for number, button in enumerate(buttons):
            place = QRectF(_PADDING + number * width, top, width, _BUTTON)
            (text, *_rest) = lines(button.title, font, width - _GAP, 1) or [""]
            painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), text)


def _font(size: int, *, bold: bool = False) -> QFont:
    made = QFont()
    made.setPixelSize(size)
    made.setBold(bold)
    return made
