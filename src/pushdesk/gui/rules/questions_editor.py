"""What is asked of the guest: lines that must all hold."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pushdesk.gui.rules.fields import TESTS, Choices, Kind, Line
from pushdesk.gui.rules.line_editor import LineEditor, fresh
from pushdesk.gui.theme import Theme
from pushdesk.gui.widgets.buttons import button, icon_button
from pushdesk.gui.widgets.dressing import column, row
from pushdesk.i18n import _


class QuestionsEditor(QWidget):
    """`restructured` tells that a line has come, gone, or become another: build it anew."""

    edited = Signal()
    restructured = Signal()

    def __init__(
        self, theme: Theme, choices: Choices, lines: Sequence[Line], add: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._theme, self._choices = theme, choices
        self._column = column()
        self.lines: list[LineEditor] = []
        for line in lines:
            self._put(line)
        self.add = button(theme, add, "plus")
        self.add.clicked.connect(self._add)
        self.setLayout(column(self._column, row(self.add, 1)))

    @property
    def content(self) -> tuple[Line, ...]:
        return tuple(editor.line for editor in self.lines)

    def offer(self, choices: Choices) -> None:
        self._choices = choices
        for line in self.lines:
            line.offer(choices)

    def _add(self) -> None:
        self._put(fresh(Kind.IN_AUDIENCE, self._choices))
        self.restructured.emit()

    def _put(self, line: Line) -> None:
        made = LineEditor(_("What is asked of the guest"), TESTS, line, self._choices, self)
        remove = icon_button(self._theme, "x", _("Take this question away"))
        remove.clicked.connect(lambda: self._remove(made))
        made.head.addWidget(remove)
        made.edited.connect(self.edited)
        made.turned.connect(self.restructured)
        self.lines.append(made)
        self._column.addWidget(made)

    def _remove(self, editor: LineEditor) -> None:
        self.lines.remove(editor)
        self.restructured.emit()
