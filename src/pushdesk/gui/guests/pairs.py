"""Names with their texts, one a line: a guest's own IDs, a guest's own fields."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.buttons import icon_button
from pushdesk.gui.widgets.dressing import column, empty, label, row
from pushdesk.gui.widgets.labels import ElidedLabel
from pushdesk.i18n import _

Pair = tuple[str, str]


@dataclass(frozen=True)
class Words:
    """What the two columns are called, and the sentence that stands in an empty list."""

    name: str
    text: str
    none: str


class Pairs(QWidget):
    """`added` and `removed` carry name and text."""

    added = Signal(str, str)
    removed = Signal(str, str)

    def __init__(self, theme: Theme, words: Words) -> None:
        super().__init__()
        self._theme = theme
        self._shown: tuple[Pair, ...] = ()
        self._grid = QGridLayout()
        self._grid.setSpacing(SIZES.grid)
        self._grid.setColumnStretch(1, 1)
        self._none = label(words.none, "small", wrap=True)
        self.name, self.text = _field(words.name), _field(words.text)
        self.add = icon_button(theme, "plus", _("Add {name}").format(name=words.name), "accent")
        line = row(self.name, self.text, self.add)
        line.setStretch(0, 2)
        line.setStretch(1, 3)
        self.setLayout(column(self._grid, self._none, line))
        self.name.returnPressed.connect(self.text.setFocus)
        self.text.returnPressed.connect(self._add)
        self.add.clicked.connect(self._add)

    @property
    def pairs(self) -> tuple[Pair, ...]:
        return self._shown

    def show_pairs(self, pairs: Sequence[Pair]) -> None:
        if tuple(pairs) == self._shown:
            return
        self._shown = tuple(pairs)
        self._none.setHidden(bool(pairs))
        empty(self._grid)
        for number, (name, text) in enumerate(pairs):
            self._show_pair(number, name, text)

    def forget_typed(self) -> None:
        self.name.clear()
        self.text.clear()

    def give_back(self, name: str, text: str) -> None:
        """It was refused: it stands there again, unless something else does."""
        if not (self.name.text() or self.text.text()):
            self.name.setText(name)
            self.text.setText(text)

    def _show_pair(self, number: int, name: str, text: str) -> None:
        remove = icon_button(
            self._theme, "x", _("Remove {name} {text}").format(name=name, text=text)
        )
        remove.clicked.connect(lambda: self.removed.emit(name, text))
        self._grid.addWidget(ElidedLabel(name, "soft"), number, 0)
        self._grid.addWidget(ElidedLabel(text, "strong"), number, 1)
        self._grid.addWidget(remove, number, 2)

    def _add(self) -> None:
        name, text = self.name.text().strip(), self.text.text().strip()
        if name and text:
            self.added.emit(name, text)
            self.forget_typed()
            self.name.setFocus()
        else:
            (self.text if name else self.name).setFocus()


def _field(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setPlaceholderText(name)
    made.setAccessibleName(name)
    made.setMaxLength(120)
    return made
