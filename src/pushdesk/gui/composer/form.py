"""The form at the left: whom it is for, what it says, how and when it goes out."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from pushdesk.domain.requests import MAX_BUTTONS, Button, Request
from pushdesk.gui.composer.lookup import Choices, Person
from pushdesk.gui.composer.manner import Manner
from pushdesk.gui.composer.to_section import ToSection
from pushdesk.gui.composer.when import NOW, Time, When
from pushdesk.gui.composer.words_section import WordsSection
from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.dressing import column, label, row
from pushdesk.gui.widgets.more import More
from pushdesk.gui.widgets.scroller import scroller
from pushdesk.i18n import _
from pushdesk.services import texts

_TITLE_LENGTH = 40
EMPTY = Request(())


class Extras(QWidget):
    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.url = self._field(_("Where a tap leads (empty: the guest's own page)"))
        self.image = self._field(_("Address of a picture, https://…"))
        self.icon = self._field(_("Address of a small icon, https://…"))
        self.buttons = tuple(
            (
                self._field(_("Button {n}: what it says").format(n=n), _TITLE_LENGTH),
                self._field(_("Button {n}: where it leads, https://…").format(n=n)),
            )
            for n in range(1, MAX_BUTTONS + 1)
        )
        pairs = [row(*pair) for pair in self.buttons]
        note = label(_("iPhones show neither picture nor buttons."), "small", wrap=True)
        self.setLayout(column(self.url, self.image, self.icon, *pairs, note))

    @property
    def are_used(self) -> bool:
        return any(field.text() for field in self._fields())

    def put_into(self, request: Request) -> Request:
        pairs = [(title.text().strip(), url.text().strip()) for title, url in self.buttons]
        return replace(
            request,
            url=self.url.text().strip(),
            image=self.image.text().strip(),
            icon=self.icon.text().strip(),
            buttons=tuple(Button(title, url) for title, url in pairs if title or url),
        )

    def show_request(self, request: Request) -> None:
        pairs = [(each.title, each.url) for each in request.buttons]
        pairs += [("", "")] * (MAX_BUTTONS - len(pairs))
        wanted = (request.url, request.image, request.icon, *(t for pair in pairs for t in pair))
        for field, text in zip(self._fields(), wanted, strict=True):
            field.blockSignals(True)
            field.setText(text)
            field.setCursorPosition(0)
            field.blockSignals(False)

    def _fields(self) -> tuple[QLineEdit, ...]:
        pairs = (field for pair in self.buttons for field in pair)
        return (self.url, self.image, self.icon, *pairs)

    def _field(self, name: str, longest: int = texts.URL_LENGTH) -> QLineEdit:
        made = QLineEdit()
        made.setPlaceholderText(name)
        made.setAccessibleName(name)
        made.setMaxLength(longest)
        made.textChanged.connect(lambda _text: self.edited.emit())
        return made


class Form(QFrame):
    """`request` and `when.time` are what the fields say; showing them is silent.

    `to_edited` tells that somebody has changed whom it reaches, `edited` anything else.
    """

    edited = Signal()
    to_edited = Signal()

    def __init__(self, theme: Theme, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.to = ToSection(theme)
        self.words = WordsSection(theme)
        self.extras = Extras()
        self.more = More(theme, _("Link, picture, buttons"), self.extras)
        self.manner = Manner(theme)
        self.when = When(theme, now)
        self._lay_out()
        self._connect()

    @property
    def request(self) -> Request:
        request = EMPTY
        for part in (self.to, self.words, self.extras, self.manner):
            request = part.put_into(request)
        return request

    @property
    def problem(self) -> str:
        """What can't be read, in one sentence; empty where all is well."""
        return self.to.problem or self.manner.problem or self.when.problem

    @property
    def is_empty(self) -> bool:
        """Nothing in it is worth keeping."""
        return (
            not (self.request.template or self.request.to) and self.words.editor.wordings.is_empty
        )

    def offer(self, choices: Choices) -> None:
        for part in (self.to, self.words, self.manner, self.when):
            part.offer(choices)

    def show_request(
        self, request: Request, time: Time = NOW, people: Iterable[Person] = ()
    ) -> None:
        self.to.show_request(request, people)
        self.words.show_request(request)
        self.extras.show_request(request)
        self.more.fold()
        self.more.unfold(needed=self.extras.are_used)
        self.manner.show_request(request)
        self.when.show_time(time)
        self.area.verticalScrollBar().setValue(0)

    def _lay_out(self) -> None:
        parts: tuple[tuple[str, tuple[QWidget, ...]], ...] = (
            (_("To"), (self.to,)),
            (_("What"), (self.words, self.more)),
            (_("How"), (self.manner,)),
            (_("When"), (self.when,)),
        )
        inside = column(gap=SIZES.grid * 2)
        for name, widgets in parts:
            inside.addLayout(column(label(name, "name"), *widgets))
        inside.setContentsMargins(0, 0, SIZES.grid, 0)
        self.area = scroller(inside)
        self.setLayout(column(self.area, margin=SIZES.grid * 2))

    def _connect(self) -> None:
        self.to.edited.connect(self.to_edited)
        self.words.edited.connect(self._words_edited)
        self.extras.edited.connect(self.edited)
        self.manner.edited.connect(self.edited)
        self.when.edited.connect(self.edited)

    def _words_edited(self) -> None:
        self.manner.use_template(self.words.template_name)
        self.edited.emit()
