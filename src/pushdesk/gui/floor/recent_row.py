"""One message of a guest's: edge, title, state, seconds."""

from PySide6.QtWidgets import QFrame

from pushdesk.gui.floor.calls import Call
from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.dressing import column, label, row
from pushdesk.gui.widgets.labels import ElidedLabel
from pushdesk.gui.widgets.state_mark import StateBar, StateMark
from pushdesk.gui.widgets.states import Look


class RecentRow(QFrame):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "message")
        self.setFixedHeight(SIZES.row)
        self.bar = StateBar(theme)
        self.state = StateMark(theme)
        self._title = ElidedLabel(role="strong")
        self._at = label(role="small")
        self._after = label(role="small")
        top = row(self._title, self._at)
        top.setStretch(0, 1)
        below = row(self.state, 1, self._after)
        layout = row(self.bar, column(1, top, below, 1, gap=4), gap=SIZES.grid)
        layout.setContentsMargins(4, 6, 4, 6)
        self.setLayout(layout)

    def show_call(self, call: Call, look: Look) -> None:
        self._at.setText(f"{call.progress.created_at.astimezone():%H:%M}")
        self._after.setText(call.after())
        self._title.say(call.title)
        self.bar.show_look(look)
        self.state.show_look(look)
        self.setAccessibleName(f"{call.title}: {look.word}")
