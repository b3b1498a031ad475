"""One rule while it is shown or edited: its sentences and problems follow every change."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from pushdesk.domain.rules import Definition
from pushdesk.errors import UserError
from pushdesk.gui.background import Once, Refresh
from pushdesk.gui.notices import Tone
from pushdesk.gui.program import Parts
from pushdesk.gui.rules import lookup, translate
from pushdesk.gui.rules.edit_tab import EditTab
from pushdesk.gui.rules.fields import Choices, Form, Kind
from pushdesk.gui.rules.form import RuleForm
from pushdesk.gui.rules.line_editor import fresh
from pushdesk.gui.rules.lookup import Assessed
from pushdesk.i18n import _
from pushdesk.services.rules import Rule


@dataclass(frozen=True)
class Unsaved:
    """What somebody was about to save; `rule_id` is empty for a new rule."""

    rule_id: str
    name: str
    form: Form


class Editing(QObject):
    """`saved` carries the rule as it is stored now, `dropped` a new one that nobody wants;
    `changed` tells that `definition` may be another.
    """

    saved = Signal(object)
    dropped = Signal()
    changed = Signal()

    def __init__(self, parts: Parts, tab: EditTab) -> None:
        super().__init__(tab)
        self._parts, self._tab = parts, tab
        self._rule: Rule | None = None
        self._choices = Choices()
        self._name = ""
        self._edited = False
        self._definition: Definition | None = None
        self._saving = Once(parts.background, self)
        self._assess = Refresh(
            parts.background, self._look, self._show_assessed, self, self._not_assessed
        )
        tab.form.edited.connect(self._edit)
        tab.form.lost.connect(self._offer_undo)
        tab.save.clicked.connect(self.save)
        tab.discard.clicked.connect(self._discard)

    @property
    def rule_id(self) -> str:
        return self._rule.id if self._rule else ""

    @property
    def definition(self) -> Definition | None:
        """As it is on the screen; None while a line is not complete."""
        return self._definition

    @property
    def unsaved(self) -> Unsaved | None:
        form = self._tab.form.content
        return Unsaved(self.rule_id, self._name, form) if self._edited else None

    def show_rule(self, rule: Rule, choices: Choices) -> None:
        """What is stored; a rule that somebody edits stays as it is on the screen."""
        before, self._rule = self._rule, rule
        if self._edited:
            self.offer(choices)
            return
        self._name = rule.name
        if before is None or before.definition != rule.definition:
            self._fill(translate.form(rule.definition), choices, edited=False)
        self.offer(choices)

    def offer(self, choices: Choices) -> None:
        """What there is to choose from may have changed."""
        if choices != self._choices:
            self._choices = choices
            self._tab.form.offer(choices)
            self._follow()

    def begin(self, name: str, choices: Choices) -> None:
        """A new rule; it is stored with the first Save."""
        self._rule, self._name = None, name
        first = Form(fresh(Kind.EVENT, choices), (), (fresh(Kind.SEND, choices),))
        self._fill(first, choices, edited=True)

    def take_up(self, unsaved: Unsaved, rule: Rule | None, choices: Choices) -> None:
        """Where somebody had left it."""
        self._rule, self._name = rule, unsaved.name
        self._fill(unsaved.form, choices, edited=True)

    def rename(self, name: str) -> None:
        if name != self._name:
            self._name = name
            self._edit()

    def stop(self) -> None:
        """Forgets what isn't saved."""
        self._rule, self._edited, self._definition = None, False, None

    def save(self) -> None:
        definition, ctx = self._definition, self._parts.ctx
        rule_id, name = self.rule_id, self._name
        if definition is not None:
            self._saving.run(lambda: lookup.save(ctx, rule_id, name, definition), self._saved)

    def _fill(self, form: Form, choices: Choices, *, edited: bool) -> None:
        self._choices, self._edited = choices, edited
        self._tab.form.show_form(form, choices)
        self._follow()

    def _edit(self) -> None:
        self._edited = True
        self._follow()

    def _follow(self) -> None:
        form = self._tab.form
        wrong = form.faults or form.unasked
        self._definition = None if wrong else translate.definition(form.content)
        complete = self._definition is not None
        self._tab.show_editing(edited=self._edited, complete=complete)
        self._tab.tell_hint("" if complete else _missing(form))
        self.changed.emit()
        if complete:
            self._assess.ask()

    def _look(self) -> Assessed | None:
        definition = self._definition
        return lookup.assess(self._parts.ctx, definition, self.rule_id) if definition else None

    def _show_assessed(self, assessed: Assessed | None) -> None:
        """An answer to what is no longer on the screen comes too late."""
        if assessed is None or assessed.definition != self._definition:
            return
        self._tab.sentences.show_lines(assessed.sentences)
        steps = {each.step: str(each.error) for each in assessed.problems if each.step is not None}
        self._tab.form.blame(steps)
        whole = [str(each.error) for each in assessed.problems if each.step is None]
        self._tab.tell_hint(" ".join(whole))

    def _not_assessed(self, error: UserError) -> None:
        self._tab.tell_hint(str(error))

    def _offer_undo(self, told: str, before: Form) -> None:
        rule_id = self.rule_id
        self._parts.notices.undoable.emit(told, lambda: self._put_back(rule_id, before))

    def _put_back(self, rule_id: str, before: Form) -> None:
        if rule_id == self.rule_id:
            self._fill(before, self._choices, edited=True)

    def _discard(self) -> None:
        """Back to what is stored; a new rule has nothing to go back to."""
        if self._rule is None:
            self.stop()
            self.dropped.emit()
            return
        self._name = self._rule.name
        self._fill(translate.form(self._rule.definition), self._choices, edited=False)
        self.saved.emit(self._rule)

    def _saved(self, rule: Rule) -> None:
        self._rule, self._edited = rule, False
        self._tab.show_editing(edited=False, complete=True)
        self._parts.notices.say(Tone.INFO, _("“{rule}” is saved.").format(rule=rule.name))
        self.saved.emit(rule)


def _missing(form: RuleForm) -> str:
    if not form.content.steps:
        return _("Add a step: what shall happen?")
    if form.faults:
        return _("Complete the lines that are marked.")
    if form.unasked:
        return form.unasked
    return _("There are too many steps, or they are too far inside one another.")
