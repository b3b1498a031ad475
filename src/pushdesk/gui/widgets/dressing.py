"""Short words for what Qt says at length: labels, cards, rows, properties for the theme."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from pushdesk.gui.theme import SIZES


def mark(widget: QWidget, name: str, value: str) -> None:
    """Sets a property that the style sheet looks at, and has it look again."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def label(text: str = "", role: str = "text", *, wrap: bool = False) -> QLabel:
    """`role` is one of the style sheet's: title, name, text, small, strong, eyebrow."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)  # names are strangers' text
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    return made


def card(role: str = "card") -> QFrame:
    made = QFrame()
    made.setProperty("role", role)
    return made


def column(*items: QWidget | QLayout | int, gap: int = SIZES.grid, margin: int = 0) -> QVBoxLayout:
    made = QVBoxLayout()
    _fill(made, items, gap, margin)
    return made


def row(*items: QWidget | QLayout | int, gap: int = SIZES.grid, margin: int = 0) -> QHBoxLayout:
    made = QHBoxLayout()
    _fill(made, items, gap, margin)
    return made


def _fill(
    layout: QBoxLayout, items: tuple[QWidget | QLayout | int, ...], gap: int, margin: int
) -> None:
    """A number is a stretch."""
    layout.setSpacing(gap)
    layout.setContentsMargins(margin, margin, margin, margin)
    for item in items:
        if isinstance(item, QWidget):
            layout.addWidget(item)
        elif isinstance(item, QLayout):
            layout.addLayout(item)
        else:
            layout.addStretch(item)


def empty(layout: QLayout) -> None:
    """Takes everything out of the layout and deletes it."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        if inner is not None:
            empty(inner)


def stretches(widget: QWidget) -> None:
    widget.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
