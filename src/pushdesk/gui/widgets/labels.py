"""Labels that fit their place."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel

from pushdesk.gui.theme import SIZES


class ElidedLabel(QLabel):
    """One line that ends in … where there is no room; the whole text stays its accessible name."""

    def __init__(self, text: str = "", role: str = "text") -> None:
        super().__init__()
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.say(text)

    def say(self, text: str) -> None:
        self._whole = text
        self.setAccessibleName(text)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(SIZES.grid * 4, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        whole = self.fontMetrics().horizontalAdvance(self._whole) + 2
        return QSize(whole + self._padding(), super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _padding(self) -> int:
        """What the style sheet adds at both sides."""
        return super().sizeHint().width() - self.fontMetrics().horizontalAdvance(self.text())

    def _fit(self) -> None:
        metrics = self.fontMetrics()
        fitting = metrics.elidedText(
            self._whole, Qt.TextElideMode.ElideRight, self.width() - self._padding()
        )
        if fitting != self.text():
            self.setText(fitting)
            self.updateGeometry()
