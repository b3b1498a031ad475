"""A row of choices of which exactly one holds."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QPushButton, QWidget

from pushdesk.gui.theme import SIZES
from pushdesk.gui.widgets.dressing import row


class ChipRow(QWidget):
    """`chosen` tells what a person chose; `choose` is silent."""

    chosen = Signal(object)

    def __init__(self, name: str, choices: Sequence[tuple[object, str]]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._values = [value for value, _text in choices]
        for number, (_value, text) in enumerate(choices):
            self._group.addButton(_chip(text, f"{text}, {name}"), number)
        self.setLayout(row(*self._group.buttons(), gap=SIZES.grid))
        self._group.idClicked.connect(lambda number: self.chosen.emit(self._values[number]))

    @property
    def chips(self) -> list[QAbstractButton]:
        return self._group.buttons()

    @property
    def value(self) -> object:
        number = self._group.checkedId()
        return self._values[number] if number >= 0 else None

    def choose(self, value: object) -> None:
        """A value that is no choice leaves the row as it is."""
        if value in self._values:
            self._group.button(self._values.index(value)).setChecked(True)


def _chip(text: str, name: str) -> QPushButton:
    made = QPushButton(text)
    made.setCheckable(True)
    made.setProperty("kind", "chip")
    made.setMinimumSize(SIZES.target, SIZES.target)
    made.setAccessibleName(name)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made
