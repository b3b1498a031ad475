"""One audience while it is shown or edited: its sentence and count follow every change."""

from PySide6.QtCore import QObject, Signal

from pushdesk.errors import UserError
from pushdesk.gui.audiences import lookup
from pushdesk.gui.audiences.detail import Detail
from pushdesk.gui.audiences.lookup import Known, Preview
from pushdesk.gui.background import Once, Refresh
from pushdesk.gui.program import Parts
from pushdesk.gui.widgets.conditions import translate
from pushdesk.gui.widgets.conditions.fields import Choices, Field, Group, How, Line

_FIRST = (Group(How.ALL, (Line(Field.CHANNEL),)),)
_NONE = Known("", smart=False)


class Editing(QObject):
    """`saved` carries the name of the audience that is stored now, `counted` also whom it reaches.

    What is on the screen is `known` with the rule as it is in the form.
    """

    saved = Signal(str)
    counted = Signal(str, object)

    def __init__(self, parts: Parts, detail: Detail) -> None:
        super().__init__(detail)
        self._saving = Once(parts.background, self)
        self._parts, self._detail = parts, detail
        self._known = self._stored = _NONE
        self._edited = self._new = False
        self._question = self._asked = _NONE
        self._preview = Refresh(
            parts.background, self._look, self._show_preview, self, self._no_preview
        )
        detail.form.edited.connect(self._edit)
        detail.save.clicked.connect(self._save)

    @property
    def is_new(self) -> bool:
        return self._new

    @property
    def is_kept_by_hand(self) -> bool:
        return bool(self._known.name) and not self._known.smart

    def show_known(self, known: Known, choices: Choices) -> None:
        """What is stored; a rule that somebody edits stays as it is on the screen."""
        if self._edited and known.name == self._known.name:
            return
        changed = known != self._stored or self._edited
        self._known = self._stored = known
        self._edited = self._new = False
        self._detail.show_known(known)
        if changed:
            self._detail.forget_preview()
            self._fill_form(known, choices)
        self._ask()

    def begin(self, name: str, choices: Choices) -> None:
        """A new audience that is found by a rule; it is stored with the first Save."""
        self._known, self._stored, self._new = Known(name, smart=True), _NONE, True
        self._detail.show_known(self._known)
        self._detail.forget_preview()
        self._detail.form.show_groups(_FIRST, choices)
        self._edit()
        self._detail.form.groups[0].lines[0].field.setFocus()

    def rename_new(self, name: str) -> None:
        self._known = Known(name, smart=True, condition=self._known.condition)
        if self._known.condition is not None:
            self._ask()

    def stop(self) -> None:
        """Forgets what isn't saved."""
        self._known = self._stored = _NONE
        self._edited = self._new = False

    def _fill_form(self, known: Known, choices: Choices) -> None:
        groups = translate.groups(known.condition)
        if groups != self._detail.form.content:
            # What has just been saved keeps its lines, and with them the focus.
            self._detail.form.show_groups(groups, choices)
        self._detail.show_editing(editable=bool(groups), edited=False, complete=False, new=False)
        self._detail.tell_hint("")

    def _edit(self) -> None:
        content = self._detail.form.content
        condition = translate.condition(content)
        self._edited = True
        self._known = Known(self._known.name, smart=True, condition=condition)
        complete = condition is not None
        self._detail.show_editing(editable=True, edited=True, complete=complete, new=self._new)
        self._detail.tell_hint(translate.missing(content))
        if complete:
            self._ask()
        else:
            self._detail.forget_preview()

    def _ask(self) -> None:
        """Only what is complete is asked for: the form may go on changing meanwhile."""
        self._question = self._known
        self._preview.ask()

    def _look(self) -> Preview:
        self._asked = self._question
        return lookup.preview(self._parts.ctx, self._asked)

    def _show_preview(self, preview: Preview) -> None:
        """An answer to what is no longer on the screen comes too late."""
        if preview.known != self._known:
            return
        self._detail.show_preview(preview)
        if not self._edited:
            self.counted.emit(preview.known.name, preview.reach.guests)

    def _no_preview(self, error: UserError) -> None:
        """The rule asks for what is not there, or for itself."""
        if self._asked != self._question:
            self._preview.ask()
        elif self._known == self._question:
            self._detail.forget_preview()
            self._detail.tell_hint(str(error))

    def _save(self) -> None:
        known, ctx, new = self._known, self._parts.ctx, self._new
        condition = known.condition
        if condition is not None:
            self._saving.run(lambda: lookup.save(ctx, known.name, condition, new=new), self._saved)

    def _saved(self, name: str) -> None:
        self._edited = self._new = False
        self.saved.emit(name)
