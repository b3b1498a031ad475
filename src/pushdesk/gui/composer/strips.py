"""Follows the messages on their way and shows the newest few."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from pushdesk.errors import UserError
from pushdesk.gui.background import Refresh
from pushdesk.gui.composer.running import Strip
from pushdesk.gui.program import Parts
from pushdesk.gui.widgets.dressing import column, label
from pushdesk.i18n import _
from pushdesk.services import broadcasts
from pushdesk.services.broadcasts import Broadcast
from pushdesk.services.context import Context

_MOST = 2
# Time left and speed change while nothing is told.
_AGAIN_MS = 1000


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
