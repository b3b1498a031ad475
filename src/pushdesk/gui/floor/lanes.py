"""The lanes by party size: each filters the list and notifies the next of its kind."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.dressing import column, label, row
from pushdesk.i18n import _
from pushdesk.services.waiting_list import Lane

# F2 to F5: the lanes that the settings allow are four by default.
FIRST_KEY = 2
LANE_KEYS = 4


class LaneRow(QWidget):
    def __init__(self, theme: Theme, number: int) -> None:
        super().__init__()
        self.filter = button(theme, "")
        self.filter.setProperty("kind", "chip")
        self.filter.setProperty("slim", "yes")
        self.filter.setCheckable(True)
        keys = f"F{FIRST_KEY + number}" if number < LANE_KEYS else ""
        self.next = button(theme, _("Next  {key}").format(key=keys).strip())
        layout = row(self.filter, self.next, gap=SIZES.grid)
        layout.setStretch(0, 1)
        self.setLayout(layout)

    def show_lane(self, lane: Lane) -> None:
        """A lane without anybody keeps its place, and its button does nothing."""
        self.filter.setText(_("{lane} · {n}").format(lane=lane.name, n=lane.waiting))
        spoken = _("Show parties of {lane} only, {n} wait").format(lane=lane.name, n=lane.waiting)
        self.filter.setAccessibleName(spoken)
        self.next.setAccessibleName(_("Notify the next party of {lane}").format(lane=lane.name))
        self.next.setEnabled(lane.waiting > 0)


class Lanes(QFrame):
    """`filtered` carries a lane's name, empty for all; `next_wanted` the name of a lane."""

    filtered = Signal(str)
    next_wanted = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._lanes: tuple[Lane, ...] = ()
        self.rows: list[LaneRow] = []
        self.setProperty("role", "card")
        self.setAccessibleName(_("Lanes"))
        self._list = column()
        self.setLayout(column(label(_("By party size"), "strong"), self._list, margin=SIZES.grid))

    @property
    def chosen(self) -> str:
        """The lane that the list shows; empty for all."""
        for lane, each in zip(self._lanes, self.rows, strict=False):
            if each.filter.isChecked():
                return lane.name
        return ""

    def show_lanes(self, lanes: Sequence[Lane]) -> None:
        self._lanes = tuple(lanes)
        while len(self.rows) < len(lanes):
            self._add(len(self.rows))
        for number, each in enumerate(self.rows):
            each.setVisible(number < len(lanes))
            if number < len(lanes):
                each.show_lane(lanes[number])

    def press_next(self, number: int) -> None:
        """As F2 to F5 do."""
        if number < len(self._lanes) and self.rows[number].next.isEnabled():
            self.next_wanted.emit(self._lanes[number].name)

    def show_all(self) -> None:
        for each in self.rows:
            each.filter.setChecked(False)

    def _add(self, number: int) -> None:
        made = LaneRow(self._theme, number)
        made.filter.clicked.connect(lambda: self._filter(made.filter))
        made.next.clicked.connect(lambda: self.press_next(number))
        self._list.addWidget(made)
        self.rows.append(made)

    def _filter(self, pressed: QPushButton) -> None:
        for each in self.rows:
            if each.filter is not pressed:
                each.filter.setChecked(False)
        self.filtered.emit(self.chosen)
