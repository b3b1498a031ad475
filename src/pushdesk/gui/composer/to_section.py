"""Whom it is for, whom it is not for, since when they are here, and how many at most."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QLineEdit, QWidget

from pushdesk.domain.requests import Request
from pushdesk.domain.targets import App
from pushdesk.gui.composer.lookup import Choices, Person
from pushdesk.gui.composer.recipients import Recipients
from pushdesk.gui.theme import Theme
from pushdesk.gui.widgets.dressing import column, label, row
from pushdesk.gui.widgets.moment_field import MomentField
from pushdesk.gui.widgets.more import More
from pushdesk.i18n import _

_MOST = 10_000_000


class ToSection(QWidget):
    edited = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.to = Recipients(theme, _("Channel, audience or guest"))
        self.exclude = Recipients(theme, _("But not this channel, audience or guest"))
        self.begin = MomentField(theme, _("From, as 2026-11-21 18:00"))
        self.end = MomentField(theme, _("To, as 2026-11-21 20:00"))
        self.limit = QLineEdit()
        self.limit.setAccessibleName(_("At most so many guests"))
        self.limit.setPlaceholderText(_("All of them"))
        self.limit.setValidator(QIntValidator(1, _MOST, self))
        self.narrow = More(theme, _("Not to all of them"), self._narrowing())
        self.setLayout(column(self.to, self.narrow))
        for part in (self.to, self.exclude, self.begin, self.end):
            part.edited.connect(self._edit)
        self.limit.textChanged.connect(lambda _text: self._edit())

    @property
    def problem(self) -> str:
        """A period that can't be read; empty where all is well."""
        return self.begin.problem or self.end.problem

    def offer(self, choices: Choices) -> None:
        self.to.offer(choices.groups)
        # To leave everyone out is to write to nobody.
        self.exclude.offer(tuple(tag for tag in choices.groups if tag.value != App()))
        for field in (self.begin, self.end):
            field.use_zone(choices.zone)

    def put_into(self, request: Request) -> Request:
        return replace(
            request,
            to=self.to.targets,
            exclude=self.exclude.targets,
            subscribed=self._window(),
            limit=int(self.limit.text()) if self.limit.text() else None,
        )

    def show_request(self, request: Request, people: Iterable[Person]) -> None:
        known = tuple(people)
        self.to.show_targets(request.to, known)
        self.exclude.show_targets(request.exclude, known)
        begin, end = request.subscribed or (None, None)
        self.begin.show_moment(begin)
        self.end.show_moment(end)
        self.limit.blockSignals(True)
        self.limit.setText("" if request.limit is None else str(request.limit))
        self.limit.blockSignals(False)
        self._count()
        self.narrow.fold()
        self.narrow.unfold(needed=bool(request.exclude or request.subscribed or request.limit))

    def name_people(self, people: Iterable[Person]) -> None:
        """Guests whose chips have an ID only so far."""
        known = tuple(people)
        for part in (self.to, self.exclude):
            part.name_people(known)

    def _edit(self) -> None:
        self._count()
        self.edited.emit()

    def _count(self) -> None:
        """Each that is left out, a period, a number."""
        rest = (self._window(), self.limit.text())
        self.narrow.count(len(self.exclude.targets) + sum(map(bool, rest)))

    def _window(self) -> tuple[datetime | None, datetime | None] | None:
        window = (self.begin.moment, self.end.moment)
        return window if any(window) else None

    def _narrowing(self) -> QWidget:
        made = QWidget()
        made.setLayout(
            column(
                self.exclude,
                label(_("Only who subscribed"), "small"),
                row(self.begin, self.end),
                label(_("At most so many guests, those who came first"), "small"),
                self.limit,
            )
        )
        return made
