"""A USB scanner types like a keyboard: its codes are caught whatever has the focus."""

import time

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from pushdesk.gui.scan.burst import Burst

# Longer than the gap that ends a burst: a busy moment of the window must not cut a code in two.
_SILENCE_MS = 80
_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_COMMAND = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class KeyboardScanner(QObject):
    """Holds each burst of keys back until it is known to be a code or a fast typist.

    Only a burst's first character reaches the field that has the focus, and it is taken back.
    `lone_key` is a character that a person pressed while no field had the focus.
    """

    scanned = Signal(str)
    lone_key = Signal(str)

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._burst = Burst()
        self._field: QLineEdit | None = None
        self._before = ("", 0)
        self._silence = QTimer(self, singleShot=True, interval=_SILENCE_MS)
        self._silence.timeout.connect(self._was_a_person)
        application.installEventFilter(self)

    def stop(self) -> None:
        self._application.removeEventFilter(self)
        self._silence.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Sees every event of the program, so the first question must be cheap."""
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        return isinstance(watched, QWidget) and _has_focus(watched) and self._key(watched, event)

    def _key(self, widget: QWidget, event: QKeyEvent) -> bool:
        """Whether the key is kept from the widget."""
        at = event.timestamp() or time.monotonic() * 1000
        if self._burst.characters and not self._burst.goes_on(at):
            self._was_a_person()
        if event.key() in _ENDS:
            return self._end(at)
        if event.modifiers() & _COMMAND or not event.text().isprintable() or not event.text():
            return False
        if self._burst.characters:
            self._hold(event.text(), at)
            return True
        return self._begin(widget, event.text(), at)

    def _begin(self, widget: QWidget, character: str, at: float) -> bool:
        self._field = widget if isinstance(widget, QLineEdit) else None
        if self._field is None and character == " ":
            return False  # presses a button; no code starts with it
        if self._field is not None:
            self._before = (self._field.text(), self._field.cursorPosition())
        self._hold(character, at)
        return self._field is None

    def _hold(self, character: str, at: float) -> None:
        self._burst.add(character, at)
        self._silence.start()

    def _end(self, at: float) -> bool:
        if not self._burst.is_code(at):
            self._was_a_person()
            return False
        code = self._burst.text
        self._forget()
        if self._field is not None:
            self._field.setText(self._before[0])
            self._field.setCursorPosition(self._before[1])
        self.scanned.emit(code)
        return True

    def _was_a_person(self) -> None:
        """Gives back what was held."""
        typed = self._burst.text
        self._forget()
        if self._field is not None:
            self._field.insert(typed[1:])
        elif len(typed) == 1:
            self.lone_key.emit(typed)

    def _forget(self) -> None:
        self._silence.stop()
        self._burst.clear()


def _has_focus(widget: QWidget) -> bool:
    """A key that a widget ignores passes its parents too, and must be counted once."""
    focused = QApplication.focusWidget()
    return widget is focused if focused is not None else widget.isWindow()
