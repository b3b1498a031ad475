"""What is higher than its place scrolls; sideways nothing does."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget

from pushdesk.gui.widgets.dressing import column


def scroller(content: QWidget | QLayout) -> QScrollArea:
    """`content` is at the top of its place."""
    inside = content if isinstance(content, QWidget) else QWidget()
    if isinstance(content, QLayout):
        inside.setLayout(column(content, 1, gap=0))
    area = QScrollArea()
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area
