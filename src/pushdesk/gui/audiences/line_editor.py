"""One line of the form: field, is or is not, value."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from pushdesk.gui.audiences.fields import Choices, Field, Line, asked
from pushdesk.gui.audiences.value_editor import ValueEditor
from pushdesk.gui.theme import Theme
from pushdesk.gui.widgets.buttons import icon_button
from pushdesk.gui.widgets.dressing import row
from pushdesk.i18n import _

_FIELD_WIDTH = 152
_IS_WIDTH = 152


class LineEditor(QWidget):
    """`edited` tells that `line` may have changed; `unwanted` that somebody takes it away."""

    edited = Signal()
    unwanted = Signal()

    def __init__(self, theme: Theme, choices: Choices, line: Line) -> None:
        super().__init__()
        self._choices = choices
        self.field = _combo(_("What is asked"), _FIELD_WIDTH)
        for field in Field:
            self.field.addItem(asked(field).name, field)
        self.field.setCurrentIndex(list(Field).index(line.field))
        self.is_ = _combo(_("Is or is not"), _IS_WIDTH)
        self.remove = icon_button(theme, "x", _("Remove this line"))
        self._row = row(self.field, self.is_, self.remove)
        for part in (self.field, self.is_, self.remove):
            self._row.setAlignment(part, Qt.AlignmentFlag.AlignTop)
        self.setLayout(self._row)
        self._fill(line)
        self.field.currentIndexChanged.connect(lambda _number: self._other_field())
        self.is_.currentIndexChanged.connect(lambda _number: self.edited.emit())
        self.remove.clicked.connect(self.unwanted)

    @property
    def line(self) -> Line:
        return Line(self._field(), self.value.values, negated=self.is_.currentIndex() == 1)

    def _field(self) -> Field:
        return list(Field)[self.field.currentIndex()]

    def _fill(self, line: Line) -> None:
        words = asked(line.field)
        self.is_.clear()
        self.is_.addItems((words.yes, words.no))
        self.is_.setCurrentIndex(int(line.negated))
        self.value = ValueEditor(words, self._choices.of(line.field), line.values)
        self.value.edited.connect(self.edited)
        self._row.insertWidget(2, self.value, 1)

    def _other_field(self) -> None:
        """The value of another field makes no sense here; "is not" stays."""
        negated = self.is_.currentIndex() == 1
        self.value.hide()
        self.value.deleteLater()
        self._fill(Line(self._field(), negated=negated))
        self.edited.emit()


def _combo(name: str, width: int) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.setFixedWidth(width)
    return made
