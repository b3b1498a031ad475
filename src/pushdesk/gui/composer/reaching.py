"""Says whom the message would reach, while the form changes."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from pushdesk.domain.requests import Request
from pushdesk.errors import UserError
from pushdesk.gui.background import Refresh
from pushdesk.gui.composer.form import EMPTY
from pushdesk.gui.program import Parts
from pushdesk.services import messages
from pushdesk.services.context import Context
from pushdesk.services.messages import Reach

# With a million guests a count takes a moment: it waits until nobody types.
_SETTLES_MS = 250


@dataclass(frozen=True)
class _Answer:
    of: Request
    reach: Reach


class Reaching(QObject):
    """`found` carries the reach of what was asked last, `failed` the UserError instead."""

    found = Signal(object)
    failed = Signal(object)

    def __init__(self, parts: Parts, owner: QObject) -> None:
        super().__init__(owner)
        self._request = EMPTY
        ctx = parts.ctx
        self._refresh = Refresh(
            parts.background, lambda: _count(ctx, self._request), self._show, self, self._fail
        )
        self._settling = QTimer(self, singleShot=True, interval=_SETTLES_MS)
        self._settling.timeout.connect(self._refresh.ask)

    def follow(self, request: Request) -> bool:
        """Whether it has to be counted anew: words don't change whom it reaches."""
        whom = _only_whom(request)
        if whom == self._request:
            return False
        self._request = whom
        self.again()
        return True

    def again(self) -> None:
        if self._request.to:
            self._settling.start()

    def stop(self) -> None:
        self._settling.stop()

    def _show(self, answer: _Answer) -> None:
        if answer.of == self._request:
            self.found.emit(answer.reach)

    def _fail(self, error: UserError) -> None:
        if self._request.to:
            self.failed.emit(error)


def _only_whom(request: Request) -> Request:
    return Request(
        request.to,
        exclude=request.exclude,
        subscribed=request.subscribed,
        limit=request.limit,
        purpose=request.purpose,
    )


def _count(ctx: Context, request: Request) -> _Answer:
    return _Answer(request, messages.reach(ctx, request))
