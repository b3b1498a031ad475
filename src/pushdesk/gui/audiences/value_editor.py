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
        if asked.shape is Shape.CHOICE:
            self.choice = self._combo(asked.values[0], choices, next(iter(values), ""))
            self.setLayout(column(self.choice))
        else:
            self.texts = tuple(self._text(name) for name in asked.values)
            for text, value in zip(self.texts, values, strict=False):
                text.setText(value)
            if asked.shape is Shape.NUMBER:
                self.texts[0].setValidator(QIntValidator(1, _MOST, self))
            unit = [label(asked.unit, "soft")] if asked.unit else []
            self.setLayout(row(column(*self.texts), *unit))

    @property
    def values(self) -> tuple[str, ...]:
        if self.choice is not None:
            return (str(self.choice.currentData() or ""),)
        return tuple(text.text().strip() for text in self.texts)

    def _combo(self, name: str, choices: Sequence[Choice], value: str) -> QComboBox:
        """A value that the venue no longer has is kept until another is chosen."""
        made = QComboBox()
        made.setAccessibleName(name)
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.setMinimumContentsLength(4)
        for data, text in choices:
            made.addItem(text, data)
        if value and made.findData(value) < 0:
            made.addItem(value, value)
        made.setCurrentIndex(max(0, made.findData(value)))
        made.currentIndexChanged.connect(lambda _number: self.edited.emit())
        return made

    def _text(self, name: str) -> QLineEdit:
        made = QLineEdit()
        made.setAccessibleName(name)
        made.setPlaceholderText(name)
        made.setMaxLength(120)
        made.textChanged.connect(lambda _text: self.edited.emit())
        return made
