"""The value of one line of the form: a choice, a number, a period, a text or two."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from pushdesk.gui.audiences.fields import Asked, Choice, Shape
from pushdesk.gui.widgets.dressing import column, label, row

_MOST = 9999


class ValueEditor(QWidget):
    """`edited` tells that `values` may have changed."""

    edited = Signal()

    def __init__(self, asked: Asked, choices: Sequence[Choice], values: Sequence[str]) -> None:
        super().__init__()
        self.choice: QComboBox | None = None
        self.texts: tuple[QLineEdit, ...] = ()
        names, left = list(asked.values), list(values)
        if asked.shape in (Shape.CHOICE, Shape.EVENT):
            free = asked.shape is Shape.EVENT
            self.choice = self._combo(names.pop(0), choices, left.pop(0) if left else "", free=free)
        self.texts = tuple(self._text(name) for name in names)
        for text, value in zip(self.texts, left, strict=False):
            text.setText(value)
        if asked.shape in (Shape.NUMBER, Shape.EVENT):
            self.texts[0].setValidator(QIntValidator(1, _MOST, self))
        unit = [label(asked.unit, "soft")] if asked.unit else []
        lines = column(*([self.choice] if self.choice else []), row(column(*self.texts), *unit))
        self.setLayout(lines)

    @property
    def values(self) -> tuple[str, ...]:
        texts = tuple(text.text().strip() for text in self.texts)
        return texts if self.choice is None else (_value(self.choice), *texts)

    def _combo(self, name: str, choices: Sequence[Choice], value: str, *, free: bool) -> QComboBox:
        """A value that the venue no longer has is kept until another is chosen.

        `free`: the choices are suggestions, and another text may be typed.
        """
        made = QComboBox()
        made.setAccessibleName(name)
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.setMinimumContentsLength(4)
        for data, text in choices:
            made.addItem(text, data)
        if value and made.findData(value) < 0:
            made.addItem(value, value)
        made.setCurrentIndex(max(0, made.findData(value)))
        if free:
            made.setEditable(True)
            made.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            made.editTextChanged.connect(lambda _text: self.edited.emit())
        made.currentIndexChanged.connect(lambda _number: self.edited.emit())
        return made

    def _text(self, name: str) -> QLineEdit:
        made = QLineEdit()
        made.setAccessibleName(name)
        made.setPlaceholderText(name)
        made.setMaxLength(120)
        made.textChanged.connect(lambda _text: self.edited.emit())
        return made


def _value(choice: QComboBox) -> str:
    return choice.currentText().strip() if choice.isEditable() else str(choice.currentData() or "")
