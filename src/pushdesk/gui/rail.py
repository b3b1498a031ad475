"""The navigation rail at the window's left edge."""

from collections.abc import Collection

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton

from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.dressing import column
from pushdesk.gui.widgets.icons import IconLabel, Wear
from pushdesk.i18n import _

WIDTH = 112
_HEIGHT = 60
_GAP = 4


class Rail(QFrame):
    """`chosen` carries the number of the screen; Ctrl+1 … Ctrl+8 do the same.

    The preferences stand at the foot, away from what is used all evening.
    """

    chosen = Signal(int)
    help_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("role", "rail")
        self.setFixedWidth(WIDTH)
        self._group = QButtonGroup(self)
        screens = (
            ("house", _("Floor")),
            ("qr-code", _("Channels")),
            ("clock-counter-clockwise", _("History")),
            ("sliders-horizontal", _("Preferences")),
            ("address-book", _("Guests")),
            ("users-three", _("Audiences")),
            ("pencil-line", _("Compose")),
            ("flow-arrow", _("Rules")),
        )
        floor, channels, history, preferences, guests, audiences, composer, rules = [
            self._entry(number, *screen) for number, screen in enumerate(screens)
        ]
        self._help = self._button("question", _("Help  F1"))
        self._help.clicked.connect(self.help_wanted)
        mark = IconLabel(theme, "bell-simple-ringing", "on_rail", 40)
        daily = (floor, channels, guests, audiences, composer, rules, history)
        layout = column(mark, *daily, 1, preferences, self._help, gap=_GAP)
        layout.setAlignment(mark, Qt.AlignmentFlag.AlignHCenter)
        layout.setContentsMargins(SIZES.grid, SIZES.grid * 2, SIZES.grid, SIZES.grid * 2)
        self.setLayout(layout)
        self._group.idClicked.connect(self.chosen)

    def choose(self, number: int) -> None:
        self._group.button(number).setChecked(True)

    def show_only(self, allowed: Collection[int]) -> None:
        """The numbers of the screens that the person at the desk may open."""
        for each in self._group.buttons():
            each.setVisible(self._group.id(each) in allowed)
        if self._group.checkedId() not in allowed:
            self.chosen.emit(min(allowed))

    def _entry(self, number: int, icon: str, text: str) -> QToolButton:
        made = self._button(icon, text)
        made.setCheckable(True)
        made.setShortcut(f"Ctrl+{number + 1}")
        self._group.addButton(made, number)
        return made

    def _button(self, icon: str, text: str) -> QToolButton:
        made = QToolButton()
        made.setText(text)
        made.setAccessibleName(text)
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        made.setFixedSize(QSize(WIDTH - 2 * SIZES.grid, _HEIGHT))
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        Wear(made, self._theme, icon, "on_rail", 24)
        return made
