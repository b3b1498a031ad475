"""A delivery's state as icon and word, and the bar at the edge of its row."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from pushdesk.gui.theme import Theme
from pushdesk.gui.widgets.dressing import mark, row
from pushdesk.gui.widgets.icons import IconLabel
from pushdesk.gui.widgets.labels import ElidedLabel
from pushdesk.gui.widgets.states import Look


class StateBar(QWidget):
    """The coloured edge: two stripes once the guest has seen it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._look: Look | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)

    @property
    def colour(self) -> str:
        """A field of the theme's Colours."""
        return self._look.colour if self._look else ""

    @property
    def bars(self) -> int:
        return self._look.bars if self._look else 0

    def show_look(self, look: Look) -> None:
        self._look = look
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(14, 40)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._look is None:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(getattr(self._theme.colours, self._look.colour)))
            for number in range(self._look.bars):
                painter.drawRoundedRect(number * 8, 0, 6, self.height(), 3, 3)


class StateMark(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._icon = IconLabel(theme, "paper-plane-tilt", "grey", 20)
        self._word = ElidedLabel(role="state")
        self.setLayout(row(self._icon, self._word, gap=6))

    @property
    def word(self) -> str:
        return self._word.accessibleName()

    def show_look(self, look: Look) -> None:
        self._icon.change(look.icon, look.colour)
        self._word.say(look.word)
        mark(self._word, "tone", look.colour)
        self.setAccessibleName(look.word)
