"""Buttons for fingers: words first, an icon beside them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QToolButton

from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.icons import Wear

_INK = {"primary": "on_accent", "quiet": "ink", "danger": "red"}


def button(
    theme: Theme, text: str, icon: str = "", kind: str = "quiet", keys: str = ""
) -> QPushButton:
    """`kind`: primary, quiet or danger; `keys` is the shortcut, as in "Ctrl+S"."""
    made = QPushButton(text)
    made.setProperty("kind", kind)
    made.setMinimumHeight(SIZES.target)
    made.setAccessibleName(text)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAutoDefault(False)
    if icon:
        Wear(made, theme, icon, _INK[kind], gap=6)
    if keys:
        made.setShortcut(keys)
    return made


def icon_button(theme: Theme, icon: str, name: str, role: str = "soft") -> QToolButton:
    """For places without room for words; `name` is what a screen reader says."""
    made = QToolButton()
    made.setProperty("kind", "icon")
    made.setFixedSize(SIZES.target, SIZES.target)
    made.setAccessibleName(name)
    made.setToolTip(name)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    Wear(made, theme, icon, role)
    return made
