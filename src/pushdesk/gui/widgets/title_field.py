"""A title that is an edit field, and the pencil that says so."""

from PySide6.QtWidgets import QLineEdit, QToolButton

from pushdesk.gui.theme import Theme
from pushdesk.gui.widgets.buttons import icon_button
from pushdesk.i18n import _

_LONGEST = 80


class TitleField(QLineEdit):
    """`pencil` stands beside it; a press begins a new name over the old one."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.setProperty("role", "nickname")
        self.setAccessibleName(name)
        self.setMaxLength(_LONGEST)
        self.pencil: QToolButton = icon_button(theme, "pencil-simple", _("Rename"))
        self.pencil.clicked.connect(self._begin)

    def _begin(self) -> None:
        self.setFocus()
        self.selectAll()
