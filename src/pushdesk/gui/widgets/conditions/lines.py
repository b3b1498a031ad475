"""One line of the form: field, is or is not, and the value, as its field needs it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QWidget

from pushdesk.gui.theme import Theme
from pushdesk.gui.widgets.buttons import icon_button
from pushdesk.gui.widgets.conditions.fields import Asked, Choices, Field, Line, Shape, asked
from pushdesk.gui.widgets.dressing import column, label, row
from pushdesk.gui.widgets.inputs import Choice, EventPicker, Picker, Text
from pushdesk.i18n import _

_NARROWEST, _WIDEST = 128, 160
_MOST = 9999
_YES, _NO = "yes", "no"


class LineEditor(QWidget):
    """`edited` tells that `line` may have changed; `unwanted` that somebody takes it away.

    `rebuilt` tells that its value is another widget.
    """

    edited = Signal()
    rebuilt = Signal()
    unwanted = Signal()

    def __init__(self, theme: Theme, choices: Choices, line: Line) -> None:
        super().__init__()
        self._choices = choices
        fields = [(field.value, asked(field).name) for field in Field]
        self.field = Picker(_("What is asked"), fields, line.field)
        self.is_ = Picker(_("Is or is not"), _both(line.field), _NO if line.negated else _YES)
        self.remove = icon_button(theme, "x", _("Remove this line"))
        self._row = row(self.field, self.is_, self.remove)
        for number, picker in enumerate((self.field, self.is_)):
            picker.setMinimumWidth(_NARROWEST)
            picker.setMaximumWidth(_WIDEST)
            self._row.setStretch(number, 2)
        for part in (self.field, self.is_, self.remove):
            self._row.setAlignment(part, Qt.AlignmentFlag.AlignTop)
        self.setLayout(self._row)
        self._put_value(line)
        self.field.edited.connect(self._other_field)
        self.is_.edited.connect(self.edited)
        self.remove.clicked.connect(self.unwanted)

    @property
    def line(self) -> Line:
        return Line(Field(self.field.value), self.value.values, negated=self.is_.value == _NO)

    def offer(self, choices: Choices) -> None:
        self._choices = choices
        if self.value.choice is not None:
            self.value.choice.offer(choices.of(Field(self.field.value)))

    def stops(self) -> list[QWidget]:
        """Where Tab stops, from left to right."""
        choice = [self.value.choice] if self.value.choice is not None else []
        return [self.field, self.is_, *choice, *self.value.texts, self.remove]

    def _put_value(self, line: Line) -> None:
        self.value = ValueEditor(asked(line.field), self._choices.of(line.field), line.values)
        self.value.edited.connect(self.edited)
        self._row.insertWidget(2, self.value, 3)

    def _other_field(self) -> None:
        """The value of another field makes no sense here; "is not" stays."""
        field = Field(self.field.value)
        self.is_.offer(_both(field))
        self.value.hide()
        self.value.deleteLater()
        self._put_value(Line(field))
        self.rebuilt.emit()
        self.edited.emit()


class ValueEditor(QWidget):
    """A choice, a number, a period, a text or two; `edited` tells that `values` may have changed.

    A value that the venue no longer has is kept until another is chosen.
    """

    edited = Signal()

    def __init__(self, asked: Asked, choices: Sequence[Choice], values: Sequence[str]) -> None:
        super().__init__()
        self.choice: Picker | None = None
        names, left = list(asked.values), list(values)
        if asked.shape in (Shape.CHOICE, Shape.EVENT):
            first = left.pop(0) if left else ""
            self.choice = _choice(asked.shape, names.pop(0), choices, first)
            self.choice.edited.connect(self.edited)
        left += [""] * (len(names) - len(left))
        pairs = zip(names, left, strict=True)
        self.texts = tuple(Text(name, value) for name, value in pairs)
        for text in self.texts:
            text.edited.connect(self.edited)
        if asked.shape in (Shape.NUMBER, Shape.EVENT):
            self.texts[0].setValidator(QIntValidator(1, _MOST, self))
        unit = [label(asked.unit, "soft")] if asked.unit else []
        lines = column(*([self.choice] if self.choice else []), row(column(*self.texts), *unit))
        self.setLayout(lines)

    @property
    def values(self) -> tuple[str, ...]:
        texts = tuple(text.value for text in self.texts)
        return texts if self.choice is None else (self.choice.value, *texts)


def _choice(shape: Shape, name: str, choices: Sequence[Choice], value: str) -> Picker:
    """Events are suggestions, and the name of another may be typed."""
    known = value or (choices[0][0] if choices else "")
    return (
        EventPicker(name, choices, known) if shape is Shape.EVENT else Picker(name, choices, known)
    )


def _both(field: Field) -> tuple[Choice, Choice]:
    words = asked(field)
    return (_YES, words.yes), (_NO, words.no)
