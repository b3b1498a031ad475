"""One line of the form: what it is, its values, and what is wrong with it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from pushdesk.gui.rules import faults
from pushdesk.gui.rules.fields import Choices, Field, Kind, Line, Shape, asked
from pushdesk.gui.rules.inputs import Editor, editor
from pushdesk.gui.theme import SIZES
from pushdesk.gui.widgets.conditions import fields as condition
from pushdesk.gui.widgets.conditions.fields import Group, How
from pushdesk.gui.widgets.dressing import column, label, row
from pushdesk.gui.widgets.inputs import Picker

_SIDE_BY_SIDE = 2


class LineEditor(QWidget):
    """`edited` tells that a value may have changed, `turned` that the line is of another kind.

    `head` is the row of the kind's picker; who owns the line puts its buttons there.
    """

    edited = Signal()
    turned = Signal()

    def __init__(
        self, name: str, kinds: Sequence[Kind], line: Line, choices: Choices, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._choices, self._shown = choices, line
        offered = kinds if line.kind in kinds else (*kinds, line.kind)
        self.kind = Picker(name, [(kind.value, asked(kind).name) for kind in offered], line.kind)
        self.head: QHBoxLayout = row(self.kind)
        self.head.setStretch(0, 1)
        self._fault = label(role="amber", wrap=True)
        self.values: tuple[Editor, ...] = tuple(
            editor(field, value, choices)
            for field, value in zip(asked(line.kind).fields, line.values, strict=True)
        )
        self.setLayout(column(self.head, _grid(self.values), self._fault))
        self.kind.edited.connect(self.turned)
        for each in self.values:
            each.edited.connect(self._edit)
        self._tell()

    @property
    def line(self) -> Line:
        """Without what stands in it; of another kind, once somebody has chosen one."""
        kind = Kind(self.kind.value)
        if kind is self._shown.kind:
            return Line(kind, tuple(each.value for each in self.values))
        return fresh(kind, self._choices)

    @property
    def fault(self) -> str:
        return self._fault.text()

    def blame(self, sentence: str) -> None:
        """For what the whole rule makes of this line; an edit looks at its values again."""
        self._fault.setText(sentence)
        self._fault.setVisible(bool(sentence))

    def offer(self, choices: Choices) -> None:
        self._choices = choices
        for field, each in zip(asked(self._shown.kind).fields, self.values, strict=True):
            if isinstance(each, Picker):
                each.offer(choices.of(field.source))
        self._tell()

    def _edit(self) -> None:
        self._tell()
        self.edited.emit()

    def _tell(self) -> None:
        kind = self._shown.kind
        values = tuple(each.value for each in self.values)
        self.blame(faults.fault(Line(kind, values), self._choices))


def fresh(kind: Kind, choices: Choices) -> Line:
    """As it begins: with the first of what there is to choose."""
    words = asked(kind)
    values = tuple(_first(field, choices) for field in words.fields)
    tests = (
        (Group(How.ALL, (condition.Line(condition.Field.AUDIENCE),)),) if kind is Kind.IF else ()
    )
    return Line(kind, values, tests, tuple(() for _branch in words.branches))


def _first(field: Field, choices: Choices) -> str:
    known = choices.of(field.source) if field.shape is Shape.CHOICE else ()
    return field.first or (known[0][0] if known else "")


def _grid(values: Sequence[Editor]) -> QGridLayout:
    """Two and two; the last one alone takes the whole width."""
    made = QGridLayout()
    made.setSpacing(SIZES.grid)
    for number, each in enumerate(values):
        alone = number == len(values) - 1 and number % _SIDE_BY_SIDE == 0
        made.addWidget(each, *divmod(number, _SIDE_BY_SIDE), 1, _SIDE_BY_SIDE if alone else 1)
        made.setColumnStretch(number % _SIDE_BY_SIDE, 1)
    return made
