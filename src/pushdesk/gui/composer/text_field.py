"""A text of several lines that is typed like a line: a scanner's codes are caught here as well."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextLayout,
)
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionFrame

from pushdesk.gui.composer.wrapping import SOFT_BREAK, laid_out
from pushdesk.gui.theme import SIZES

_PADDING = QPointF(14, 12)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TextField(QLineEdit):
    """Wraps what it holds and grows with it; Enter breaks the line, Tab leaves."""

    def __init__(self, name: str, longest: int, fewest_lines: int = 2) -> None:
        super().__init__()
        self._fewest = fewest_lines
        self._pressed_at = 0
        self.setAccessibleName(name)
        self.setPlaceholderText(name)
        self.setMaxLength(longest)
        self.textChanged.connect(lambda _text: self.fit())
        self.fit()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._needed())

    def minimumSizeHint(self) -> QSize:
        return QSize(SIZES.target * 2, self._needed())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.insert("\n")
        elif event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._to_line(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = self._at(event.position())
        self.setCursorPosition(self._pressed_at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.setSelection(self._pressed_at, self._at(event.position()) - self._pressed_at)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            option = QStyleOptionFrame()
            self.initStyleOption(option)
            self.style().drawPrimitive(
                QStyle.PrimitiveElement.PE_PanelLineEdit, option, painter, self
            )
            if self.text():
                self._paint_text(painter)
            else:
                self._paint_placeholder(painter)

    def _paint_text(self, painter: QPainter) -> None:
        palette, layout = self.palette(), self._layout()
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        layout.draw(painter, _PADDING, self._selected(palette))
        self._paint_cursor(painter, layout)

    def _paint_placeholder(self, painter: QPainter) -> None:
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        place = QRectF(self.rect()).adjusted(_PADDING.x(), _PADDING.y(), -_PADDING.x(), 0)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignTop), self.placeholderText())
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        self._paint_cursor(painter, self._layout())

    def _paint_cursor(self, painter: QPainter, layout: QTextLayout) -> None:
        if self.hasFocus() and not self.isReadOnly():
            layout.drawCursor(painter, _PADDING, self.cursorPosition(), 2)

    def _selected(self, palette: QPalette) -> list[QTextLayout.FormatRange]:
        if not self.hasSelectedText():
            return []
        made = QTextLayout.FormatRange()
        made.start, made.length = self.selectionStart(), self.selectionLength()
        made.format.setBackground(palette.highlight())
        made.format.setForeground(palette.highlightedText())
        return [made]

    def _layout(self) -> QTextLayout:
        width = self.width() - 2 * _PADDING.x()
        return laid_out(self.text().replace("\n", SOFT_BREAK), self.font(), width)

    def _at(self, place: QPointF) -> int:
        """The cursor's position nearest to a point."""
        layout, point = self._layout(), place - _PADDING
        number = next(
            (n for n in range(layout.lineCount()) if layout.lineAt(n).rect().bottom() > point.y()),
            layout.lineCount() - 1,
        )
        return layout.lineAt(number).xToCursor(point.x()) if number >= 0 else 0

    def _to_line(self, step: int) -> None:
        layout, at = self._layout(), self.cursorPosition()
        line = layout.lineForTextPosition(at)
        wanted = line.lineNumber() + step if line.isValid() else -1
        if 0 <= wanted < layout.lineCount():
            x = line.cursorToX(at)
            self.setCursorPosition(layout.lineAt(wanted).xToCursor(_x(x)))

    def _needed(self) -> int:
        lines = max(self._fewest, self._layout().lineCount())
        height = lines * self.fontMetrics().lineSpacing() + 2 * _PADDING.y()
        return max(SIZES.target, int(height))

    def fit(self) -> None:
        if self.minimumHeight() != self._needed():
            self.setFixedHeight(self._needed())
        self.update()


def _x(answer: object) -> float:
    """Qt's answer carries the position that it has moved to as well."""
    return float(answer[0] if isinstance(answer, tuple) else answer)  # type: ignore[arg-type]  # see above
