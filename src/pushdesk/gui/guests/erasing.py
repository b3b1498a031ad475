"""Erasing a guest, ten seconds later: until then nothing has happened and it can be undone."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from pushdesk.errors import UserError
from pushdesk.gui.guests import words
from pushdesk.gui.notices import Tone
from pushdesk.gui.program import Parts
from pushdesk.gui.widgets.undo_bar import UNDO_MS
from pushdesk.i18n import _
from pushdesk.services import erasure

# The offer to undo is gone before the deed is done.
_MARGIN_MS = 250


class Erasing(QObject):
    """One guest waits at a time: another one, or the end of the program, lets the first go now.

    `changed` tells that a guest has to be hidden, or shown again.
    """

    changed = Signal()

    def __init__(self, parts: Parts, owner: QObject, after_ms: int = UNDO_MS + _MARGIN_MS) -> None:
        super().__init__(owner)
        self._parts = parts
        self._waiting: int | None = None
        self._who = ""
        self._under_way: set[int] = set()
        self._timer = QTimer(self, singleShot=True, interval=after_ms)
        self._timer.timeout.connect(self.finish)

    def hides(self, guest_id: int) -> bool:
        return guest_id == self._waiting or guest_id in self._under_way

    def ask(self, guest_id: int, name: str, whole_id: str) -> None:
        self.finish()
        self._waiting, self._who = guest_id, words.who(name, whole_id)
        self._timer.start()
        what = _("“{guest}” will be erased.").format(guest=self._who)
        self._parts.notices.undoable.emit(what, self._undo_of(guest_id))
        self.changed.emit()

    def finish(self) -> None:
        """Does now what waits."""
        self._timer.stop()
        if self._waiting is None:
            return
        guest_id, who, self._waiting = self._waiting, self._who, None
        self._under_way.add(guest_id)
        ctx = self._parts.ctx
        self._parts.background.run(
            lambda: erasure.erase(ctx, guest_id),
            lambda _nothing: self._erased(guest_id, who),
            self,
            lambda error: self._failed(guest_id, error),
        )

    def _undo_of(self, guest_id: int) -> Callable[[], None]:
        return lambda: self._undo(guest_id)

    def _undo(self, guest_id: int) -> None:
        if self._waiting == guest_id:
            self._timer.stop()
            self._waiting = None
            self.changed.emit()

    def _erased(self, guest_id: int, who: str) -> None:
        self._under_way.discard(guest_id)
        self._parts.notices.say(Tone.INFO, _("“{guest}” is erased.").format(guest=who))
        self.changed.emit()

    def _failed(self, guest_id: int, error: UserError) -> None:
        self._under_way.discard(guest_id)
        self._parts.notices.fault(error)
        self.changed.emit()
