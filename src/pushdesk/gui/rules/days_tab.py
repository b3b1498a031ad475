"""The last days played again: whom a rule would have reached, as bars and as examples."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from pushdesk.domain.rules import Definition
from pushdesk.gui.program import Parts
from pushdesk.gui.rules.trials import TrialTab
from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets import words
from pushdesk.gui.widgets.dressing import card, column, empty, label
from pushdesk.i18n import _, ngettext
from pushdesk.services import rule_trials
from pushdesk.services.context import Context
from pushdesk.services.rule_trials import Example, Trial

_HEIGHT = 144
_FOOT = 28
_HEAD = 24
_GAP = 0.25
_LEAST = 3
DAYS = 30


@dataclass(frozen=True)
class Bar:
    name: str
    number: int


class Bars(QWidget):
    """The first and the last are named below; the highest has its number on top."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._bars: tuple[Bar, ...] = ()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    @property
    def bars(self) -> tuple[Bar, ...]:
        return self._bars

    def show_bars(self, bars: Sequence[Bar]) -> None:
        self._bars = tuple(bars)
        told = ", ".join(f"{bar.name}: {bar.number:,}" for bar in bars if bar.number)
        self.setAccessibleDescription(told)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(360, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._bars:
            return
        most = max(1, *(bar.number for bar in self._bars))
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for number, bar in enumerate(self._bars):
                self._paint_bar(painter, number, bar.number / most)
            self._paint_names(painter)

    def _paint_bar(self, painter: QPainter, number: int, share: float) -> None:
        colours = self._theme.colours
        width = self.width() / len(self._bars)
        height = max(_LEAST, share * (self.height() - _FOOT - _HEAD))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent if share else colours.edge))
        place = QRectF(
            number * width + width * _GAP / 2, self.height() - _FOOT - height,
            width * (1 - _GAP), height,
        )  # fmt: skip
        painter.drawRoundedRect(place, 3, 3)

    def _paint_names(self, painter: QPainter) -> None:
        painter.setPen(QColor(self._theme.colours.soft))
        font = self.font()
        font.setPixelSize(SIZES.small)
        painter.setFont(font)
        foot = QRectF(0, self.height() - _FOOT + 6, self.width(), _FOOT - 6)
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft, self._bars[0].name)
        painter.drawText(foot, Qt.AlignmentFlag.AlignRight, self._bars[-1].name)
        highest = max(self._bars, key=lambda bar: bar.number)
        if not highest.number:
            return
        width = self.width() / len(self._bars)
        centre = (self._bars.index(highest) + 0.5) * width
        head = QRectF(centre - 40, 0, 80, _HEAD)
        head.moveLeft(min(max(0.0, head.left()), self.width() - head.width()))
        painter.drawText(head, Qt.AlignmentFlag.AlignHCenter, f"{highest.number:,}")


class DaysTab(TrialTab[Trial]):
    def __init__(self, parts: Parts) -> None:
        waiting = _("The last days are played again …")
        super().__init__(parts, _last_days, waiting, self._show_trial)
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

    def _show_trial(self, found: Trial) -> None:
        self.tell(_summary(found))
        self._note.setText(_note(found))
        self.bars.show_bars([Bar(words.day(day.day), day.guests) for day in found.per_day])
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
        label(f"{_time(moment.at.astimezone())}  {moment.sentence}", wrap=True)
        for moment in example.lines
    ]
    made.setLayout(column(label(example.guest, "strong"), *lines, gap=4, margin=12))
    return made


def _time(at: datetime) -> str:
    return f"{words.day(at)} {at:%H:%M}"
