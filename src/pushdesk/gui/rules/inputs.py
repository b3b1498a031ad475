"""The fields in which the values of a line are given; each has `value`, a text."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QWidget

from pushdesk.gui.rules.fields import Choices, Field, Shape
from pushdesk.gui.widgets.dressing import label, row
from pushdesk.gui.widgets.inputs import Choice, EventPicker, Picker, Text
from pushdesk.i18n import _

_MOST = 999_999
_NUMBER_WIDTH = 88


class Number(QWidget):
    """Digits, and a word behind them."""

    edited = Signal()

    def __init__(self, name: str, value: str, unit: str) -> None:
        super().__init__()
        self.digits = _digits(name, value)
        self.digits.edited.connect(self.edited)
        self.setLayout(row(self.digits, label(unit, "soft"), 1))
        self.setFocusProxy(self.digits)

    @property
    def value(self) -> str:
        return self.digits.value


class Amount(QWidget):
    """Digits times a unit: `units` are the factors as texts, the largest first, with their words.

    A value is shown in the first unit that needs no fraction.
    """

    edited = Signal()

    def __init__(self, name: str, units: Sequence[Choice], value: str) -> None:
        super().__init__()
        digits, unit = _split(value, units)
        self.digits = _digits(name, digits)
        self.unit = Picker(_("{name}: unit").format(name=name), units, unit)
        for part in (self.digits, self.unit):
            part.edited.connect(self.edited)
        layout = row(self.digits, self.unit)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.setFocusProxy(self.digits)

    @property
    def value(self) -> str:
        digits = self.digits.value
        return str(int(digits) * int(self.unit.value)) if digits.isdecimal() else ""


def _digits(name: str, value: str) -> Text:
    made = Text(name, value)
    made.setValidator(QIntValidator(0, _MOST, made))
    made.setFixedWidth(_NUMBER_WIDTH)
    return made


def _split(value: str, units: Sequence[Choice]) -> tuple[str, str]:
    """The digits and the factor."""
    last = units[-1][0]
    if not value.removeprefix("-").isdecimal():
        return "", last
    number = int(value)
    for factor, _name in units:
        if number % int(factor) == 0 and number // int(factor) >= 0:
            return str(number // int(factor)), factor
    return value, last


def durations() -> tuple[Choice, ...]:
    return (
        ("86400", _("days")),
        ("3600", _("hours")),
        ("60", _("minutes")),
        ("1", _("seconds")),
    )


def days_away() -> tuple[Choice, ...]:
    return (("1", _("days after it")), ("-1", _("days before it")))


Editor: TypeAlias = Picker | Text | Number | Amount


def editor(field: Field, value: str, choices: Choices) -> Editor:
    makers: dict[Shape, Callable[[], Editor]] = {
        Shape.CHOICE: lambda: Picker(field.name, choices.of(field.source), value),
        Shape.EVENT: lambda: EventPicker(field.name, choices.of(field.source), value),
        Shape.DURATION: lambda: Amount(field.name, durations(), value),
        Shape.DAYS_AWAY: lambda: Amount(field.name, days_away(), value),
        Shape.NUMBER: lambda: Number(field.name, value, field.unit),
    }
    return makers.get(field.shape, lambda: Text(field.name, value))()
