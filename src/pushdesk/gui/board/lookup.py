"""What the board asks of the services."""

from dataclasses import dataclass

from pushdesk.services import live, preferences
from pushdesk.services.context import Context
from pushdesk.services.live import Board, Called
from pushdesk.settings import SOUNDS, VOICE


@dataclass(frozen=True)
class Shown:
    board: Board
    sounds: bool
    voice: bool


def look_up(ctx: Context) -> Shown:
    """Raises UserError."""
    return Shown(
        live.board(ctx), preferences.get(ctx, SOUNDS) == "on", preferences.get(ctx, VOICE) == "on"
    )


def call_of(called: Called) -> tuple[object, ...]:
    """Tells one call from the next of the same party."""
    return called.number, called.label, called.called_at, called.times_called
