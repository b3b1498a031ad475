"""The messages on their way, as strips above the form: how far, how fast, and the brake."""

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from pushdesk.errors import UserError
from pushdesk.gui.background import Refresh
from pushdesk.gui.composer import words
from pushdesk.gui.program import Parts
from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets import words as widget_words
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.dressing import column, label, row
from pushdesk.gui.widgets.in_place import InPlace
from pushdesk.gui.widgets.labels import ElidedLabel
from pushdesk.i18n import _
from pushdesk.services import broadcasts
from pushdesk.services.broadcasts import Broadcast, State
from pushdesk.services.context import Context

_MOST = 2
# Time left and speed change while nothing is told.
_AGAIN_MS = 1000


class Strip(QFrame):
    """Cancelling is asked for in place; the signals are what somebody wants done."""

    pause_wanted = Signal()
    resume_wanted = Signal()
    cancel_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._title = ElidedLabel(role="strong")
        self._told = label(role="small")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.pause = button(theme, _("Pause"), "pause")
        self.resume = button(theme, _("Resume"), "play")
        self.cancel = button(theme, _("Cancel"), "x")
        self.yes = button(theme, _("Cancel the rest"), "x", "danger")
        self.no = button(theme, _("Keep sending"), "arrow-left")
        self._lay_out()
        self.pause.clicked.connect(self.pause_wanted)
        self.resume.clicked.connect(self.resume_wanted)
        self.cancel.clicked.connect(lambda: self._asking.ask(self.no))
        self.no.clicked.connect(self.cancel.setFocus)
        self._asking.confirmed.connect(self.cancel_wanted)

    @property
    def told(self) -> str:
        return self._told.text()

    @property
    def question(self) -> str:
        return self._asking.question

    def show_broadcast(self, broadcast: Broadcast) -> None:
        told = words.progress(broadcast)
        self._title.say(broadcast.title)
        self._told.setText(told)
        self.bar.setRange(0, max(1, broadcast.devices))
        self.bar.setValue(min(broadcast.done, broadcast.devices))
        self.bar.setAccessibleName(f"{broadcast.title}: {told}")
        paused = broadcast.state is State.PAUSED
        self.pause.setHidden(paused)
        self.resume.setVisible(paused)
        left = widget_words.devices(max(0, broadcast.devices - broadcast.done))
        self._asking.say(_("Not ring the {devices} that are left?").format(devices=left))

    def _lay_out(self) -> None:
        texts = row(self._title, self._told, gap=SIZES.grid * 2)
        texts.setStretch(0, 1)
        progress = column(texts, self.bar, gap=4)
        calm = row(self.pause, self.resume, self.cancel, gap=SIZES.grid)
        calm.insertLayout(0, progress, 1)
        self._asking = InPlace(calm, self.yes, self.no)
        layout = column(self._asking)
        layout.setContentsMargins(SIZES.grid * 2, 4, SIZES.grid, 4)
        self.setLayout(layout)


class Strips(QWidget):
    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self._parts = parts
        self.strips: dict[str, Strip] = {}
        self._more = label(role="small")
        self._column = column()
        self.setLayout(column(self._column, self._more))
        ctx = parts.ctx
        self._refresh = Refresh(parts.background, lambda: _look(ctx), self._show, self)
        self._timer = QTimer(self, interval=_AGAIN_MS)
        self._timer.timeout.connect(self._refresh.ask)
        self.hide()

    def again(self) -> None:
        self._refresh.ask()

    def stop(self) -> None:
        self._timer.stop()

    def _show(self, running: list[Broadcast]) -> None:
        shown = {each.id: each for each in running[:_MOST]}
        for id_ in self.strips.keys() - shown.keys():
            gone = self.strips.pop(id_)
            gone.hide()
            gone.deleteLater()
        for id_, broadcast in shown.items():
            (self.strips.get(id_) or self._strip(id_)).show_broadcast(broadcast)
        rest = len(running) - len(shown)
        self._more.setText(_("and {n} more on their way").format(n=rest))
        self._more.setVisible(rest > 0)
        self.setVisible(bool(running))
        if not running:
            self._timer.stop()
        elif self.isVisible() and not self._timer.isActive():
            self._timer.start()

    def _strip(self, id_: str) -> Strip:
        made = Strip(self._parts.theme)
        ctx = self._parts.ctx
        made.pause_wanted.connect(lambda: self._do(lambda: broadcasts.pause(ctx, id_)))
        made.resume_wanted.connect(lambda: self._do(lambda: broadcasts.resume(ctx, id_)))
        made.cancel_wanted.connect(lambda: self._do(lambda: broadcasts.cancel(ctx, id_)))
        self.strips[id_] = made
        self._column.addWidget(made)
        return made

    def _do(self, deed: Callable[[], Broadcast]) -> None:
        self._parts.background.run(deed, lambda _answer: self.again(), self, self._refused)

    def _refused(self, error: UserError) -> None:
        """It has ended meanwhile, for one."""
        self._parts.notices.fault(error)
        self.again()


def _look(ctx: Context) -> list[Broadcast]:
    """A single guest's call is over in a second, and the floor shows it."""
    return [each for each in broadcasts.running(ctx) if each.guests > 1]
