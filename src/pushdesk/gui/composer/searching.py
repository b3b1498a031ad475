"""Finds guests while somebody types a recipient: never twice at once, and the last text counts."""

from dataclasses import dataclass

from PySide6.QtCore import QObject

from pushdesk.gui.background import Refresh
from pushdesk.gui.composer import lookup
from pushdesk.gui.composer.lookup import Person
from pushdesk.gui.composer.recipients import Recipients
from pushdesk.gui.program import Parts
from pushdesk.services.context import Context


@dataclass(frozen=True)
class _Answer:
    text: str
    found: tuple[Person, ...]


class Searching(QObject):
    def __init__(self, parts: Parts, recipients: Recipients) -> None:
        super().__init__(recipients)
        self._text = ""
        ctx = parts.ctx
        self._refresh = Refresh(
            parts.background,
            lambda: _find(ctx, self._text),
            lambda answer: recipients.show_found(answer.text, answer.found),
            self,
        )
        recipients.searched.connect(self._search)

    def _search(self, text: str) -> None:
        self._text = text
        if text.strip():
            self._refresh.ask()


def _find(ctx: Context, text: str) -> _Answer:
    return _Answer(text, lookup.find(ctx, text))
