"""A button that switches something on and off, and says which it is."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from pushdesk.gui.theme import SIZES
from pushdesk.i18n import _


class Switch(QPushButton):
    """`clicked` tells that somebody wants it the other way; `show_state` is silent."""

    def __init__(self) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setProperty("kind", "chip")
        self.setProperty("switch", "yes")  # as wide for one word as for the other
        self.setMinimumHeight(SIZES.target)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_state(self, name: str, *, on: bool) -> None:
        self.setChecked(on)
        self.setText(_("On") if on else _("Off"))
        told = _("“{rule}” is on") if on else _("“{rule}” is off")
        self.setAccessibleName(told.format(rule=name))
