"""The page on which a message is written: form and preview, and below them Send."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pushdesk.domain.requests import Request
from pushdesk.errors import UserError
from pushdesk.gui.composer import lookup, words
from pushdesk.gui.composer.drafting import Drafting
from pushdesk.gui.composer.form import EMPTY, Form
from pushdesk.gui.composer.lookup import Choices, Person
from pushdesk.gui.composer.recipients import Searching
from pushdesk.gui.composer.send_bar import Reaching, SendBar
from pushdesk.gui.composer.sending import Sending
from pushdesk.gui.composer.when import NOW, TellingWhen, Time
from pushdesk.gui.program import Parts
from pushdesk.gui.theme import SIZES
from pushdesk.gui.widgets.dressing import column
from pushdesk.i18n import _
from pushdesk.services.drafts import Draft
from pushdesk.services.messages import Reach


class WritePage(QWidget):
    """`changed` tells that the preview has to follow."""

    changed = Signal()

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self._parts = parts
        self.form = Form(parts.theme, parts.ctx.clock.now)
        self.bar = SendBar(parts.theme)
        self.drafting = Drafting(parts, self.form)
        self.reaching = Reaching(parts, self)
        self.sending = Sending(parts, self.form, self.bar, self.drafting)
        self._telling_when = TellingWhen(parts, self.form.when)
        layout = column(self.form, self.bar, gap=SIZES.grid)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self._connect()
        self.show_message(EMPTY)

    @property
    def person(self) -> Person | None:
        """Whose values the preview has: the guest's, where it is for one only."""
        return self.form.to.to.person

    def offer(self, choices: Choices) -> None:
        self.form.offer(choices)
        self._follow()

    def begin(self) -> None:
        """A new message; the one in the form is a draft already."""
        self.drafting.opened(None)
        self.show_message(EMPTY)
        self.form.to.to.search.setFocus()

    def open(self, draft: Draft) -> None:
        self.drafting.opened(draft)
        time = Time(draft.send_at, draft.repeats) if draft.state == "scheduled" else NOW
        self.show_message(draft.request, time)

    def show_message(self, request: Request, time: Time = NOW) -> None:
        self.form.show_request(request, time)
        self.bar.calm_down()
        self._follow()
        ctx, named = self._parts.ctx, (*request.to, *request.exclude)
        if named:
            self._parts.background.run(
                lambda: lookup.people(ctx, named), lambda people: self._name(request, people), self
            )

    def add_code(self, code: str) -> None:
        """A scan puts the guest among those whom it is for."""
        ctx = self._parts.ctx
        self._parts.background.run(
            lambda: lookup.read(ctx, code), self.form.to.to.add_person, self, self._no_reach
        )

    def stop(self) -> None:
        self.drafting.save()
        self.reaching.stop()

    def _connect(self) -> None:
        for recipients in (self.form.to.to, self.form.to.exclude):
            Searching(self._parts, recipients)
        self.form.edited.connect(self._edited)
        self.form.to_edited.connect(self._edited)
        self.reaching.found.connect(self._show_reach)
        self.reaching.failed.connect(self._no_reach)
        self.sending.done.connect(self.begin)
        self.sending.taken_back.connect(self._take_back)

    def _edited(self) -> None:
        self.drafting.edited()
        self.sending.forget()
        self._follow()

    def _follow(self) -> None:
        """Everything that depends on what the form says."""
        request = self.form.request
        self.bar.name_deed(_("Send") if self.form.when.time == NOW else _("Schedule"))
        news = self.reaching.follow(request)
        if self.form.problem:
            self.bar.tell(self.form.problem, "amber")
        elif not request.to:
            self.bar.tell(_("Whom is it for?"))
        elif news:
            self.bar.tell(_("Counting …"))
        self._telling_when.again(request.purpose)
        self.changed.emit()

    def _name(self, request: Request, people: tuple[Person, ...]) -> None:
        """A draft knows IDs only; the names come a moment later."""
        if people and self.form.request.to == request.to:
            self.form.to.name_people(people)
            self.changed.emit()

    def _show_reach(self, reach: Reach) -> None:
        if not self.form.problem:
            self.bar.tell(words.reach(reach, self.form.request.purpose))

    def _no_reach(self, error: UserError) -> None:
        self.bar.tell(str(error), "amber")

    def _take_back(self, request: Request, time: Time) -> None:
        """Into the form, unless somebody writes the next one there already."""
        if self.form.is_empty:
            self.show_message(request, time)
            self.drafting.edited()
