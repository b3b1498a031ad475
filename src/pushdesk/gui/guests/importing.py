"""A list of guests comes in: first what each line would do, then, once agreed, it is done."""

from pathlib import Path
from threading import Event

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from pushdesk.errors import Cancelled, UserError
from pushdesk.gui.guests import files
from pushdesk.gui.guests.plan_model import DEED, LINE, SENTENCE, PlanModel, look
from pushdesk.gui.guests.progress_bar import ProgressBar
from pushdesk.gui.program import Parts
from pushdesk.gui.theme import SIZES
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.chips import ChipRow
from pushdesk.gui.widgets.dressing import column, label, row
from pushdesk.i18n import _, ngettext
from pushdesk.services import guest_lists
from pushdesk.services.guest_lists import Plan, Result, What


class Importing(QFrame):
    """`ended` tells that the person goes back to the guests."""

    ended = Signal()
    _progressed = Signal(int, int)

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._parts = parts
        self._plan: Plan | None = None
        self._working = False
        self._stopped = Event()
        theme = parts.theme
        self.model = PlanModel(theme, self)
        self.table = _table(self.model)
        self.kinds = ChipRow(_("lines"), ((None, _("All")), *_kinds()))
        self._title, self._told = label(role="name"), label(wrap=True)
        self._bar = ProgressBar(theme)
        self.back = button(theme, _("Back to the guests"), "arrow-left", keys="Esc")
        self.apply = button(theme, _("Import these guests"), "check", "primary")
        self._lay_out()
        self._connect()

    @property
    def told(self) -> str:
        return self._told.text()

    def begin(self, file: Path) -> None:
        """Reads the file and shows what it would do; nothing is changed yet."""
        ctx = self._parts.ctx
        self.model.show_lines(())
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
        foot = row(self.back, 1, self.apply, gap=SIZES.grid * 2)
        layout = column(
            head, self._told, self._bar, self.table, foot, gap=SIZES.grid * 2, margin=SIZES.grid * 3
        )
        layout.setStretch(3, 1)
        self.setLayout(layout)

    def _connect(self) -> None:
        self.kinds.chosen.connect(self.model.show_only)
        self.apply.clicked.connect(self._apply)
        self.back.clicked.connect(self._go_back)
        # From the worker's thread, so it has to queue.
        self._progressed.connect(self._show_progress, Qt.ConnectionType.QueuedConnection)

    def _show(self, plan: Plan | None, told: str, *, working: bool = False) -> None:
        self._plan, self._working = plan, working
        self._told.setText(told)
        self._bar.setVisible(working)
        self.apply.setVisible(plan is not None)
        self.apply.setEnabled(not working and self._changes() > 0)
        self.back.setText(_("Stop") if working else _("Back to the guests"))
        self.back.setAccessibleName(self.back.text())

    def _show_plan(self, plan: Plan) -> None:
        self.model.show_lines(plan.lines)
        self.kinds.choose(None)
        self._show(plan, self._summary())
        if self.apply.isEnabled():
            self.apply.setFocus()

    def _changes(self) -> int:
        counts = self.model.counts
        return counts[What.CREATE] + counts[What.UPDATE]

    def _summary(self) -> str:
        counts = self.model.counts
        parts = [f"{look(what).word} {counts[what]:,}" for what in What if counts[what]]
        if not parts:
            return _("There are no guests in this file. Choose another one.")
        return _("Nothing is changed yet. The lines would: {deeds}.").format(deeds=", ".join(parts))

    def _apply(self) -> None:
        if self._plan is None:
            return
        ctx, plan = self._parts.ctx, self._plan
        self._stopped.clear()
        self._bar.show_progress(0, len(plan.lines))
        self._show(plan, _("Importing …"), working=True)
        self._parts.background.run(
            lambda: guest_lists.apply(ctx, plan, self._progress),
            self._applied,
            self,
            self._refused,
        )

    def _progress(self, done: int, of_all: int) -> None:
        """In the worker's thread, between two transactions."""
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
        self.model.show_lines(result.lines)
        self.kinds.choose(None)
        self._show(None, _result(result))
        self.back.setFocus()

    def _refused(self, error: UserError) -> None:
        self._show(None, str(error))
        self.back.setFocus()


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


def _table(model: PlanModel) -> QTableView:
    made = QTableView()
    made.setModel(model)
    made.setAccessibleName(_("What each line would do"))
    made.setShowGrid(False)
    made.setWordWrap(False)
    made.setIconSize(QSize(20, 20))
    made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    made.setTabKeyNavigation(False)
    made.verticalHeader().hide()
    made.verticalHeader().setDefaultSectionSize(SIZES.target)
    made.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    header = made.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setHighlightSections(False)
    header.resizeSection(LINE, 104)
    header.resizeSection(DEED, 136)
    header.setSectionResizeMode(SENTENCE, QHeaderView.ResizeMode.Stretch)
    return made
