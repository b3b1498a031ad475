"""Steps one below the other; some of them have steps in themselves."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from pushdesk.gui.rules.fields import STEPS, Choices, Kind, Line, asked
from pushdesk.gui.rules.line_editor import LineEditor, fresh
from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.buttons import button, icon_button
from pushdesk.gui.widgets.conditions.form import ConditionForm
from pushdesk.gui.widgets.dressing import column, label, row
from pushdesk.gui.widgets.icons import IconLabel
from pushdesk.i18n import _

# A place in the tree of steps: number, branch, number, branch, number …
Place = tuple[int, ...]


@dataclass(frozen=True)
class Change:
    """Steps have come, gone or moved: build the form anew and go to `place`.

    `lost` says what went with it, for the offer to undo.
    """

    place: Place
    lost: str = ""


class StepEditor(QFrame):
    """One step. `moved` carries -1 or 1."""

    edited = Signal()
    restructured = Signal(object)
    moved = Signal(int)
    unwanted = Signal()

    def __init__(
        self, theme: Theme, choices: Choices, line: Line, place: Place, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._shown, self._place = line, place
        nested = len(place) // 2
        self.setProperty("role", "card" if nested % 2 else "well")
        number = ".".join(str(each + 1) for each in place[::2])
        name = _("What step {number} does").format(number=number)
        self.line = LineEditor(name, STEPS, line, choices, self)
        self._add_buttons(theme, number)
        self.line.head.insertWidget(0, IconLabel(theme, asked(line.kind).icon, "soft", 22))
        layout = column(self.line, gap=SIZES.grid, margin=12)
        self.questions: ConditionForm | None = None
        if line.kind is Kind.IF:
            self.questions = ConditionForm(theme, _("Add what is asked"))
            layout.addWidget(self.questions)
            self.questions.show_groups(line.tests, choices.conditions)
        self.branches = tuple(
            StepsEditor(theme, choices, steps, self, (*place, branch))
            for branch, steps in enumerate(line.branches)
        )
        for title, branch in zip(asked(line.kind).branches, self.branches, strict=True):
            inner = column(label(title, "strong"), branch)
            inner.setContentsMargins(SIZES.grid, SIZES.grid, 0, 0)
            layout.addLayout(inner)
        self.setLayout(layout)
        self._connect()

    @property
    def content(self) -> Line:
        """Another kind keeps the branches where it has as many."""
        line = self.line.line
        if line.kind is not self._shown.kind:
            same = len(line.branches) == len(self.branches)
            ways = tuple(each.content for each in self.branches)
            return Line(line.kind, line.values, line.tests, ways if same else line.branches)
        tests = self.questions.content if self.questions else ()
        return Line(line.kind, line.values, tests, tuple(each.content for each in self.branches))

    def offer(self, choices: Choices) -> None:
        self.line.offer(choices)
        if self.questions:
            self.questions.offer(choices.conditions)
        for branch in self.branches:
            branch.offer(choices)

    def _add_buttons(self, theme: Theme, number: str) -> None:
        self.up = icon_button(theme, "arrow-up", _("Move step {n} up").format(n=number))
        self.down = icon_button(theme, "arrow-down", _("Move step {n} down").format(n=number))
        self.remove = icon_button(theme, "x", _("Remove step {n}").format(n=number))
        for part in (self.up, self.down, self.remove):
            self.line.head.addWidget(part)
        self.up.clicked.connect(lambda: self.moved.emit(-1))
        self.down.clicked.connect(lambda: self.moved.emit(1))
        self.remove.clicked.connect(self.unwanted)

    def _connect(self) -> None:
        self.line.edited.connect(self.edited)
        self.line.turned.connect(self._turn)
        if self.questions:
            self.questions.edited.connect(self.edited)
        for branch in self.branches:
            branch.edited.connect(self.edited)
            branch.restructured.connect(self.restructured)

    def _turn(self) -> None:
        before = any(each.steps for each in self.branches)
        lost = before and not any(self.content.branches)
        told = _("The steps inside it are gone.") if lost else ""
        self.restructured.emit(Change(self._place, told))


class StepsEditor(QWidget):
    """`place` is what the steps' own numbers follow; empty for the rule's own."""

    edited = Signal()
    restructured = Signal(object)

    def __init__(
        self,
        theme: Theme,
        choices: Choices,
        lines: Sequence[Line],
        parent: QWidget,
        place: Place = (),
    ) -> None:
        super().__init__(parent)
        self._theme, self._choices, self._place = theme, choices, place
        self.steps: list[StepEditor] = []
        self._column = column(gap=SIZES.grid)
        for line in lines:
            self._put(line)
        self.add = button(theme, _("Add a step"), "plus")
        self.add.clicked.connect(self._add)
        self.setLayout(column(self._column, row(self.add, 1)))
        for step in self.steps[:1]:
            step.up.setEnabled(False)
        for step in self.steps[-1:]:
            step.down.setEnabled(False)

    @property
    def content(self) -> tuple[Line, ...]:
        return tuple(step.content for step in self.steps)

    def at(self, place: Place) -> StepEditor | None:
        """The step that stands there, else the last one of its list."""
        if not self.steps or not place:
            return None
        step = self.steps[min(place[0], len(self.steps) - 1)]
        inner = step.branches[place[1]].at(place[2:]) if len(place) > 2 and step.branches else None
        return inner or step

    def every(self) -> list[StepEditor]:
        """With those inside, from the top down."""
        found = []
        for step in self.steps:
            found.append(step)
            for branch in step.branches:
                found += branch.every()
        return found

    def offer(self, choices: Choices) -> None:
        self._choices = choices
        for step in self.steps:
            step.offer(choices)

    def _add(self) -> None:
        self._put(fresh(Kind.SEND, self._choices))
        self.restructured.emit(Change((*self._place, len(self.steps) - 1)))

    def _put(self, line: Line) -> None:
        made = StepEditor(self._theme, self._choices, line, (*self._place, len(self.steps)), self)
        made.edited.connect(self.edited)
        made.restructured.connect(self.restructured)
        made.moved.connect(lambda by: self._move(made, by))
        made.unwanted.connect(lambda: self._remove(made))
        self.steps.append(made)
        self._column.addWidget(made)

    def _move(self, step: StepEditor, by: int) -> None:
        place = self.steps.index(step) + by
        if 0 <= place < len(self.steps):
            self.steps.remove(step)
            self.steps.insert(place, step)
            self.restructured.emit(Change((*self._place, place)))

    def _remove(self, step: StepEditor) -> None:
        place = self.steps.index(step)
        self.steps.remove(step)
        self.restructured.emit(Change((*self._place, place), _("The step is removed.")))
