"""A rule played with a guest for practice: what would happen when, both ways of each question."""

from PySide6.QtWidgets import QWidget

from pushdesk.domain import rule_sentences
from pushdesk.domain.rule_sentences import Voice
from pushdesk.gui.program import Parts
from pushdesk.gui.rules.trial_tab import TrialTab
from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets.dressing import empty, label, row
from pushdesk.gui.widgets.icons import IconLabel
from pushdesk.i18n import _, ngettext
from pushdesk.services import rule_trials
from pushdesk.services.rule_trials import Practised

_TIME_WIDTH = 136


class PracticeTab(TrialTab[list[Practised]]):
    def __init__(self, parts: Parts) -> None:
        super().__init__(
            parts, rule_trials.try_with_practice_guest, _("A guest for practice plays it …")
        )
        self._theme = parts.theme
        self._lines: list[str] = []

    @property
    def lines(self) -> list[str]:
        """“after 5 minutes: Done: Call again.”, as it would go."""
        return self._lines

    def show_found(self, found: list[Practised]) -> None:
        self.tell(_("Nobody was rung. With a guest for practice it goes like this:"))
        empty(self.body)
        self._lines = [f"{_time(each)}: {each.sentence}" for each in found]
        for each in found:
            self.body.addWidget(_moment(self._theme, each))


def _moment(theme: Theme, each: Practised) -> QWidget:
    time = label(_time(each), "small")
    time.setFixedWidth(_TIME_WIDTH)
    text = label(each.sentence, wrap=True)
    made = QWidget()
    made.setAccessibleName(f"{time.text()}: {each.sentence}")
    line = row(time, IconLabel(theme, "circle", "accent", 16), text, gap=12)
    line.setStretch(2, 1)
    line.setContentsMargins(0, 0, 0, 0)
    line.insertSpacing(1, each.depth * SIZES.grid * 3)
    made.setLayout(line)
    return made


def _time(each: Practised) -> str:
    if not each.after:
        return _("at once")
    voice = Voice(_, ngettext, str)
    return _("after {time}").format(time=rule_sentences.duration(each.after, voice))
