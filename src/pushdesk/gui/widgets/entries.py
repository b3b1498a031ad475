"""A list of names at the left of a screen: one is chosen; where wanted, they change places."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QButtonGroup, QPushButton, QWidget

from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.dressing import column, mark, row
from pushdesk.gui.widgets.icons import IconLabel
from pushdesk.gui.widgets.labels import ElidedLabel
from pushdesk.gui.widgets.scroller import scroller

_HEIGHT = 64
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


@dataclass(frozen=True)
class Item:
    """`told` is the second line; `icon` a sign beside both."""

    key: str
    name: str
    told: str = ""
    icon: str = ""


class Entry(QPushButton):
    """`pulled` carries how far below the list's top somebody holds it, `dropped` ends that;
    `stepped` is -1 or 1 for Alt and an arrow.
    """

    pulled = Signal(int)
    dropped = Signal()
    stepped = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._held: QPoint | None = None
        self.is_pulled = False
        self.setCheckable(True)
        self.setProperty("role", "entry")
        self.setMinimumHeight(_HEIGHT)
        self._icon = IconLabel(theme, "tag", "soft", 20)
        self._name, self._told = ElidedLabel(role="strong"), ElidedLabel(role="small")
        for part in (self._icon, self._name, self._told):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout = row(column(1, self._name, self._told, 1, gap=2), self._icon, gap=SIZES.grid)
        layout.setStretch(0, 1)
        layout.setContentsMargins(SIZES.grid * 2, 0, SIZES.grid * 2, 0)
        self.setLayout(layout)

    def show_item(self, item: Item) -> None:
        self.setAccessibleName(f"{item.name}, {item.told}" if item.told else item.name)
        self._name.say(item.name)
        self._told.say(item.told)
        self._told.setVisible(bool(item.told))
        self._icon.setVisible(bool(item.icon))
        if item.icon:
            self._icon.change(item.icon, "soft")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()), 0)
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.stepped.emit(step)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._held = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if self._held is None:
            return
        far = (event.position().toPoint() - self._held).manhattanLength()
        if self.is_pulled or far >= QApplication.startDragDistance():
            self.is_pulled = True
            self.pulled.emit(self.mapToParent(event.position().toPoint()).y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = None
        if self.is_pulled:
            # What was pulled was not clicked.
            self.is_pulled = False
            self.setDown(False)
            self.dropped.emit()
        else:
            super().mouseReleaseEvent(event)


class Entries(QWidget):
    """`chosen` carries a key, `reordered` all of them in the new order."""

    chosen = Signal(str)
    reordered = Signal(object)

    def __init__(self, theme: Theme, *, movable: bool = False) -> None:
        super().__init__()
        self._theme, self._movable = theme, movable
        self._keys: list[str] = []
        self._chosen = ""
        self.buttons: list[Entry] = []
        self._group = QButtonGroup(self)
        self._list = column()
        self._area = scroller(self._list)
        # A new one has its place only once the layout is made.
        self._area.verticalScrollBar().rangeChanged.connect(self._show_chosen)
        self.setLayout(column(self._area))

    @property
    def keys(self) -> list[str]:
        return list(self._keys)

    def show_items(self, items: Sequence[Item], chosen: str) -> None:
        """Keeps the buttons, and with them the focus, while the keys are the same."""
        keys = [item.key for item in items]
        if any(button.is_pulled for button in self.buttons):
            return
        if keys != self._keys:
            self._arrange(keys)
        for button, item in zip(self.buttons, items, strict=True):
            button.show_item(item)
        self.choose(chosen)

    def choose(self, key: str) -> None:
        """Without that key, none is chosen."""
        before, self._chosen = self._chosen, key
        self._group.setExclusive(False)
        for button, each in zip(self.buttons, self._keys, strict=True):
            button.setChecked(each == key)
        self._group.setExclusive(True)
        if key != before:
            self._show_chosen()

    def step(self, key: str, by: int) -> None:
        """One place up (-1) or down (1); at the end it stays."""
        if not self._movable or key not in self._keys:
            return
        place = self._keys.index(key) + by
        if 0 <= place < len(self._keys):
            self._put(key, place)
            self.reordered.emit(self.keys)

    def _show_chosen(self) -> None:
        if self._chosen in self._keys:
            self._area.ensureWidgetVisible(self.buttons[self._keys.index(self._chosen)])

    def _arrange(self, keys: list[str]) -> None:
        """A button stays that of its key."""
        known = dict(zip(self._keys, self.buttons, strict=True))
        for key in known.keys() - set(keys):
            gone = known.pop(key)
            gone.hide()
            gone.deleteLater()
        self._keys = keys
        self.buttons = [known.get(key) or self._entry(key) for key in keys]
        for place, button in enumerate(self.buttons):
            self._list.insertWidget(place, button)
        self._put_in_tab_order()

    def _put(self, key: str, place: int) -> None:
        keys = self.keys
        keys.insert(place, keys.pop(keys.index(key)))
        self._arrange(keys)

    def _put_in_tab_order(self) -> None:
        for one, other in zip(self.buttons, self.buttons[1:], strict=False):
            QWidget.setTabOrder(one, other)

    def _entry(self, key: str) -> Entry:
        made = Entry(self._theme)
        made.clicked.connect(lambda: self.chosen.emit(key))
        if self._movable:
            made.pulled.connect(lambda y: self._pull(key, y))
            made.dropped.connect(lambda: self._drop(key))
            made.stepped.connect(lambda by: self.step(key, by))
        self._group.addButton(made)
        return made

    def _pull(self, key: str, y: int) -> None:
        mark(self.buttons[self._keys.index(key)], "dragged", "yes")
        height = _HEIGHT + self._list.spacing()
        place = max(0, min(y // height, len(self._keys) - 1))
        if place != self._keys.index(key):
            self._put(key, place)

    def _drop(self, key: str) -> None:
        mark(self.buttons[self._keys.index(key)], "dragged", "no")
        self.choose(self._chosen)
        self.reordered.emit(self.keys)
