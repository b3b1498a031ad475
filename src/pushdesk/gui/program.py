"""What the screens are built from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from pushdesk.gui.background import Background
from pushdesk.gui.event_bridge import EventBridge
from pushdesk.gui.files import Files
from pushdesk.gui.notices import Notices
from pushdesk.gui.theme import Theme
from pushdesk.services.context import Context


@runtime_checkable
class Training(Protocol):
    """A program whose guests are simulated: each with a label and a Pushed ID to scan."""

    def practice_guests(self) -> Sequence[tuple[str, str]]: ...


@dataclass(frozen=True)
class Parts:
    """What each screen is built from; made once, in `desk`."""

    ctx: Context
    background: Background
    events: EventBridge
    notices: Notices
    theme: Theme
    files: Files
