"""The right column: the message on three kinds of phone, following what is typed."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFrame, QProgressBar

from pushdesk.domain.requests import Request
from pushdesk.errors import UserError
from pushdesk.gui.background import Refresh
from pushdesk.gui.composer import platforms, words
from pushdesk.gui.composer.form import EMPTY
from pushdesk.gui.composer.lookup import Choices
from pushdesk.gui.composer.picture import Picture
from pushdesk.gui.program import Parts
from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.dressing import column, label, mark
from pushdesk.gui.widgets.inputs import DropDown
from pushdesk.gui.widgets.scroller import scroller
from pushdesk.i18n import _
from pushdesk.services import links, previews, venues
from pushdesk.services.context import Context
from pushdesk.services.previews import Preview

_SETTLES_MS = 120


class PreviewPanel(QFrame):
    """`language_chosen` carries the tag in which somebody wants to see it."""

    language_chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.language = DropDown(_("Preview in"))
        self.language.activated.connect(
            lambda number: self.language_chosen.emit(str(self.language.itemData(number) or ""))
        )
        self.pictures = tuple(Picture(theme, platform) for platform in platforms.every())
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self._bytes = label(role="small")
        self._hint = label(role="small", wrap=True)
        self._lay_out()

    @property
    def bytes_told(self) -> str:
        return self._bytes.text()

    @property
    def hint(self) -> str:
        return "" if self._hint.isHidden() else self._hint.text()

    def offer_languages(self, tags: Iterable[str], chosen: str) -> None:
        offered = ["", *(tag for tag in tags if tag)]
        if offered != [self.language.itemData(n) for n in range(self.language.count())]:
            self.language.clear()
            for tag in offered:
                self.language.addItem(
                    words.language(tag) if tag else _("In the guest's language"), tag
                )
        self.language.setCurrentIndex(max(0, self.language.findData(chosen)))
        self.language.setVisible(len(offered) > 1)

    def show_preview(self, preview: Preview, venue: str, host: str) -> None:
        for picture in self.pictures:
            picture.show_preview(preview, venue, host)
        told = words.bytes_(preview.bytes, preview.most_bytes)
        self.bar.setRange(0, max(1, preview.most_bytes))
        self.bar.setValue(min(preview.bytes, preview.most_bytes))
        self.bar.setAccessibleName(told)
        self._bytes.setText(told)
        missing = ", ".join(f"{{{name}}}" for name in preview.missing)
        self._tell(_("There is no value for {names}.").format(names=missing) if missing else "")

    def show_problem(self, error: UserError) -> None:
        self._tell(str(error))

    def _tell(self, text: str) -> None:
        self._hint.setText(text)
        self._hint.setVisible(bool(text))
        mark(self._hint, "tone", "amber")

    def _lay_out(self) -> None:
        pictures = column(gap=SIZES.grid)
        for platform, picture in zip(platforms.every(), self.pictures, strict=True):
            pictures.addLayout(column(label(platform.name, "eyebrow"), picture, gap=4))
        pictures.setContentsMargins(0, 0, SIZES.grid, 0)
        area = scroller(pictures)
        head = column(label(_("On the phone"), "name"), self.language)
        layout = column(head, area, self._hint, self.bar, self._bytes, margin=SIZES.grid * 2)
        layout.setStretch(1, 1)
        self.setLayout(layout)


@dataclass(frozen=True)
class _Question:
    request: Request = EMPTY
    guest_id: int | None = None
    language: str = ""


@dataclass(frozen=True)
class _Answer:
    question: _Question
    preview: Preview
    venue: str
    host: str


class Previewing(QObject):
    """`missing` carries the names of variables that need a value."""

    missing = Signal(object)

    def __init__(self, parts: Parts, panel: PreviewPanel) -> None:
        super().__init__(panel)
        self._panel = panel
        self._choices = Choices()
        self._question = _Question()
        ctx = parts.ctx
        self._refresh = Refresh(
            parts.background,
            lambda: _look(ctx, self._question),
            self._show,
            self,
            panel.show_problem,
        )
        self._settling = QTimer(self, singleShot=True, interval=_SETTLES_MS)
        self._settling.timeout.connect(self._refresh.ask)
        panel.language_chosen.connect(self.show_language)

    def offer(self, choices: Choices) -> None:
        self._choices = choices
        self.follow(self._question.request, self._question.guest_id)

    def follow(self, request: Request, guest_id: int | None) -> None:
        """What the form says now; a single guest's own values, else those of a sample."""
        template = self._choices.template(request.template)
        tags = template.wordings if template else request.translations
        language = self._question.language if self._question.language in tags else ""
        self._panel.offer_languages(tags, language)
        self._ask(_Question(request, guest_id, language))

    def show_language(self, tag: str) -> None:
        """Empty: the guest's own."""
        self._ask(_Question(self._question.request, self._question.guest_id, tag))

    def stop(self) -> None:
        self._settling.stop()

    def _ask(self, question: _Question) -> None:
        self._question = question
        if self._panel.isVisible():
            self._settling.start()

    def _show(self, answer: _Answer) -> None:
        """An answer to what is no longer in the form comes too late."""
        if answer.question == self._question:
            self._panel.show_preview(answer.preview, answer.venue, answer.host)
            self.missing.emit(answer.preview.missing)


def _look(ctx: Context, question: _Question) -> _Answer:
    found = previews.preview(ctx, question.request, question.guest_id, question.language or None)
    host = urlsplit(links.base(ctx)).hostname or ""
    return _Answer(question, found, venues.get(ctx).name, host)
