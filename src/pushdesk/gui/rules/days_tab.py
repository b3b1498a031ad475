"""The last days played again: whom a rule would have reached, and how it would have gone."""

from PySide6.QtWidgets import QFrame

from pushdesk.domain.rules import Definition
from pushdesk.gui.program import Parts
from pushdesk.gui.rules import words
from pushdesk.gui.rules.bars import Bar, Bars
from pushdesk.gui.rules.trial_tab import TrialTab
from pushdesk.gui.widgets.dressing import card, column, empty, label
from pushdesk.i18n import _, ngettext
from pushdesk.services import rule_trials
from pushdesk.services.context import Context
from pushdesk.services.rule_trials import Example, Trial

DAYS = 30


class DaysTab(TrialTab[Trial]):
    def __init__(self, parts: Parts) -> None:
        super().__init__(parts, _last_days, _("The last days are played again …"))
        self.bars = Bars(parts.theme, _("Guests a day"))
        self._note = label(role="small", wrap=True)
        self._title = label(_("Some of them"), "name")
        self._samples = column(gap=12)
        for part in (self.bars, self._note, self._title):
            self.body.addWidget(part)
        self.body.addLayout(self._samples)
        self.samples: list[str] = []

    @property
    def note(self) -> str:
        return self._note.text()

    def show_found(self, found: Trial) -> None:
        self.tell(_summary(found))
        self._note.setText(_note(found))
        self.bars.show_bars([Bar(f"{day.day:%Y-%m-%d}", day.guests) for day in found.per_day])
        self.bars.setVisible(bool(found.guests))
        self._title.setVisible(bool(found.samples))
        empty(self._samples)
        self.samples = [example.guest for example in found.samples]
        for example in found.samples:
            self._samples.addWidget(_example(example))


def _last_days(ctx: Context, definition: Definition) -> Trial:
    return rule_trials.dry_run(ctx, definition, DAYS)


def _summary(found: Trial) -> str:
    if not found.guests:
        told = _("In the last {n} days it would have reached nobody.")
        return told.format(n=found.days)
    times = ngettext("once", "{n} times", found.runs).format(n=f"{found.runs:,}")
    return _("In the last {n} days it would have run {times}, for {guests}.").format(
        n=found.days, times=times, guests=words.guests(found.guests)
    )


def _note(found: Trial) -> str:
    told = _("Nobody was rung. Conditions are asked of the guests as they are today.")
    return f"{told} {_('There was more than could be played.')}" if found.cut else told


def _example(example: Example) -> QFrame:
    made = card("well")
    lines = [
        label(f"{moment.at.astimezone():%Y-%m-%d %H:%M}  {moment.sentence}", wrap=True)
        for moment in example.lines
    ]
    made.setLayout(column(label(example.guest, "strong"), *lines, gap=4, margin=12))
    return made
