"""The words of a row: the state, which is never cut, and what gives way to it."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from pushdesk.gui.theme import Theme
from pushdesk.gui.widgets.dressing import label, mark, row
from pushdesk.gui.widgets.icons import IconLabel
from pushdesk.gui.widgets.states import Look

_ICON = 20


class WholeWord(QLabel):
    """In one line, or broken where its two lines are shortest; it asks for no less room."""

    def __init__(self) -> None:
        super().__init__()
        self._whole = ""
        self.setProperty("role", "state")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    @property
    def whole(self) -> str:
        return self._whole

    def say(self, text: str) -> None:
        self._whole = text
        self.setAccessibleName(text)
        self._fit()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(_width(self._metrics(), self._whole), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        two_lines = _in_two(self._metrics(), self._whole)
        return QSize(_width(self._metrics(), two_lines), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        metrics = self._metrics()
        fits = _width(metrics, self._whole) <= self.width()
        fitting = self._whole if fits else _in_two(metrics, self._whole)
        if fitting != self.text():
            self.setText(fitting)

    def _metrics(self) -> QFontMetrics:
        self.ensurePolished()  # a label that was never shown has not got its own font yet
        return self.fontMetrics()


class RowState(QWidget):
    """A party's state as icon and word."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._icon = IconLabel(theme, "clock", "grey", _ICON)
        self.text = WholeWord()
        self.setLayout(row(self._icon, self.text, gap=6))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    @property
    def word(self) -> str:
        return self.text.whole

    def show_look(self, look: Look) -> None:
        self._icon.change(look.icon, look.colour)
        self.text.say(look.word)
        mark(self.text, "tone", look.colour)
        self.setAccessibleName(look.word)


class Spare(QLabel):
    """As many of its parts as fit, from the first; it takes only the room that is left."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: tuple[str, ...] = ()
        self.setProperty("role", "small")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def say(self, parts: Sequence[str]) -> None:
        self._parts = tuple(parts)
        self.setAccessibleName(joined(self._parts))
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.ensurePolished()
        metrics, parts = self.fontMetrics(), self._parts
        while parts and _width(metrics, joined(parts)) > self.width():
            parts = parts[:-1]
        self.setText(joined(parts))


def tally() -> QLabel:
    """How often a party was called, beside its name."""
    made = label(role="strong")
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
    return made


def joined(parts: Sequence[str]) -> str:
    return " · ".join(parts)


def _width(metrics: QFontMetrics, text: str) -> int:
    """Of the longest line, with a pixel for what rounding takes at 150 %."""
    return max(metrics.horizontalAdvance(line) for line in text.split("\n")) + 2


def _in_two(metrics: QFontMetrics, text: str) -> str:
    words = text.split(" ")
    breaks = [
        f"{' '.join(words[:place])}\n{' '.join(words[place:])}" for place in range(1, len(words))
    ]
    return min(breaks, key=lambda broken: _width(metrics, broken), default=text)
