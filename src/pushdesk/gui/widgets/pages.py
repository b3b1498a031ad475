"""Brings the rows of a `PagedModel` in the background, a page at a time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from pushdesk.errors import UserError
from pushdesk.gui.background import Background, Refresh
from pushdesk.gui.widgets.paging import PAGE, PagedModel

T = TypeVar("T")
_LATE_MS = 1_000
# As many rows as are brought up to date at once.
_MOST = 10 * PAGE


@dataclass(frozen=True)
class _Answer(Generic[T]):
    """`question` numbers what was asked: an answer to an older one comes too late."""

    question: int
    rows: Sequence[T]
    may_have_more: bool


class Pages(QObject, Generic[T]):
    """`fetch(first, number)` runs off the GUI thread: at most `number` rows from `first` on.

    `shown` tells that the model is filled; also where it is empty. A UserError goes to `on_error`,
    else to the banner.
    """

    shown = Signal()

    def __init__(
        self,
        background: Background,
        model: PagedModel[T],
        fetch: Callable[[int, int], Sequence[T]],
        on_error: Callable[[UserError], None] | None = None,
        late_ms: int = _LATE_MS,
    ) -> None:
        super().__init__(model)
        self._background, self._model, self._fetch = background, model, fetch
        self._on_error = on_error or background.failed.emit
        self._question = self._shown_question = 0
        self._limit = PAGE
        self._refresh = Refresh(background, self._first_page, self._show, self, self._refused)
        self._late = QTimer(self, singleShot=True, interval=late_ms)
        self._late.timeout.connect(lambda: model.late.emit(True))
        model.more_wanted.connect(self._ask_more)

    def anew(self) -> None:
        """Another question (a filter, a search, another thing's list): from the top."""
        self._question += 1
        self._limit = PAGE
        self._late.start()
        self._refresh.ask()

    def again(self) -> None:
        """The same question: something has changed."""
        self._limit = min(max(PAGE, self._model.rowCount()), _MOST)
        if not self._model.rowCount():
            self._late.start()
        self._refresh.ask()

    def _first_page(self) -> _Answer[T]:
        question, limit = self._question, self._limit
        rows = self._fetch(0, limit)
        return _Answer(question, rows, len(rows) == limit)

    def _show(self, answer: _Answer[T]) -> None:
        if answer.question != self._question:
            return
        self._in_time()
        fewer = answer.may_have_more and len(answer.rows) < self._model.rowCount()
        if answer.question == self._shown_question and fewer:
            # Whoever has scrolled far down keeps the place; what they see there is brought anew
            # with the next page.
            self._model.update_rows(answer.rows)
        else:
            self._model.show_rows(answer.rows, may_have_more=answer.may_have_more)
        self._shown_question = answer.question
        self.shown.emit()

    def _refused(self, error: UserError) -> None:
        self._in_time()
        self._on_error(error)

    def _in_time(self) -> None:
        self._late.stop()
        self._model.late.emit(False)

    def _ask_more(self, first: int) -> None:
        question = self._question
        self._background.run(
            lambda: self._fetch(first, PAGE),
            lambda rows: self._add(question, rows),
            self,
            self._no_more,
        )

    def _add(self, question: int, rows: Sequence[T]) -> None:
        if question == self._question:
            self._model.add_page(rows, may_have_more=len(rows) == PAGE)

    def _no_more(self, error: UserError) -> None:
        self._model.add_page((), may_have_more=False)
        self._on_error(error)
