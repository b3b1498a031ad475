"""Training mode: a strip that says so, with simulated guests to scan and eight tasks to try."""

from collections.abc import Collection, Sequence
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from pushdesk.gui.background import Refresh
from pushdesk.gui.program import Parts
from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.dressing import column, label, row
from pushdesk.gui.widgets.icons import IconLabel
from pushdesk.i18n import _
from pushdesk.practice.checklist import Task

_SHOWN = 4
_ICON = 20
_OPEN = ("circle", "soft")


@runtime_checkable
class Lessons(Protocol):
    """A program that knows what somebody new has tried."""

    def tasks_done(self) -> frozenset[Task]: ...


class TrainingStrip(QFrame):
    """`scanned` carries the Pushed ID of the simulated guest that somebody picked."""

    scanned = Signal(str)

    def __init__(self, theme: Theme, guests: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setProperty("role", "training")
        icon = IconLabel(theme, "hand-pointing", "amber", 24)
        text = label(_("Training. Pick a guest to scan:"), "strong")
        self.buttons = [self._guest(theme, *guest) for guest in guests[:_SHOWN]]
        self.tasks = Tasks(theme)
        layout = column(row(icon, text, *self.buttons, 1, gap=12), self.tasks, gap=4)
        layout.setContentsMargins(SIZES.grid * 3, 4, SIZES.grid * 3, 4)
        self.setLayout(layout)

    def _guest(self, theme: Theme, name: str, pushed_id: str) -> QPushButton:
        made = button(theme, name)
        made.clicked.connect(lambda: self.scanned.emit(pushed_id))
        return made


class Tasks(QWidget):
    """What to try once, in the order of a visit; a tick is told by icon and name."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._words = _words()
        self._icons = {task: IconLabel(theme, "circle", "soft", _ICON) for task in self._words}
        self.told = {task: label(word, "more") for task, word in self._words.items()}
        each = [row(self._icons[task], self.told[task], gap=4) for task in self._words]
        self.setLayout(row(*each, 1, gap=12))
        self.show_done(())

    def show_done(self, done: Collection[Task]) -> None:
        for task, word in self._words.items():
            self._icons[task].change(*(("check-circle", "green") if task in done else _OPEN))
            name = _("{task}: done") if task in done else _("{task}: to try")
            self.told[task].setAccessibleName(name.format(task=word))
        self.setAccessibleName(
            _("{n} of {all} tasks are done").format(n=len(done), all=len(self._words))
        )


class Lesson(QObject):
    """Ticks off what was done."""

    def __init__(self, parts: Parts, lessons: Lessons, tasks: Tasks) -> None:
        super().__init__(tasks)
        self._refresh = Refresh(parts.background, lessons.tasks_done, tasks.show_done, self)
        events = parts.events
        for changed in (events.visits_changed, events.everything_changed):
            changed.connect(self._refresh.ask)
        events.guest_changed.connect(lambda _guest: self._refresh.ask())


def _words() -> dict[Task, str]:
    return {
        Task.ADD: _("Add a guest"),
        Task.NOTIFY: _("Notify"),
        Task.AGAIN: _("Notify again"),
        Task.SEAT: _("Seat"),
        Task.UNDO: _("Undo"),
        Task.NO_SHOW: _("No-show"),
        Task.LATE: _("Running late"),
        Task.FIND: _("Find a guest"),
    }
