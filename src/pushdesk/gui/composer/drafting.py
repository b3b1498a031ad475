"""What is typed is kept as a draft, a moment after each change."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from pushdesk.domain.requests import Request
from pushdesk.errors import UserError
from pushdesk.gui.composer.form import Form
from pushdesk.gui.program import Parts
from pushdesk.i18n import _
from pushdesk.services import drafts
from pushdesk.services.drafts import Draft

_SETTLES_MS = 600


class Drafting(QObject):
    """One message is in the form: new, a draft, or one that is scheduled.

    A scheduled one keeps what it says until it is scheduled again: half a text must not go out.
    `told` carries a sentence on whether all is kept.
    """

    told = Signal(str)

    def __init__(self, parts: Parts, form: Form) -> None:
        super().__init__(form)
        self._parts, self._form = parts, form
        self._id: str | None = None
        self._scheduled = self._busy = self._dirty = False
        # Numbers the message in the form. What becomes of an earlier one that was being kept at
        # that moment: its last words are kept as well, or it is a draft no longer (None).
        self._message = 0
        self._earlier: dict[int, Request | None] = {}
        self._then: Callable[[str | None], None] | None = None
        self._settling = QTimer(self, singleShot=True, interval=_SETTLES_MS)
        self._settling.timeout.connect(self.save)

    @property
    def id(self) -> str | None:
        return self._id

    def edited(self) -> None:
        self._dirty = True
        if self._scheduled:
            self.told.emit(_("Changes count once you schedule it again"))
        else:
            self._settling.start()

    def opened(self, draft: Draft | None) -> None:
        """What is in the form now; None for a new message."""
        self.save()
        if self._busy and self._dirty:
            self._earlier.setdefault(self._message, self._form.request)
        self._message += 1
        self._dirty = self._busy = False
        self._id = draft.id if draft else None
        self._scheduled = draft is not None and draft.state == "scheduled"
        self.told.emit("")

    def save(self) -> None:
        """Now, where something has changed that is worth keeping."""
        self._settling.stop()
        if self._busy or not self._dirty or self._scheduled or self._form.is_empty:
            return
        self._busy, self._dirty = True, False
        ctx, request, id_, message = self._parts.ctx, self._form.request, self._id, self._message
        self._parts.background.run(
            lambda: drafts.save(ctx, request, id_),
            lambda draft: self._saved(draft, message),
            self,
            lambda error: self._failed(error, message),
        )

    def forget(self) -> None:
        """What is in the form is kept no more."""
        self._settling.stop()
        self._dirty = False

    def settle(self, then: Callable[[str | None], None]) -> None:
        """Keeps no more by itself, and once nothing is under way calls `then` with the id."""
        self.forget()
        if self._busy:
            self._then = then
        else:
            then(self._id)

    def sent(self) -> None:
        """It has gone out, and is a draft no longer."""
        self.forget()
        if self._busy:
            self._earlier[self._message] = None
        elif self._id is not None and not self._scheduled:
            self._delete(self._id)

    def _delete(self, id_: str) -> None:
        ctx = self._parts.ctx
        self._parts.background.run(
            lambda: drafts.delete(ctx, id_), lambda _draft: None, self, _gone_already
        )

    def _finish(self, draft: Draft, message: int) -> None:
        """The message is in the form no longer."""
        if message not in self._earlier:
            return
        ctx, request = self._parts.ctx, self._earlier.pop(message)
        if request is None:
            self._delete(draft.id)
        else:
            self._parts.background.run(
                lambda: drafts.save(ctx, request, draft.id), lambda _draft: None, self
            )

    def _saved(self, draft: Draft, message: int) -> None:
        if message != self._message:
            self._finish(draft, message)
            return
        self._id = draft.id
        self._free()
        self.told.emit(_("Kept as a draft"))
        if self._dirty:
            self._settling.start()

    def _free(self) -> None:
        self._busy = False
        then, self._then = self._then, None
        if then is not None:
            then(self._id)

    def _failed(self, error: UserError, message: int) -> None:
        if message == self._message:
            self._free()
            self.told.emit(_("Not kept: {why}").format(why=error.what))


def _gone_already(_error: UserError) -> None:
    """Somebody else has deleted it: that is what was wanted."""
