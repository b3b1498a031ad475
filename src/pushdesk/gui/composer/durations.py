"""How long something holds: chips, where a time that none of them has replaces the nearest."""

from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pushdesk.gui.composer import words
from pushdesk.gui.widgets.chips import ChipRow
from pushdesk.gui.widgets.dressing import column

_OFFERED = tuple(timedelta(minutes=minutes) for minutes in (10, 60, 240, 24 * 60, 7 * 24 * 60))


class Durations(QWidget):
    """`chosen` tells what a person chose; `choose` is silent. `also` are further choices."""

    chosen = Signal(object)

    def __init__(self, name: str, *also: tuple[object, str]) -> None:
        super().__init__()
        self._name, self._also = name, also
        self._offered = _OFFERED
        self.chips = self._make()
        self._column = column(self.chips)
        self.setLayout(self._column)

    @property
    def value(self) -> object:
        return self.chips.value

    def choose(self, value: object) -> None:
        if isinstance(value, timedelta):
            self._offer(value)
        self.chips.choose(value)

    def _offer(self, duration: timedelta) -> None:
        offered = _with(duration)
        if offered == self._offered:
            return
        self._offered, before = offered, self.chips
        self.chips = self._make()
        self._column.replaceWidget(before, self.chips)
        before.hide()
        before.deleteLater()

    def _make(self) -> ChipRow:
        durations = ((each, words.short_duration(each)) for each in self._offered)
        made = ChipRow(self._name, (*durations, *self._also))
        made.chosen.connect(self.chosen)
        return made


def _with(duration: timedelta) -> tuple[timedelta, ...]:
    """As many as there is room for."""
    if duration in _OFFERED:
        return _OFFERED
    nearest = min(_OFFERED, key=lambda each: max(each / duration, duration / each))
    return tuple(sorted((*(each for each in _OFFERED if each != nearest), duration)))
