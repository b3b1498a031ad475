"""Chips that stand for somebody or something; they wrap as words do."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from pushdesk.gui.composer.flow import Flow
from pushdesk.gui.theme import Theme
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.dressing import empty

_WIDEST = 30


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
