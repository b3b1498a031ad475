"""Training mode: a strip that says so, with simulated guests to scan."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton

from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.dressing import label, row
from pushdesk.gui.widgets.icons import IconLabel
from pushdesk.i18n import _

_SHOWN = 4


class TrainingStrip(QFrame):
    """`scanned` carries the Pushed ID of the simulated guest that somebody picked."""

    scanned = Signal(str)

    def __init__(self, theme: Theme, guests: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setProperty("role", "training")
        icon = IconLabel(theme, "hand-pointing", "amber", 24)
        text = label(_("Training: simulated guests. Pick one to scan:"), "strong")
        self.buttons = [self._guest(theme, *guest) for guest in guests[:_SHOWN]]
        layout = row(icon, text, *self.buttons, 1, gap=12)
        layout.setContentsMargins(SIZES.grid * 3, 4, SIZES.grid * 3, 4)
        self.setLayout(layout)

    def _guest(self, theme: Theme, name: str, pushed_id: str) -> QPushButton:
        made = button(theme, name)
        made.clicked.connect(lambda: self.scanned.emit(pushed_id))
        return made
