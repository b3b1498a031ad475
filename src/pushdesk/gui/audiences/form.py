"""The form that builds a condition: groups of lines, joined by "and"."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pushdesk.gui.audiences.fields import Choices, Field, Group, How, Line
from pushdesk.gui.audiences.group_editor import GroupEditor
from pushdesk.gui.theme import Theme
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.dressing import column, empty, row
from pushdesk.i18n import _


class Form(QWidget):
    """`edited` tells that `content` may have changed by hand; `show_groups` is silent."""

    edited = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._choices = Choices()
        self.groups: list[GroupEditor] = []
        self._column = column(gap=12)
        self.add = button(theme, _("And another group"), "list-plus")
        self.add.clicked.connect(self._add_group)
        self.setLayout(column(self._column, row(self.add, 1), gap=12))

    @property
    def content(self) -> tuple[Group, ...]:
        return tuple(editor.group for editor in self.groups)

    def show_groups(self, groups: Sequence[Group], choices: Choices) -> None:
        self._choices = choices
        empty(self._column)
        self.groups = []
        for group in groups:
            self._put(group)

    def offer(self, choices: Choices) -> None:
        """For the lines that come; those that are there keep what they show."""
        self._choices = choices
        for editor in self.groups:
            editor.offer(choices)

    def _add_group(self) -> None:
        editor = self._put(Group(How.ALL, (Line(Field.CHANNEL),)))
        editor.lines[0].field.setFocus()
        self.edited.emit()

    def _put(self, group: Group) -> GroupEditor:
        made = GroupEditor(self._theme, self._choices, group)
        made.edited.connect(self.edited)
        made.unwanted.connect(lambda: self._remove(made))
        self.groups.append(made)
        self._column.addWidget(made)
        return made

    def _remove(self, editor: GroupEditor) -> None:
        self.groups.remove(editor)
        editor.hide()
        editor.deleteLater()
        self.add.setFocus()
        self.edited.emit()
