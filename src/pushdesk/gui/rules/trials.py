"""A rule that is tried without doing anything, and the trial with a guest for practice."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pushdesk.domain import rule_sentences
from pushdesk.domain.rule_sentences import Voice
from pushdesk.domain.rules import Definition
from pushdesk.errors import UserError
from pushdesk.gui.background import Refresh
from pushdesk.gui.program import Parts
from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.dressing import column, empty, label, row
from pushdesk.gui.widgets.icons import IconLabel
from pushdesk.gui.widgets.scroller import scroller
from pushdesk.i18n import _, ngettext
from pushdesk.services import rule_trials
from pushdesk.services.context import Context
from pushdesk.services.rule_trials import Practised

T = TypeVar("T")
_TIME_WIDTH = 136


@dataclass(frozen=True)
class _Answer(Generic[T]):
    definition: Definition
    found: T


class TrialTab(QWidget, Generic[T]):
    """`ask` runs off the GUI thread; `waiting` is said meanwhile. `show` puts into `body` what it
    finds.
    """

    def __init__(
        self,
        parts: Parts,
        ask: Callable[[Context, Definition], T],
        waiting: str,
        show: Callable[[T], None],
    ) -> None:
        super().__init__()
        self._ctx, self._ask, self._waiting, self._show = parts.ctx, ask, waiting, show
        self._definition: Definition | None = None
        self._known: Definition | None = None
        self._told = label(role="name", wrap=True)
        self.body: QVBoxLayout = column(gap=SIZES.grid)
        self._inside = QWidget()
        self.body.setContentsMargins(0, 0, SIZES.grid * 2, 0)
        self._inside.setLayout(self.body)
        layout = column(self._told, scroller(column(self._inside)), gap=12)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self._trial = Refresh(parts.background, self._try, self._take, self, self._refused)

    @property
    def told(self) -> str:
        return self._told.text()

    def show_definition(self, definition: Definition | None) -> None:
        """None while a line of the form is not complete."""
        self._definition = definition
        if self.isVisible():
            self._look()

    def showEvent(self, event: QShowEvent) -> None:
        """What has happened since counts as well."""
        super().showEvent(event)
        self._known = None
        self._look()

    def tell(self, sentence: str) -> None:
        self._told.setText(sentence)

    def _look(self) -> None:
        if self._definition is None:
            self._inside.hide()
            self._known = None
            self.tell(_("Complete the rule first: a line of it is marked."))
        elif self._definition != self._known:
            self._inside.hide()
            self.tell(self._waiting)
            self._trial.ask()

    def _try(self) -> _Answer[T] | None:
        definition = self._definition
        return _Answer(definition, self._ask(self._ctx, definition)) if definition else None

    def _take(self, answer: _Answer[T] | None) -> None:
        """An answer about a rule that has been changed since comes too late."""
        if answer is None or answer.definition != self._definition:
            return
        self._known = answer.definition
        self._inside.show()
        self._show(answer.found)

    def _refused(self, error: UserError) -> None:
        self.tell(str(error))


class PracticeTab(TrialTab[list[Practised]]):
    def __init__(self, parts: Parts) -> None:
        super().__init__(
            parts,
            rule_trials.try_with_practice_guest,
            _("A guest for practice plays it …"),
            self._show_moments,
        )
        self._theme = parts.theme
        self._lines: list[str] = []

    @property
    def lines(self) -> list[str]:
        """“after 5 minutes: Done: Call again.”, as it would go."""
        return self._lines

    def _show_moments(self, found: list[Practised]) -> None:
        self.tell(_("Nobody was rung. With a guest for practice it goes like this:"))
        empty(self.body)
        self._lines = [f"{_time(each)}: {each.sentence}" for each in found]
        for each in found:
            self.body.addWidget(_moment(self._theme, each))


def _moment(theme: Theme, each: Practised) -> QWidget:
    time = label(_time(each), "small")
    time.setFixedWidth(_TIME_WIDTH)
    text = label(each.sentence, wrap=True)
    made = QWidget()
    made.setAccessibleName(f"{time.text()}: {each.sentence}")
    line = row(time, IconLabel(theme, "circle", "accent", 16), text, gap=12)
    line.setStretch(2, 1)
    line.setContentsMargins(0, 0, 0, 0)
    line.insertSpacing(1, each.depth * SIZES.grid * 3)
    made.setLayout(line)
    return made


def _time(each: Practised) -> str:
    if not each.after:
        return _("at once")
    voice = Voice(_, ngettext, str)
    return _("after {time}").format(time=rule_sentences.duration(each.after, voice))
