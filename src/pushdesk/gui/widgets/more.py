"""Parts of a form that few messages need: a button opens them, and what is used stays open."""

from PySide6.QtWidgets import QWidget

from pushdesk.gui.theme import Theme
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.dressing import column, row
from pushdesk.gui.widgets.icons import Wear


class More(QWidget):
    def __init__(self, theme: Theme, name: str, inside: QWidget) -> None:
        super().__init__()
        self.inside, self._name = inside, name
        self.open = button(theme, name)
        self.open.setCheckable(True)
        self._sign = Wear(self.open, theme, "caret-right", "ink", gap=6)
        self.open.toggled.connect(self._show)
        inside.hide()
        self.setLayout(column(row(self.open, 1), inside))

    def unfold(self, *, needed: bool) -> None:
        """What a person has opened stays open."""
        if needed:
            self.open.setChecked(True)

    def count(self, used: int) -> None:
        """How much of it is in use can be seen while it is folded, too."""
        text = f"{self._name} · {used}" if used else self._name
        self.open.setText(text)
        self.open.setAccessibleName(text)

    def fold(self) -> None:
        self.open.setChecked(False)

    def _show(self, shown: bool) -> None:
        self._sign.change("caret-down" if shown else "caret-right", "ink")
        self.inside.setVisible(shown)
