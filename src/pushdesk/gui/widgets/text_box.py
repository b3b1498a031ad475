"""A text of several lines: wraps what it holds and grows with it."""

import math

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit

from pushdesk.gui.theme import SIZES

# Border, padding and margin above and below the text.
_AROUND = 30


class TextBox(QPlainTextEdit):
    """Enter breaks the line, Tab leaves; what is longer than `longest` characters is cut."""

    def __init__(self, name: str, longest: int, fewest_lines: int = 2) -> None:
        super().__init__()
        self._longest, self._fewest = longest, fewest_lines
        self.setAccessibleName(name)
        self.setPlaceholderText(name)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(6)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self._changed)
        self.fit()

    def text(self) -> str:
        return self.toPlainText()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """The height of a plain text's layout is in lines, not in pixels."""
        lines = max(self._fewest, math.ceil(self.document().size().height()))
        height = max(SIZES.target, lines * self.fontMetrics().lineSpacing() + _AROUND)
        if self.minimumHeight() != height:
            self.setFixedHeight(height)

    def _changed(self) -> None:
        """One undo brings the whole text back that was too long."""
        if len(self.text()) > self._longest:
            cursor = self.textCursor()
            at = min(cursor.position(), self._longest)
            cursor.select(cursor.SelectionType.Document)
            cursor.insertText(self.text()[: self._longest])
            cursor.setPosition(min(at, self.document().characterCount() - 1))
            self.setTextCursor(cursor)
        self.fit()
