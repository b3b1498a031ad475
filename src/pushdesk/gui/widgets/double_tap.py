"""The second half of a double tap comes when what it was meant for is no longer there."""

from PySide6.QtCore import QElapsedTimer
from PySide6.QtWidgets import QApplication


class DoubleTap:
    def __init__(self) -> None:
        self._since = QElapsedTimer()

    def begin(self) -> None:
        """Something has just taken the place of what was tapped."""
        self._since.start()

    @property
    def is_on(self) -> bool:
        """For as long as the system takes two clicks for a double one."""
        return self._since.isValid() and self._since.elapsed() < QApplication.doubleClickInterval()
