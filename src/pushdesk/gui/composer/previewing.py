"""The preview follows what is typed, in the words of the guest it is for."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from PySide6.QtCore import QObject, QTimer, Signal

from pushdesk.domain.requests import Request
from pushdesk.gui.background import Refresh
from pushdesk.gui.composer.form import EMPTY
from pushdesk.gui.composer.lookup import Choices
from pushdesk.gui.composer.preview_panel import PreviewPanel
from pushdesk.gui.program import Parts
from pushdesk.services import links, previews, venues
from pushdesk.services.context import Context
from pushdesk.services.previews import Preview

_SETTLES_MS = 120


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
