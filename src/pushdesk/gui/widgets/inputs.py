"""A choice, an event, a text: each has `value`, a text, and tells `edited`."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QStyledItemDelegate

from pushdesk.i18n import _

# Value and name.
Choice = tuple[str, str]
_LONGEST = 500


class DropDown(QComboBox):
    """Rolling past it changes nothing: the wheel goes on to the page."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Qt's own delegate of these lists doesn't ask the style sheet how high a row is.
        self.setItemDelegate(QStyledItemDelegate(self))

    def show_choices(self, choices: Iterable[tuple[object, str]]) -> None:
        """Pairs of value and name; silent. A list that somebody has open stays as it is while
        the choices are the same.
        """
        wanted = list(choices)
        if wanted == [(self.itemData(n), self.itemText(n)) for n in range(self.count())]:
            return
        with QSignalBlocker(self):
            self.clear()
            for value, text in wanted:
                self.addItem(text, value)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class Picker(DropDown):
    """`edited` tells that somebody has chosen."""

    edited = Signal()

    def __init__(self, name: str, choices: Sequence[Choice], value: str) -> None:
        super().__init__(name)
        self.setToolTip(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        self._fill(choices, value)
        self.currentIndexChanged.connect(lambda _number: self.edited.emit())

    @property
    def value(self) -> str:
        return str(self.currentData() or "")

    def offer(self, choices: Sequence[Choice]) -> None:
        """There is something else to choose from; what is chosen stays."""
        value = self.value
        with QSignalBlocker(self):
            self.clear()
            self._fill(choices, value)

    def _fill(self, choices: Sequence[Choice], value: str) -> None:
        for data, text in choices:
            self.addItem(text, data)
        if self.findData(value) < 0:
            # What the venue no longer has is kept until another is chosen.
            self.insertItem(0, value or _("Choose …"), value)
        self.setCurrentIndex(self.findData(value))


class EventPicker(Picker):
    """One of the events that are known, or the name of another."""

    def __init__(self, name: str, choices: Sequence[Choice], value: str) -> None:
        super().__init__(name, choices, value)
        line = QLineEdit()
        line.setAccessibleName(name)
        line.setPlaceholderText(name)
        line.setMaxLength(_LONGEST)
        self.setEditable(True)
        self.setLineEdit(line)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        if not value:
            self.removeItem(0)
            self.setCurrentIndex(-1)
        line.setText(self.currentText() if value else "")
        line.setCursorPosition(0)
        self.editTextChanged.connect(lambda _text: self.edited.emit())

    @property
    def value(self) -> str:
        text = self.currentText().strip()
        number = self.findText(text, Qt.MatchFlag.MatchFixedString)
        return str(self.itemData(number)) if number >= 0 else text

    def offer(self, choices: Sequence[Choice]) -> None:
        """What somebody is writing stays as it is."""
        written = self.currentText()
        super().offer(choices)
        with QSignalBlocker(self):
            self.setEditText(written)


class Text(QLineEdit):
    edited = Signal()

    def __init__(self, name: str, value: str) -> None:
        super().__init__(value)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setPlaceholderText(name)
        self.setMaxLength(_LONGEST)
        self.setCursorPosition(0)
        self.textChanged.connect(lambda _text: self.edited.emit())

    @property
    def value(self) -> str:
        return self.text().strip()
