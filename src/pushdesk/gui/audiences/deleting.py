"""Deleting an audience, ten seconds later: until then nothing has happened and it can be undone."""

from PySide6.QtCore import QObject, QTimer, Signal

from pushdesk.gui.program import Parts
from pushdesk.gui.widgets.undo_bar import UNDO_MS
from pushdesk.i18n import _
from pushdesk.services import audiences

# The offer to undo is gone before the deed is done.
_MARGIN_MS = 250


class Deleting(QObject):
    """One audience waits at a time: another one, or the end of the program, lets the first go now.

    `changed` tells that one has to be hidden, or shown again.
    """

    changed = Signal()

    def __init__(self, parts: Parts, owner: QObject) -> None:
        super().__init__(owner)
        self._parts = parts
        self._waiting = ""
        self._timer = QTimer(self, singleShot=True, interval=UNDO_MS + _MARGIN_MS)
        self._timer.timeout.connect(self.finish)

    def hides(self, name: str) -> bool:
        return name == self._waiting

    def ask(self, name: str) -> None:
        self.finish()
        self._waiting = name
        self._timer.start()
        what = _("“{name}” will be deleted.").format(name=name)
        self._parts.notices.undoable.emit(what, lambda: self._undo(name))
        self.changed.emit()

    def finish(self) -> None:
        """Does now what waits."""
        self._timer.stop()
        name, self._waiting = self._waiting, ""
        if name:
            ctx = self._parts.ctx
            self._parts.background.run(
                lambda: audiences.delete(ctx, name), lambda _nothing: self.changed.emit(), self
            )

    def _undo(self, name: str) -> None:
        if self._waiting == name:
            self._timer.stop()
            self._waiting = ""
            self.changed.emit()
