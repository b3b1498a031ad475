"""The form of a rule: when, only if, then."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pushdesk.gui.rules.fields import TRIGGERS, Choices, Form, Kind
from pushdesk.gui.rules.inputs import Number
from pushdesk.gui.rules.line_editor import LineEditor, fresh
from pushdesk.gui.rules.steps_editor import Change, StepsEditor
from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.conditions import translate
from pushdesk.gui.widgets.conditions.form import ConditionForm
from pushdesk.gui.widgets.dressing import card, column, empty, label
from pushdesk.i18n import _


class RuleForm(QWidget):
    """`edited` tells that `content` may have changed by hand; `show_form` is silent.

    `lost` carries a sentence and the form as it was before something was taken away; `rebuilt`
    tells that its widgets are others, and the last in the order of Tab.
    """

    edited = Signal()
    rebuilt = Signal()
    lost = Signal(str, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._choices = Choices()
        self._column = column(gap=SIZES.grid)
        self.setLayout(self._column)
        self.show_form(Form(fresh(Kind.EVENT, self._choices), (), ()), self._choices)

    @property
    def content(self) -> Form:
        at_once = self.at_once.value
        return Form(
            self.when.line, self.questions.content, self.steps.content,
            int(at_once) if at_once.isdecimal() else 0,
        )  # fmt: skip

    @property
    def faults(self) -> list[str]:
        lines = [self.when, *(step.line for step in self.steps.every())]
        return [line.fault for line in lines if line.fault]

    @property
    def unasked(self) -> str:
        """What is missing in a condition; empty where all is well."""
        inside = [step.questions for step in self.steps.every() if step.questions]
        faults = (translate.missing(each.content) for each in inside)
        return self.questions.fault or next((fault for fault in faults if fault), "")

    def blame(self, sentences: Mapping[int, str]) -> None:
        """What the whole rule makes of its steps, counted as `domain.rules.every_step` does."""
        for number, step in enumerate(self.steps.every()):
            step.line.blame(sentences.get(number, ""))

    def offer(self, choices: Choices) -> None:
        """There is something else to choose from; nothing is built anew under the finger."""
        self._choices = choices
        for part in (self.when, self.steps):
            part.offer(choices)
        self.questions.offer(choices.conditions)

    def show_form(self, form: Form, choices: Choices) -> None:
        """Built anew each time, so that Tab goes from the top down."""
        self._form, self._choices = form, choices
        empty(self._column)
        self._title(_("When"))
        well = card("well")
        self._column.addWidget(well)
        self.when = LineEditor(_("When"), TRIGGERS, form.when, choices, well)
        well.setLayout(column(self.when, margin=12))
        only = _("Only for some guests")
        self._title(_("Only if the guest"))
        self.questions = ConditionForm(self._theme, only)
        self._column.addWidget(self.questions)
        self.questions.show_groups(form.tests, choices.conditions)
        self._title(_("Then"))
        self.steps = StepsEditor(self._theme, choices, form.steps, self)
        self._column.addWidget(self.steps)
        self._title(_("At most"))
        name = _("How often a guest may be on the way through it at once")
        self.at_once = Number(name, str(form.at_once), _("times at once for the same guest"))
        self._column.addWidget(self.at_once)
        self._column.addStretch(1)
        self._connect()
        self.setFocusProxy(self.when.kind)
        self.rebuilt.emit()

    def _title(self, text: str) -> None:
        self._column.addWidget(label(text, "name"))

    def _connect(self) -> None:
        for part in (self.when, self.questions, self.steps, self.at_once):
            part.edited.connect(self._edit)
        self.when.turned.connect(self._turn)
        self.steps.restructured.connect(self._change)

    def _edit(self) -> None:
        self._form = self.content
        self.edited.emit()

    def _turn(self) -> None:
        self._rebuild()
        self.when.kind.setFocus()

    def _change(self, change: Change) -> None:
        before = self._form
        self._rebuild()
        step = self.steps.at(change.place)
        (step.line.kind if step else self.steps.add).setFocus()
        if change.lost:
            self.lost.emit(change.lost, before)

    def _rebuild(self) -> None:
        self.show_form(self.content, self._choices)
        self.edited.emit()
