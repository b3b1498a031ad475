"""The audiences that a guest is in, in the record: leave one, join another."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pushdesk.gui.theme import Theme
from pushdesk.gui.widgets.buttons import icon_button
from pushdesk.gui.widgets.dressing import column, empty, label, row
from pushdesk.gui.widgets.icons import IconLabel
from pushdesk.gui.widgets.inputs import DropDown
from pushdesk.gui.widgets.labels import ElidedLabel
from pushdesk.i18n import _


class AudienceTags(QWidget):
    """`joined` and `left` carry the audience's name."""

    joined = Signal(str)
    left = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: tuple[str, ...] = ()
        self._lines = column(gap=2)
        self._none = label(_("In no audience that is kept by hand."), "small", wrap=True)
        self.join = DropDown(_("Add to an audience"))
        self.join.setPlaceholderText(_("Add to an audience …"))
        self.join.activated.connect(self._join)
        self.setLayout(column(self._lines, self._none, self.join))

    @property
    def names(self) -> tuple[str, ...]:
        return self._shown

    def show_audiences(self, names: Sequence[str], joinable: Sequence[str]) -> None:
        """`joinable`: those kept by hand."""
        others = [name for name in joinable if name not in names]
        self.join.show_choices((name, name) for name in others)
        self.join.setCurrentIndex(-1)
        self.join.setVisible(bool(others))
        self._none.setHidden(bool(names))
        if tuple(names) != self._shown:
            self._shown = tuple(names)
            empty(self._lines)
            for name in names:
                self._add(name)

    def _add(self, name: str) -> None:
        leave = icon_button(self._theme, "x", _("Take out of {audience}").format(audience=name))
        leave.clicked.connect(lambda: self.left.emit(name))
        line = row(IconLabel(self._theme, "users-three", "soft", 20), ElidedLabel(name), leave)
        line.setStretch(1, 1)
        self._lines.addLayout(line)

    def _join(self, number: int) -> None:
        name = self.join.itemText(number)
        self.join.setCurrentIndex(-1)
        self.joined.emit(name)
