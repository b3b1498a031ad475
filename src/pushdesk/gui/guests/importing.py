"""A list of guests comes in: first what each line would do, then, once agreed, it is done."""

from collections import Counter
from pathlib import Path
from threading import Event

from PySide6.QtCore import QElapsedTimer, Qt, Signal
from PySide6.QtWidgets import QFrame

from pushdesk.errors import Cancelled, UserError
from pushdesk.gui.guests import files
from pushdesk.gui.guests.plan_columns import columns, look
from pushdesk.gui.guests.progress_bar import ProgressBar
from pushdesk.gui.program import Parts
from pushdesk.gui.theme import SIZES
from pushdesk.gui.widgets import paging
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.chips import ChipRow
from pushdesk.gui.widgets.dressing import column, label, mark, row
from pushdesk.gui.widgets.paging import PagedModel
from pushdesk.i18n import _, ngettext
from pushdesk.services import guest_lists
from pushdesk.services.guest_lists import Plan, PlannedLine, Result, What

_TELLS_MS = 100


class Importing(QFrame):
    """`ended` tells that the person goes back to the guests, `another_wanted` that they choose
    another file.
    """

    ended = Signal()
    another_wanted = Signal()
    _progressed = Signal(int, int)

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._parts = parts
        self._plan: Plan | None = None
        self._working = False
        self._stopped = Event()
        self._progress_told = QElapsedTimer()
        theme = parts.theme
        self._counts: Counter[What] = Counter()
        self._lines: tuple[PlannedLine, ...] = ()
        self.model: PagedModel[PlannedLine] = PagedModel(
            columns(), lambda line: line.number, theme, self
        )
        self.table = paging.table(self.model, _("What each line would do"))
        self.kinds = ChipRow(_("lines"), ((None, _("All")), *_kinds()))
        self._title, self._told = label(role="name"), label(wrap=True)
        self._bar = ProgressBar(theme)
        self.back = button(theme, _("Back to the guests"), "arrow-left", keys="Esc")
        self.another = button(theme, _("Choose another file …"), "folder-open")
        self.apply = button(theme, _("Import these guests"), "check", "primary")
        self._lay_out()
        self._connect()

    @property
    def told(self) -> str:
        return self._told.text()

    def begin(self, file: Path) -> None:
        """Reads the file and shows what it would do; nothing is changed yet."""
        ctx = self._parts.ctx
        self.model.rename_columns(columns())
        self._show_lines(())
        self._show(None, _("Reading “{name}” …").format(name=file.name))
        self._title.setText(file.name)
        self._parts.background.run(
            lambda: files.read(ctx, file), self._show_plan, self, self._refused
        )

    def stop(self) -> None:
        """After the lines that are being written now; what is imported stays."""
        self._stopped.set()

    def _lay_out(self) -> None:
        head = row(self._title, 1, self.kinds, gap=SIZES.grid * 2)
        foot = row(self.back, 1, self.another, self.apply, gap=SIZES.grid * 2)
        layout = column(
            head, self._told, self._bar, self.table, foot, gap=SIZES.grid * 2, margin=SIZES.grid * 3
        )
        layout.setStretch(3, 1)
        self.setLayout(layout)

    def _connect(self) -> None:
        self.kinds.chosen.connect(self._show_only)
        self.apply.clicked.connect(self._apply)
        self.back.clicked.connect(self._go_back)
        self.another.clicked.connect(self.another_wanted)
        # From the worker's thread, so it has to queue.
        self._progressed.connect(self._show_progress, Qt.ConnectionType.QueuedConnection)

    def _show(self, plan: Plan | None, told: str, *, working: bool = False) -> None:
        self._plan, self._working = plan, working
        self._told.setText(told)
        mark(self._told, "role", "text")
        self.another.hide()
        self._bar.setVisible(working)
        self.apply.setVisible(plan is not None)
        self.apply.setEnabled(not working and self._changes() > 0)
        self.back.setText(_("Stop") if working else _("Back to the guests"))
        self.back.setAccessibleName(self.back.text())

    def _show_plan(self, plan: Plan) -> None:
        self._show_lines(plan.lines)
        self._show(plan, self._summary())
        self.another.setVisible(not self.apply.isEnabled())
        (self.apply if self.apply.isEnabled() else self.another).setFocus()

    def _show_lines(self, lines: tuple[PlannedLine, ...]) -> None:
        self._lines = lines
        self._counts = Counter(line.what for line in lines)
        self.kinds.choose(None)
        self._show_only(None)

    def _show_only(self, what: object) -> None:
        """A What, or None for all."""
        shown = [line for line in self._lines if what is None or line.what == what]
        self.model.show_rows(shown)

    def _changes(self) -> int:
        counts = self._counts
        return counts[What.CREATE] + counts[What.UPDATE]

    def _summary(self) -> str:
        counts = self._counts
        parts = [f"{look(what).word} {counts[what]:,}" for what in What if counts[what]]
        if not parts:
            return _("There are no guests in this file. Choose another one.")
        return _("Nothing is changed yet. The lines would: {deeds}.").format(deeds=", ".join(parts))

    def _apply(self) -> None:
        if self._plan is None:
            return
        ctx, plan = self._parts.ctx, self._plan
        self._stopped.clear()
        self._progress_told.start()
        self._bar.show_progress(0, len(plan.lines))
        self._show(plan, _("Importing …"), working=True)
        self._parts.background.run(
            lambda: guest_lists.apply(ctx, plan, self._progress),
            self._applied,
            self,
            self._refused,
        )

    def _progress(self, done: int, of_all: int) -> None:
        """In the worker's thread, between two transactions; ten times a second are enough."""
        if done == of_all or self._stopped.is_set() or self._progress_told.elapsed() >= _TELLS_MS:
            self._progress_told.restart()
            self._progressed.emit(done, of_all)
        if self._stopped.is_set() and done < of_all:
            raise Cancelled

    def _show_progress(self, done: int, of_all: int) -> None:
        self._bar.show_progress(done, of_all)
        if self._working and self._stopped.is_set() and done < of_all:
            told = _("Stopped. {done} of {all} lines have been imported.")
            self._show(None, told.format(done=f"{done:,}", all=f"{of_all:,}"))

    def _go_back(self) -> None:
        if self._working:
            self.stop()
        else:
            self.ended.emit()

    def _applied(self, result: Result) -> None:
        """The table keeps what was refused, to be mended in the file."""
        self.model.rename_columns(columns(done=True))
        self._show_lines(result.lines)
        self._show(None, _result(result))
        self.back.setFocus()

    def _refused(self, error: UserError) -> None:
        self._show(None, str(error))
        mark(self._told, "role", "fault")
        self.another.show()
        self.another.setFocus()


def _kinds() -> list[tuple[object, str]]:
    return [(what, look(what).word.capitalize()) for what in What]


def _result(result: Result) -> str:
    new = ngettext("{n} guest is new", "{n} guests are new", result.created)
    changed = ngettext("{n} was updated", "{n} were updated", result.updated)
    refused = ngettext("{n} line was refused", "{n} lines were refused", result.refused)
    return _("Done: {new}, {changed}, {refused}.").format(
        new=new.format(n=f"{result.created:,}"),
        changed=changed.format(n=f"{result.updated:,}"),
        refused=refused.format(n=f"{result.refused:,}"),
    )
