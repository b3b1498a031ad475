"""A rule in plain sentences, each as far in as it stands."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QWidget

from pushdesk.gui.theme import SIZES
from pushdesk.gui.widgets.dressing import column, label
from pushdesk.i18n import _
from pushdesk.services.rules import Line


class Sentences(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._labels: list[QLabel] = []
        self._column = column(gap=6)
        self._column.setContentsMargins(0, 0, SIZES.grid * 2, 0)
        self.setLayout(self._column)
        self.setAccessibleName(_("The rule in plain sentences"))

    @property
    def text(self) -> str:
        """A line a sentence."""
        return "\n".join(each.text() for each in self._labels if not each.isHidden())

    def show_lines(self, lines: Sequence[Line]) -> None:
        while len(self._labels) < len(lines):
            self._labels.append(label(wrap=True))
            self._column.addWidget(self._labels[-1])
        for number, each in enumerate(self._labels):
            each.setVisible(number < len(lines))
        for each, line in zip(self._labels, lines, strict=False):
            each.setText(line.text)
            each.setContentsMargins(line.depth * SIZES.grid * 2, 0, 0, 0)


def in_one(lines: Sequence[Line]) -> str:
    """As a paragraph."""
    return " ".join(line.text for line in lines)
