"""The form that builds a condition: groups of lines, joined by "and"."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.buttons import button, icon_button
from pushdesk.gui.widgets.chips import ChipRow
from pushdesk.gui.widgets.conditions import translate
from pushdesk.gui.widgets.conditions.fields import Choices, Field, Group, How, Line
from pushdesk.gui.widgets.conditions.lines import LineEditor
from pushdesk.gui.widgets.dressing import column, empty, label, row
from pushdesk.gui.widgets.labels import ElidedLabel
from pushdesk.i18n import _


class ConditionForm(QWidget):
    """`edited` tells that `content` may have changed by hand; `show_groups` is silent.

    `first` is what the button says that adds the first group.
    """

    edited = Signal()

    def __init__(self, theme: Theme, first: str) -> None:
        super().__init__()
        self._theme, self._first = theme, first
        self._choices = Choices()
        self.groups: list[GroupEditor] = []
        self._column = column(gap=12)
        self.add = button(theme, first, "list-plus")
        self.add.clicked.connect(self._add_group)
        self.setLayout(column(self._column, row(self.add, 1), gap=12))

    @property
    def content(self) -> tuple[Group, ...]:
        return tuple(editor.group for editor in self.groups)

    @property
    def fault(self) -> str:
        """What is missing in a group; empty also where there is none."""
        return translate.missing(self.content) if self.groups else ""

    def show_groups(self, groups: Sequence[Group], choices: Choices) -> None:
        self._choices = choices
        empty(self._column)
        self.groups = []
        for group in groups:
            self._put(group)
        self._order()

    def offer(self, choices: Choices) -> None:
        """What there is to choose from may have changed; what is chosen stays."""
        self._choices = choices
        for editor in self.groups:
            editor.offer(choices)

    def _add_group(self) -> None:
        editor = self._put(Group(How.ALL, (Line(Field.CHANNEL),)))
        editor.lines[0].field.setFocus()
        self._restructured()

    def _put(self, group: Group) -> "GroupEditor":
        made = GroupEditor(self._theme, self._choices, group)
        made.edited.connect(self.edited)
        made.rebuilt.connect(self._order)
        made.unwanted.connect(lambda: self._remove(made))
        self.groups.append(made)
        self._column.addWidget(made)
        return made

    def _remove(self, editor: "GroupEditor") -> None:
        self.groups.remove(editor)
        editor.hide()
        editor.deleteLater()
        self.add.setFocus()
        self._restructured()

    def _restructured(self) -> None:
        self._order()
        self.edited.emit()

    def _order(self) -> None:
        """Tab goes from the top down, whatever came when."""
        self.add.setText(_("And another group") if self.groups else self._first)
        self.add.setAccessibleName(self.add.text())
        stops = [stop for editor in self.groups for stop in editor.stops()]
        for before, after in pairwise([self, *stops, self.add]):
            QWidget.setTabOrder(before, after)


class GroupEditor(QFrame):
    """Lines that belong together: all of them, any of them, or none of them.

    `edited` tells that `group` may have changed; without a line it is `unwanted`. `rebuilt` tells
    that widgets have come.
    """

    edited = Signal()
    rebuilt = Signal()
    unwanted = Signal()

    def __init__(self, theme: Theme, choices: Choices, group: Group) -> None:
        super().__init__()
        self.setProperty("role", "well")
        self._theme, self._choices, self._kept = theme, choices, group.kept
        self.lines: list[LineEditor] = []
        self.how = ChipRow(
            _("of these lines"),
            ((How.ALL, _("All")), (How.ANY, _("Any")), (How.NONE, _("None"))),
        )
        self.how.choose(group.how)
        self.how.chosen.connect(lambda _how: self.edited.emit())
        self.add = button(theme, _("Add a line"), "plus")
        self.add.clicked.connect(self._add_line)
        self.drop = icon_button(theme, "x", _("Remove this part"))
        self.drop.clicked.connect(self.unwanted)
        self._lines = column(gap=SIZES.grid)
        for line in group.lines:
            self._put(line)
        self._lay_out()

    @property
    def group(self) -> Group:
        lines = tuple(editor.line for editor in self.lines)
        return Group(How(str(self.how.value)), lines, self._kept)

    def offer(self, choices: Choices) -> None:
        self._choices = choices
        for editor in self.lines:
            editor.offer(choices)

    def stops(self) -> list[QWidget]:
        """Where Tab stops, from the top down."""
        if self._kept is not None:
            return [self.drop]
        lines = (stop for editor in self.lines for stop in editor.stops())
        return [*self.how.chips, self.add, *lines]

    def _lay_out(self) -> None:
        if self._kept is not None:
            told = label(_("Deeper than the form shows; kept as it is."), "soft", wrap=True)
            head = row(told, self.drop, gap=12)
            head.setStretch(0, 1)
        else:
            head = row(self.how, ElidedLabel(_("of these hold"), "soft"), self.add, gap=12)
            head.setStretch(1, 1)
        self.setLayout(column(head, self._lines, gap=12, margin=12))

    def _add_line(self) -> None:
        editor = self._put(Line(Field.CHANNEL))
        editor.field.setFocus()
        self.rebuilt.emit()
        self.edited.emit()

    def _put(self, line: Line) -> LineEditor:
        made = LineEditor(self._theme, self._choices, line)
        made.edited.connect(self.edited)
        made.rebuilt.connect(self.rebuilt)
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
