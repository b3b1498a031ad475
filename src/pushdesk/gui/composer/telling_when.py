"""Says what the times mean: a sentence, and the next three."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject

from pushdesk.errors import UserError
from pushdesk.gui.background import Refresh
from pushdesk.gui.composer import words
from pushdesk.gui.composer.when import NOW, Time, When
from pushdesk.gui.program import Parts
from pushdesk.i18n import _
from pushdesk.services import repeats

_NEXT = 3


@dataclass(frozen=True)
class _Meaning:
    of: Time
    text: str


class TellingWhen(QObject):
    def __init__(self, parts: Parts, when: When) -> None:
        super().__init__(when)
        self._parts, self._when = parts, when
        self._time, self._zone = NOW, ""
        self._refresh = Refresh(parts.background, self._meaning, self._show, self, self._refused)

    def again(self) -> None:
        """To be called whenever the time may have changed."""
        self._time, self._zone = self._when.time, self._when.zone
        if self._when.problem:
            self._when.tell(self._when.problem, "amber")
        elif self._time.at is None:
            self._when.tell("")
        else:
            self._refresh.ask()

    def _meaning(self) -> _Meaning:
        time, zone, now = self._time, self._zone, self._parts.ctx.clock.now()
        if time.at is None:
            return _Meaning(time, "")
        if not time.repeats:
            return _Meaning(time, _once(time.at, now, zone))
        said = repeats.sentence(time.repeats, time.at, zone)
        coming = repeats.upcoming(time.repeats, time.at, zone, now, _NEXT)
        if not coming:
            return _Meaning(time, _("{sentence}. Never again from now on.").format(sentence=said))
        dates = ", ".join(words.moment(at, now, zone) for at in coming)
        return _Meaning(time, _("{sentence}. Next: {dates}.").format(sentence=said, dates=dates))

    def _show(self, meaning: _Meaning) -> None:
        """An answer to what is no longer in the fields comes too late."""
        if meaning.of == self._time and not self._when.problem:
            self._when.tell(meaning.text)

    def _refused(self, error: UserError) -> None:
        self._when.tell(str(error), "amber")


def _once(at: datetime, now: datetime, zone: str) -> str:
    if at <= now:
        return _("This time is over.")
    return _("Goes out {moment}.").format(moment=words.moment(at, now, zone))
