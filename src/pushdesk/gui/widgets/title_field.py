"""A title that is an edit field, and the pencil that says so."""

from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QToolButton

from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.buttons import icon_button
from pushdesk.gui.widgets.dressing import mark
from pushdesk.i18n import _

_LONGEST = 80
# What the field keeps free at both sides of its text.
_FRAME = 10


class TitleField(QLineEdit):
    """`pencil` stands beside it; a press begins a new name over the old one.

    A name that has no room is written smaller.
    """

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.setProperty("role", "nickname")
        self.setAccessibleName(name)
        self.setMaxLength(_LONGEST)
        self.pencil: QToolButton = icon_button(theme, "pencil-simple", _("Rename"))
        self.pencil.clicked.connect(self._begin)
        self.textChanged.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _begin(self) -> None:
        self.setFocus()
        self.selectAll()

    def _fit(self) -> None:
        large = QFont(self.font())
        large.setPixelSize(SIZES.nickname)
        large.setBold(True)
        needs = QFontMetrics(large).horizontalAdvance(self.text()) + _FRAME
        mark(self, "tight", "yes" if needs > self.width() else "no")
