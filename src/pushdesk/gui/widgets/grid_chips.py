"""Choices in rows and columns, as on a keypad, of which one or none holds."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QPushButton, QSizePolicy, QWidget

from pushdesk.gui.theme import SIZES


class ChipGrid(QWidget):
    """`chosen` tells what a person chose; `choose` and `clear` are silent. `height` in pixels."""

    chosen = Signal(object)

    def __init__(
        self, name: str, choices: Sequence[tuple[object, str]], columns: int, height: int
    ) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._values = [value for value, _text in choices]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(SIZES.grid)
        for number, (_value, text) in enumerate(choices):
            made = _chip(text, f"{text}, {name}", height)
            self._group.addButton(made, number)
            grid.addWidget(made, number // columns, number % columns)
        self._group.idClicked.connect(lambda number: self.chosen.emit(self._values[number]))

    @property
    def value(self) -> object:
        number = self._group.checkedId()
        return self._values[number] if number >= 0 else None

    def choose(self, value: object) -> None:
        """A value that is no choice leaves none chosen."""
        self.clear()
        if value in self._values:
            self._group.button(self._values.index(value)).setChecked(True)

    def clear(self) -> None:
        self._group.setExclusive(False)
        for each in self._group.buttons():
            each.setChecked(False)
        self._group.setExclusive(True)

    def press(self, value: object) -> None:
        """As a finger would."""
        self._group.button(self._values.index(value)).click()


def _chip(text: str, name: str, height: int) -> QPushButton:
    made = QPushButton(text)
    made.setCheckable(True)
    made.setProperty("kind", "chip")
    made.setProperty("slim", "yes")
    made.setProperty("tall", "yes" if height > SIZES.target else "no")
    made.setMinimumSize(SIZES.target, height)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    made.setAccessibleName(name)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made
