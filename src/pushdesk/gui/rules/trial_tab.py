"""A rule that is tried without doing anything: asked when its tab is open."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pushdesk.domain.rules import Definition
from pushdesk.errors import UserError
from pushdesk.gui.background import Refresh
from pushdesk.gui.program import Parts
from pushdesk.gui.theme import SIZES
from pushdesk.gui.widgets.dressing import column, label
from pushdesk.gui.widgets.scroller import scroller
from pushdesk.i18n import _
from pushdesk.services.context import Context

T = TypeVar("T")


@dataclass(frozen=True)
class _Answer(Generic[T]):
    definition: Definition
    found: T


class TrialTab(QWidget, Generic[T]):
    """`ask` runs off the GUI thread; `waiting` is said meanwhile. `body` is for what it finds."""

    def __init__(self, parts: Parts, ask: Callable[[Context, Definition], T], waiting: str) -> None:
        super().__init__()
        self._ctx, self._ask, self._waiting = parts.ctx, ask, waiting
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

    def show_found(self, found: T) -> None:
        raise NotImplementedError

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
        self.show_found(answer.found)

    def _refused(self, error: UserError) -> None:
        self.tell(str(error))
