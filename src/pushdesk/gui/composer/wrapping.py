"""Text in lines of a width, as the pictures of a notification and the text field show it."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption

# What QTextLayout takes for the end of a line within a paragraph.
SOFT_BREAK = "\u2028"


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
