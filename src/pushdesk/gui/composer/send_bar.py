"""The foot of the composer: whom it reaches, Send, and the one question before many are rung."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFrame

from pushdesk.domain.requests import Request
from pushdesk.errors import UserError
from pushdesk.gui.background import Refresh
from pushdesk.gui.composer.form import EMPTY
from pushdesk.gui.program import Parts
from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.dressing import column, label, mark, row
from pushdesk.gui.widgets.in_place import InPlace
from pushdesk.i18n import _
from pushdesk.services import messages
from pushdesk.services.context import Context
from pushdesk.services.messages import Reach

# With a million guests a count takes a moment: it waits until nobody types.
_SETTLES_MS = 250


class SendBar(QFrame):
    """`wanted` is the click on Send, `confirmed` the answer yes where it was asked."""

    wanted = Signal()
    confirmed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._reach = label(role="strong", wrap=True)
        self.send = button(theme, _("Send"), "paper-plane-tilt", "primary")
        self.yes = button(theme, _("Send"), "paper-plane-tilt", "primary")
        self.back = button(theme, _("Back"), "arrow-left")
        calm = row(self._reach, self.send, gap=SIZES.grid * 2)
        calm.setStretch(0, 1)
        self._asking = InPlace(calm, self.yes, self.back)
        layout = column(self._asking)
        layout.setContentsMargins(SIZES.grid * 2, SIZES.grid, SIZES.grid * 2, SIZES.grid)
        self.setLayout(layout)
        self.send.clicked.connect(self.wanted)
        self.back.clicked.connect(self.send.setFocus)
        self._asking.confirmed.connect(self.confirmed)

    @property
    def told(self) -> str:
        return self._reach.text()

    @property
    def question(self) -> str:
        """Empty while nothing is asked."""
        return self._asking.question

    def tell(self, text: str, tone: str = "") -> None:
        """`tone` amber for what keeps it from being sent."""
        self._reach.setText(text)
        mark(self._reach, "role", "amber" if tone == "amber" else "strong")

    def name_deed(self, text: str) -> None:
        """What the button does now: Send, or Schedule."""
        self.send.setText(text)
        self.send.setAccessibleName(text)

    def ask(self, question: str, yes: str) -> None:
        self._asking.say(question)
        self.yes.setText(yes)
        self.yes.setAccessibleName(yes)
        self._asking.ask(self.yes)

    def calm_down(self) -> None:
        self._asking.calm_down()


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
