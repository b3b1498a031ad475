"""Lines that belong together: all of them, any of them, or none of them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from pushdesk.gui.audiences.fields import Choices, Field, Group, How, Line
from pushdesk.gui.audiences.line_editor import LineEditor
from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.chips import ChipRow
from pushdesk.gui.widgets.dressing import column, row
from pushdesk.gui.widgets.labels import ElidedLabel
from pushdesk.i18n import _


class GroupEditor(QFrame):
    """`edited` tells that `group` may have changed; without a line it is `unwanted`."""

    edited = Signal()
    unwanted = Signal()

    def __init__(self, theme: Theme, choices: Choices, group: Group) -> None:
        super().__init__()
        self.setProperty("role", "well")
        self._theme, self._choices = theme, choices
        self.lines: list[LineEditor] = []
        self.how = ChipRow(
            _("of these lines"),
            ((How.ALL, _("All")), (How.ANY, _("Any")), (How.NONE, _("None"))),
        )
        self.how.choose(group.how)
        self.how.chosen.connect(lambda _how: self.edited.emit())
        self.add = button(theme, _("Add a line"), "plus")
        self.add.clicked.connect(lambda: self._add_line(Line(Field.CHANNEL)))
        self._lines = column(gap=SIZES.grid)
        for line in group.lines:
            self._put(line)
        head = row(self.how, ElidedLabel(_("of these hold"), "soft"), self.add, gap=12)
        head.setStretch(1, 1)
        self.setLayout(column(head, self._lines, gap=12, margin=12))

    @property
    def group(self) -> Group:
        return Group(How(str(self.how.value)), tuple(editor.line for editor in self.lines))

    def offer(self, choices: Choices) -> None:
        self._choices = choices

    def _add_line(self, line: Line) -> None:
        editor = self._put(line)
        editor.field.setFocus()
        self.edited.emit()

    def _put(self, line: Line) -> LineEditor:
        made = LineEditor(self._theme, self._choices, line)
        made.edited.connect(self.edited)
        made.unwanted.connect(lambda: self._remove(made))
        self.lines.append(made)
        self._lines.addWidget(made)
        return made

    def _remove(self, editor: LineEditor) -> None:
        self.lines.remove(editor)
        editor.hide()
        editor.deleteLater()
        if self.lines:
            self.lines[-1].field.setFocus()
            self.edited.emit()
        else:
            self.unwanted.emit()
