"""Save and Discard of an editor: there while something is edited."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from pushdesk.gui.theme import Theme
from pushdesk.gui.widgets.buttons import button
from pushdesk.i18n import _


class Saving(QObject):
    """The two buttons; their owner lays them out. `editor` takes the focus of what goes.

    Without that Qt hands it to whatever comes next, such as Undo or Delete, and Enter does it.
    """

    def __init__(self, theme: Theme, editor: QWidget, keys: str = "") -> None:
        super().__init__(editor)
        self._editor = editor
        self.save = button(theme, _("Save"), "check", "primary", keys)
        self.discard = button(theme, _("Discard changes"), "arrow-counter-clockwise")

    def show_edited(self, *, edited: bool, complete: bool = True) -> None:
        if not edited and (self.save.hasFocus() or self.discard.hasFocus()):
            self._editor.setFocus()
        self.save.setVisible(edited)
        self.save.setEnabled(complete)
        self.discard.setVisible(edited)
