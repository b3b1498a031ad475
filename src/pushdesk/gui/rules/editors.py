"""The fields in which the values of a line are given, by their shape."""

from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pushdesk.gui.rules import amounts
from pushdesk.gui.rules.amounts import Amount, Number
from pushdesk.gui.rules.fields import Choices, Field, Shape
from pushdesk.gui.rules.values import EventPicker, Picker, Text
from pushdesk.gui.widgets.dressing import label, row
from pushdesk.i18n import _


class Kept(QWidget):
    """What the form has no field for."""

    edited = Signal()

    def __init__(self, value: str) -> None:
        super().__init__()
        self.value = value
        self.setLayout(row(label(_("As the sentences tell it"), "soft"), 1))


Editor: TypeAlias = Picker | Text | Number | Amount | Kept


def editor(field: Field, value: str, choices: Choices) -> Editor:
    makers: dict[Shape, Callable[[], Editor]] = {
        Shape.CHOICE: lambda: Picker(field.name, choices.of(field.source), value),
        Shape.EVENT: lambda: EventPicker(field.name, choices.of(field.source), value),
        Shape.DURATION: lambda: Amount(field.name, amounts.durations(), value),
        Shape.DAYS_AWAY: lambda: Amount(field.name, amounts.days_away(), value),
        Shape.NUMBER: lambda: Number(field.name, value, field.unit),
        Shape.KEPT: lambda: Kept(value),
    }
    return makers.get(field.shape, lambda: Text(field.name, value))()
