"""One call in the list of recent messages: edge, name, state, seconds."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame

from pushdesk.gui.floor.calls import Call
from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.dressing import column, label, row
from pushdesk.gui.widgets.labels import ElidedLabel
from pushdesk.gui.widgets.state_mark import StateBar, StateMark
from pushdesk.gui.widgets.states import Look


class RecentRow(QFrame):
    """A click or Enter opens the guest's card."""

    opened = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._guest_id = 0
        self.setProperty("role", "row")
        self.setFixedHeight(SIZES.row)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.bar = StateBar(theme)
        self.state = StateMark(theme)
        self._who = ElidedLabel(role="strong")
        self._at = label(role="small")
        self._after = label(role="small")
        top = row(self._who, self._at)
        top.setStretch(0, 1)
        below = row(self.state, 1, self._after)
        layout = row(self.bar, column(1, top, below, 1, gap=4), gap=SIZES.grid)
        layout.setContentsMargins(4, 6, 4, 6)
        self.setLayout(layout)

    def show_call(self, call: Call, look: Look) -> None:
        self._guest_id = call.guest_id
        self._at.setText(f"{call.progress.created_at.astimezone():%H:%M}")
        self._after.setText(call.after())
        self._tell(call.who, look)

    def show_sending(self, who: str, guest_id: int, look: Look) -> None:
        """Before anything is written down: the click has been seen."""
        self._guest_id = guest_id
        self._at.setText("")
        self._after.setText("")
        self._tell(who, look)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.opened.emit(self._guest_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(self._guest_id)
        else:
            super().keyPressEvent(event)

    def _tell(self, who: str, look: Look) -> None:
        self._who.say(who)
        self.bar.show_look(look)
        self.state.show_look(look)
        self.setAccessibleName(f"{who}: {look.word}")
