"""From the click on Send to the offer to take it back."""

from dataclasses import dataclass
from datetime import timedelta

from PySide6.QtCore import QObject, Signal

from pushdesk.domain.requests import Request
from pushdesk.errors import UserError
from pushdesk.gui.background import Once
from pushdesk.gui.composer import words
from pushdesk.gui.composer.drafting import Drafting
from pushdesk.gui.composer.form import Form
from pushdesk.gui.composer.send_bar import SendBar
from pushdesk.gui.composer.when import Time, going_out
from pushdesk.gui.program import Parts
from pushdesk.gui.widgets import words as widget_words
from pushdesk.gui.widgets.undo_bar import UNDO_MS
from pushdesk.i18n import _
from pushdesk.services import broadcasts, drafts, messages
from pushdesk.services.context import Context
from pushdesk.services.messages import Sent

# The offer to undo is gone before the first phone rings.
HELD_BACK = timedelta(milliseconds=UNDO_MS + 500)
_SOURCE = "desk"


@dataclass(frozen=True)
class _Order:
    """What was in the form at the click, and how many guests that was."""

    request: Request
    time: Time
    guests: int


class Sending(QObject):
    """`done` tells that the form is free; `taken_back` carries what comes back into it."""

    done = Signal()
    taken_back = Signal(object, object)

    def __init__(self, parts: Parts, form: Form, bar: SendBar, drafting: Drafting) -> None:
        super().__init__(bar)
        self._parts, self._form, self._bar, self._drafting = parts, form, bar, drafting
        self._order: _Order | None = None
        self._once = Once(parts.background, self, bar.send)
        bar.wanted.connect(self.want)
        bar.confirmed.connect(self._confirmed)

    def want(self) -> None:
        if self._form.problem:
            self._bar.tell(self._form.problem, "amber")
            return
        ctx, request, time = self._parts.ctx, self._form.request, self._form.when.time
        self._once.run(lambda: _order(ctx, request, time), self._ordered, self._no)

    def forget(self) -> None:
        """The form has changed: the question asked is about what is no longer there."""
        self._order = None
        self._bar.calm_down()

    def _no(self, error: UserError) -> None:
        self._bar.tell(str(error), "amber")

    def _ordered(self, order: _Order) -> None:
        """Above one guest somebody has to see the number first."""
        if order.request != self._form.request or order.time != self._form.when.time:
            return
        self._order = order
        if order.guests <= 1 and order.time.at is None:
            self._confirmed()
            return
        number = widget_words.guests(order.guests)
        if order.time.at is None:
            question = _("Ring {guests}?").format(guests=number)
            self._bar.ask(question, _("Send to {guests}").format(guests=number))
        else:
            question = _("Schedule it? It would reach {guests} today.").format(guests=number)
            self._bar.ask(question, _("Schedule"))

    def _confirmed(self) -> None:
        order, self._order = self._order, None
        if order is None:
            return
        ctx, zone = self._parts.ctx, self._form.when.zone
        if order.time.at is None:
            self._once.run(
                lambda: messages.send(ctx, order.request, hold_back=HELD_BACK, source=_SOURCE),
                lambda sent: self._sent(order, sent),
                self._no,
            )
        else:
            self._drafting.settle(
                lambda id_: self._once.run(
                    lambda: _schedule(ctx, order, id_, zone), self._planned, self._no
                )
            )

    def _sent(self, order: _Order, sent: Sent) -> None:
        ctx = self._parts.ctx
        self._drafting.sent()
        self.done.emit()

        def undo() -> None:
            self._parts.background.run(
                lambda: broadcasts.cancel(ctx, sent.id),
                lambda _cancelled: self.taken_back.emit(order.request, order.time),
                self,
            )

        self._parts.notices.undoable.emit(self._told(sent), undo)

    def _told(self, sent: Sent) -> str:
        """News waits for the end of the quiet hours."""
        number, now = widget_words.guests(sent.recipients), self._parts.ctx.clock.now()
        if sent.starts_at - now <= HELD_BACK + HELD_BACK:
            return _("Goes out to {guests}.").format(guests=number)
        moment = words.moment(sent.starts_at, now, self._form.when.zone)
        return _("Goes out to {guests} {moment}, after the quiet hours.").format(
            guests=number, moment=moment
        )

    def _planned(self, planned: tuple[str, str]) -> None:
        """The draft's id, and what has been planned."""
        ctx, (draft_id, told) = self._parts.ctx, planned
        self.done.emit()

        def undo() -> None:
            self._parts.background.run(
                lambda: drafts.unschedule(ctx, draft_id), lambda _draft: None, self
            )

        self._parts.notices.undoable.emit(told, undo)


def _order(ctx: Context, request: Request, time: Time) -> _Order:
    """Raises UserError for what can't be sent now."""
    if time.at is None:
        messages.check(ctx, request)
    return _Order(request, time, messages.reach(ctx, request).guests)


def _schedule(ctx: Context, order: _Order, draft_id: str | None, zone: str) -> tuple[str, str]:
    """The draft's id, and when it goes out."""
    if order.time.at is None:
        raise AssertionError(order)
    draft = drafts.save(ctx, order.request, draft_id)
    planned = drafts.schedule(ctx, draft.id, order.time.at, order.time.repeats, zone)
    begin = planned.send_at or order.time.at
    return draft.id, going_out(ctx, begin, order.request.purpose, planned.zone)
