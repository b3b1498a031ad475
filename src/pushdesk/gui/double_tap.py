"""The second half of a double tap comes when what it was meant for may no longer be there."""

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

_SHORTCUT = Qt.KeyboardModifier.ControlModifier  # of which no key press may come
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PRESS, _SECOND_PRESS = QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick


class DoubleTap:
    """For what stays in its place and means something else after the first half."""

    def __init__(self) -> None:
        self._since = QElapsedTimer()

    def begin(self) -> None:
        self._since.start()

    @property
    def is_on(self) -> bool:
        """For as long as the system takes two clicks for a double one."""
        return self._since.isValid() and self._since.elapsed() < QApplication.doubleClickInterval()


class DoubleTaps:
    """Keeps it from what has come into the place of what was tapped: the second half of a double
    click, of a double Enter, and each repeat of an Enter that is held down.
    """

    kinds = (_PRESS, _SECOND_PRESS, QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)

    def __init__(self) -> None:
        self._clicked: QWidget | None = None
        self._entered: QWidget | None = None
        self._enter = DoubleTap()

    def keeps(self, watched: QObject, event: QEvent) -> bool:
        """To be asked after a scanner: a code's Enter is nobody's tap."""
        if not isinstance(watched, QWidget):
            return False
        if event.type() is _PRESS:
            if not self._was_clicked(watched):
                self._clicked = watched
            return False
        if event.type() is _SECOND_PRESS:
            return not self._was_clicked(watched)
        return isinstance(event, QKeyEvent) and event.key() in _ENTER and self._key(watched, event)

    def _was_clicked(self, widget: QWidget) -> bool:
        """Or has been handed on what its child didn't want."""
        last = self._clicked
        if last is None or not isValid(last):
            return False
        return widget is last or widget.isAncestorOf(last)

    def _key(self, widget: QWidget, event: QKeyEvent) -> bool:
        if widget is not QApplication.focusWidget():
            return False  # its child didn't want it
        if widget is not self._entered and (self._enter.is_on or event.isAutoRepeat()):
            event.accept()  # else it would be looked up among the shortcuts
            return True
        if event.type() is QEvent.Type.KeyPress or event.modifiers() & _SHORTCUT:
            self._entered = widget
            self._enter.begin()
        return False
