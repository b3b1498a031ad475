"""What the window has to say: one notice at a time in the banner, never a dialog."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Signal

from pushdesk.errors import UserError


class Tone(StrEnum):
    """Names the colours of the banner."""

    INFO = "info"
    CAUTION = "caution"
    ALARM = "alarm"


@dataclass(frozen=True)
class Notice:
    tone: Tone
    what: str
    more: str = ""

    @property
    def sentence(self) -> str:
        return f"{self.what} {self.more}".strip()


class Notices(QObject):
    """`undoable` carries a sentence and the function that takes back what it tells."""

    said = Signal(object)
    undoable = Signal(str, object)

    def say(self, tone: Tone, what: str, more: str = "") -> None:
        self.said.emit(Notice(tone, what, more))

    def fault(self, error: UserError) -> None:
        more = " ".join(part for part in (error.why, error.what_to_do) if part)
        self.say(Tone.ALARM, error.what, more)
