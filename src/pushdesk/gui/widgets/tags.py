"""Chips that stand for somebody or something; they wrap as words do."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QLayout, QLayoutItem, QPushButton, QWidget

from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.dressing import empty

_WIDEST = 30


class Flow(QLayout):
    def __init__(self, gap: int = SIZES.grid) -> None:
        super().__init__()
        self._gap = gap
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Qt asks past the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, place: QRect) -> None:
        super().setGeometry(place)
        self._place(place, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, place: QRect, *, move: bool) -> int:
        """The height that is needed."""
        x, y, line = place.x(), place.y(), 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint().boundedTo(QSize(place.width(), item.sizeHint().height()))
            if x > place.x() and x + size.width() > place.x() + place.width():
                x, y, line = place.x(), y + line + self._gap, 0
            if move:
                item.setGeometry(QRect(x, y, size.width(), size.height()))
            x, line = x + size.width() + self._gap, max(line, size.height())
        return y + line - place.y()


@dataclass(frozen=True)
class Tag:
    """`value` is what it stands for."""

    value: object
    text: str
    icon: str = ""


class Tags(QWidget):
    """`clicked` carries a chip's value; `says` is what a screen reader says, with {name}."""

    clicked = Signal(object)

    def __init__(self, theme: Theme, says: str, ending: str = "") -> None:
        super().__init__()
        self._theme, self._says, self._ending = theme, says, ending
        self._shown: tuple[Tag, ...] = ()
        self.chips: list[QPushButton] = []
        self._flow = Flow()
        self.setLayout(self._flow)
        self.hide()

    @property
    def texts(self) -> list[str]:
        return [tag.text for tag in self._shown]

    def chip(self, text: str) -> QPushButton:
        return self.chips[self.texts.index(text)]

    def show_tags(self, tags: Sequence[Tag]) -> None:
        """Keeps the chips, and with them the focus, while they are the same."""
        if tuple(tags) != self._shown:
            self._shown = tuple(tags)
            empty(self._flow)
            self.chips = [self._chip(tag) for tag in tags]
        self.setVisible(bool(tags))

    def _chip(self, tag: Tag) -> QPushButton:
        short = tag.text if len(tag.text) <= _WIDEST else f"{tag.text[: _WIDEST - 1]}…"
        made = button(self._theme, f"{short}{self._ending}", tag.icon)
        made.setAccessibleName(self._says.format(name=tag.text))
        made.clicked.connect(lambda: self.clicked.emit(tag.value))
        self._flow.addWidget(made)
        return made
