"""One call on the board: who, and where to go, in letters for the far end of the room."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QWidget

from pushdesk.gui.theme import SIZES
from pushdesk.gui.widgets.dressing import column, mark
from pushdesk.gui.widgets.labels import ElidedLabel
from pushdesk.services.live import Called

FLASH_MS = 3_000
_BLINK_MS = 500


class CallCard(QFrame):
    def __init__(self, height: int) -> None:
        """`height` of the name's letters in pixels; the place has half of it."""
        super().__init__()
        self.setProperty("role", "card")
        self.who, self.place = ElidedLabel(role="poster"), ElidedLabel(role="title")
        self.write_in(height)
        layout = column(self.who, self.place, gap=0)
        layout.setContentsMargins(SIZES.grid * 2, SIZES.grid, SIZES.grid * 2, SIZES.grid)
        self.setLayout(layout)
        self._left = 0
        self._timer = QTimer(self, interval=_BLINK_MS)
        self._timer.timeout.connect(self._blink)

    @property
    def flashes(self) -> bool:
        return self._timer.isActive()

    def write_in(self, height: int) -> None:
        """Letters grow with the screen, which no style sheet knows."""
        self.who.setStyleSheet(f"font-size: {height}px;")
        self.place.setStyleSheet(f"font-size: {height // 2}px;")

    def show_call(self, called: Called, place: str) -> None:
        self.who.say(called.label)
        self.place.say(place)
        self.setAccessibleName(f"{called.label}, {place}")

    def flash(self) -> None:
        """The twin of the chime, for who doesn't hear it."""
        self._left = FLASH_MS // _BLINK_MS
        self._timer.start()
        mark(self, "role", "drop")

    def _blink(self) -> None:
        self._left -= 1
        lit = self._left > 0 and self._left % 2 == 0
        mark(self, "role", "drop" if lit else "card")
        if self._left <= 0:
            self._timer.stop()


class RecentCall(QWidget):
    """Who was called before, and where to."""

    def __init__(self) -> None:
        super().__init__()
        self.who, self.place = ElidedLabel(role="title"), ElidedLabel(role="name")
        self.setLayout(column(self.who, self.place, gap=0))

    def show_call(self, called: Called) -> None:
        self.who.say(called.label)
        self.place.say(called.place)
        self.place.setVisible(bool(called.place))
