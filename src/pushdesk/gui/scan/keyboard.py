"""A USB scanner types like a keyboard: its codes are caught whatever has the focus."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from pushdesk.gui.input_filter import InputFilter
from pushdesk.gui.scan.burst import SHORTEST_CODE, Burst

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

    Only a burst's first character reaches the text that has the focus, and it is taken back.
    `lone_key` is a character that a person pressed while no text had the focus. A code without its
    end, which no text has taken, is dropped: its letters are no commands.
    """

    scanned = Signal(str)
    lone_key = Signal(str)

    kinds = (QEvent.Type.KeyPress,)

    def __init__(self, inputs: InputFilter) -> None:
        super().__init__(inputs)
        self._inputs = inputs
        self._burst = Burst()
        self._field: _Text | None = None
        self._silence = QTimer(self, singleShot=True, interval=_SILENCE_MS)
        self._silence.timeout.connect(self._was_a_person)

    @property
    def is_busy(self) -> bool:
        """Keys are held that may be a code's."""
        return bool(self._burst.characters)

    def start(self) -> None:
        """Once the window is built: each part of it that is made would be an event to look at."""
        self._inputs.add(self)

    def stop(self) -> None:
        self._inputs.remove(self)
        self._silence.stop()

    def keeps(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or not isinstance(watched, QWidget):
            return False
        return _has_focus(watched) and self._key(watched, event)

    def _key(self, widget: QWidget, event: QKeyEvent) -> bool:
        """Whether the key is kept from the widget."""
        at = event.timestamp() or time.monotonic() * 1000
        if self._burst.characters and not self._burst.goes_on(at):
            self._was_a_person()
        if event.key() in _ENDS:
            return self._end(widget, event, at)
        if event.modifiers() & _COMMAND or not event.text().isprintable() or not event.text():
            return False
        if self._burst.characters:
            self._hold(event.text(), at)
            return True
        return self._begin(widget, event.text(), at)

    def _begin(self, widget: QWidget, character: str, at: float) -> bool:
        self._field = _text_of(widget)
        if self._field is None and character == " ":
            return False  # presses a button; no code starts with it
        self._hold(character, at)
        return self._field is None

    def _hold(self, character: str, at: float) -> None:
        self._burst.add(character, at)
        self._silence.start(max(_SILENCE_MS, self._burst.patience))

    def _end(self, widget: QWidget, event: QKeyEvent, at: float) -> bool:
        if not self._burst.is_code(at):
            self._was_a_person()
            return _goes_along(widget, event)
        code = self._burst.text
        self._forget()
        if self._field is not None:
            self._field.take_back()
        self.scanned.emit(code)
        return True

    def _was_a_person(self) -> None:
        """Gives back what was held: the first key may lead to the text that takes the others."""
        typed = self._burst.text
        self._forget()
        if self._field is not None:
            if typed[1:]:  # nothing, inserted, would still delete what is selected
                self._field.insert(typed[1:])
        elif len(typed) < SHORTEST_CODE:
            for character in typed:
                self._give_back(character)

    def _give_back(self, character: str) -> None:
        focused = QApplication.focusWidget()
        text = _text_of(focused) if focused is not None else None
        if text is not None:
            text.insert(character)
        elif QApplication.activePopupWidget() is not None and isinstance(
            focused, QAbstractItemView
        ):
            focused.keyboardSearch(character)
        elif character != " ":  # between two other keys nobody means to press a button
            self.lone_key.emit(character)

    def _forget(self) -> None:
        self._silence.stop()
        self._burst.clear()


class _Text:
    """A text with the focus, as it is before a burst begins."""

    def __init__(self, insert: Callable[[str], object], take_back: Callable[[], object]) -> None:
        self.insert, self.take_back = insert, take_back


def _text_of(widget: QWidget) -> _Text | None:
    """None for what takes no text."""
    match widget:
        case QLineEdit() if not widget.isReadOnly():
            return _of_line(widget)
        case QPlainTextEdit() if not widget.isReadOnly():
            return _of_box(widget)
        case QTextEdit() if not widget.isReadOnly():
            return _of_box(widget)
        case QAbstractSpinBox() | QComboBox():
            inside = widget.lineEdit()
            return _of_line(inside) if inside is not None else None
        case _:
            return None


def _of_line(line: QLineEdit) -> _Text:
    text, at = line.text(), line.cursorPosition()

    def take_back() -> None:
        line.setText(text)
        line.setCursorPosition(at)

    return _Text(line.insert, take_back)


def _of_box(box: QPlainTextEdit | QTextEdit) -> _Text:
    """Not by undo, which would take the words before the burst as well."""
    text, at = box.toPlainText(), box.textCursor().position()

    def take_back() -> None:
        cursor = box.textCursor()
        cursor.select(cursor.SelectionType.Document)
        cursor.insertText(text)
        cursor.setPosition(at)
        box.setTextCursor(cursor)

    return _Text(box.insertPlainText, take_back)


def _goes_along(widget: QWidget, event: QKeyEvent) -> bool:
    """Whether the keys before have moved the focus away from the widget, and Enter follows."""
    focused = QApplication.focusWidget()
    if focused is None or focused is widget:
        return False
    again = QKeyEvent(event.type(), event.key(), event.modifiers(), event.text())
    QApplication.postEvent(focused, again)
    return True


def _has_focus(widget: QWidget) -> bool:
    """A key that a widget ignores passes its parents too, and must be counted once."""
    focused = QApplication.focusWidget()
    return widget is focused if focused is not None else widget.isWindow()
