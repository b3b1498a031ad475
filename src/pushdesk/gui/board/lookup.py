"""What the board asks of the services."""

from dataclasses import dataclass
from gettext import NullTranslations

from pushdesk import i18n
from pushdesk.services import live, preferences
from pushdesk.services.context import Context
from pushdesk.services.live import Board, Called
from pushdesk.settings import SOUNDS, VOICE


@dataclass(frozen=True)
class Shown:
    board: Board
    sounds: bool
    voice: bool


def look_up(ctx: Context, words: NullTranslations) -> Shown:
    """Raises UserError."""
    with i18n.reading(words):
        board = live.board(ctx)
    return Shown(board, preferences.get(ctx, SOUNDS) == "on", preferences.get(ctx, VOICE) == "on")


def call_of(called: Called) -> tuple[object, ...]:
    """Tells one call from the next of the same party."""
    return called.number, called.label, called.called_at, called.times_called
