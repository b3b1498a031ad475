"""Running late: five or ten minutes more for everyone or one lane, with the count before."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame

from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.dressing import column, label, row
from pushdesk.gui.widgets.grid_chips import ChipGrid
from pushdesk.i18n import _
from pushdesk.services.waiting_list import Lane

STEPS = (5, 10, -5, -10)
_BUTTON = 56


class LatePanel(QFrame):
    """`wanted` carries minutes and a lane's name, empty for all; `asked` wants the count."""

    wanted = Signal(int, str)
    asked = Signal(str)
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._names: tuple[str, ...] = ()
        self.setProperty("role", "card")
        self.setAccessibleName(_("Running late"))
        self._count = label(role="strong", wrap=True)
        self._place = column()
        self._lanes = ChipGrid(_("lane"), [("", _("Everyone"))], 2, SIZES.target)
        self._place.addWidget(self._lanes)
        self.steps = {minutes: button(theme, _signed(minutes)) for minutes in STEPS}
        for minutes, each in self.steps.items():
            each.setMinimumHeight(_BUTTON)
            each.setAccessibleName(_spoken(minutes))
            each.clicked.connect(lambda _on=False, n=minutes: self.wanted.emit(n, self.lane))
        self.close_button = button(theme, _("Close"))
        self.close_button.clicked.connect(self.closed)
        self._lay_out()

    @property
    def lane(self) -> str:
        value = self._lanes.value
        return value if isinstance(value, str) else ""

    @property
    def count(self) -> str:
        return self._count.text()

    def open(self, lanes: Sequence[Lane], lane: str) -> None:
        """`lane` is the one that the list shows; the focus is on ten minutes more."""
        self._show_lanes(tuple(each.name for each in lanes))
        self._lanes.choose(lane)
        self._count.setText(_("Counting …"))
        self.asked.emit(lane)
        self.steps[10].setFocus()

    def show_count(self, parties: int) -> None:
        text = _("{n} parties are told, each once.") if parties != 1 else _("One party is told.")
        self._count.setText(text.format(n=parties) if parties else _("Nobody waits there."))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.wanted.emit(10, self.lane)
        else:
            super().keyPressEvent(event)

    def _show_lanes(self, names: tuple[str, ...]) -> None:
        if names == self._names:
            return
        self._names = names
        self._place.removeWidget(self._lanes)
        self._lanes.hide()
        self._lanes.deleteLater()
        choices = [("", _("Everyone")), *((name, name) for name in names)]
        self._lanes = ChipGrid(_("lane"), choices, 2, SIZES.target)
        self._lanes.chosen.connect(lambda lane: self.asked.emit(str(lane)))
        self._place.addWidget(self._lanes)

    def _lay_out(self) -> None:
        more = row(self.steps[5], self.steps[10])
        less = row(self.steps[-5], self.steps[-10])
        self.setLayout(
            column(
                label(_("Running late"), "name"),
                label(_("Whom does it concern?"), "small"), self._place, self._count,
                label(_("Minutes more"), "small"), more,
                label(_("Sooner than said: nobody is told"), "small", wrap=True), less,
                1, self.close_button,
                gap=SIZES.grid, margin=SIZES.grid * 2,
            )
        )  # fmt: skip


def _signed(minutes: int) -> str:
    return f"+{minutes}" if minutes > 0 else f"−{-minutes}"


def _spoken(minutes: int) -> str:
    text = _("{n} minutes later") if minutes > 0 else _("{n} minutes sooner")
    return text.format(n=abs(minutes))
