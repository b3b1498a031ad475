"""When it goes out: now, at a time, or again and again; and what that means, in a sentence."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from pushdesk.domain.requests import Purpose
from pushdesk.errors import UserError
from pushdesk.gui.background import Refresh
from pushdesk.gui.composer import words
from pushdesk.gui.composer.lookup import Choices
from pushdesk.gui.program import Parts
from pushdesk.gui.theme import SIZES, Theme
from pushdesk.gui.widgets import moments
from pushdesk.gui.widgets.chips import ChipRow
from pushdesk.gui.widgets.dressing import column, label, mark, row
from pushdesk.gui.widgets.moment_field import MomentField
from pushdesk.i18n import _
from pushdesk.services import composing, repeats
from pushdesk.services.context import Context
from pushdesk.services.repeat_rules import WEEKDAYS, Frequency

_NEXT = 3


class Kind(StrEnum):
    NOW = "now"
    ONCE = "once"
    REPEATING = "repeating"


@dataclass(frozen=True)
class Time:
    """`at` is None for now; `repeats` is an RRULE (RFC 5545), empty for once."""

    at: datetime | None = None
    repeats: str = ""


NOW = Time()


class When(QWidget):
    """`edited` tells that somebody has changed `time`; `show_time` is silent."""

    edited = Signal()

    def __init__(self, theme: Theme, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now = now
        self._zone = ""
        # What the form can't say, such as every second Friday, is kept as it is.
        self._kept = ""
        self.kind = ChipRow(
            _("When"),
            (
                (Kind.NOW, _("Now")),
                (Kind.ONCE, _("At a time")),
                (Kind.REPEATING, _("Repeating")),
            ),
        )
        self.at = MomentField(theme, _("Time, as 2026-11-21 18:00"))
        self.often = ChipRow(
            _("How often"),
            (("DAILY", _("Daily")), ("WEEKLY", _("Weekly")), ("MONTHLY", _("Monthly"))),
        )
        self.days = {code: _day(name) for code, name in zip(WEEKDAYS, _days(), strict=True)}
        self.last = MomentField(
            theme, _("Last day, as 2026-12-31 (empty: without end)"), has_time=False
        )
        self._told = label(role="small", wrap=True)
        self._lay_out()
        self._connect()
        self.show_time(NOW)

    @property
    def time(self) -> Time:
        """`at` is None also where it can't be read: ask `problem`."""
        match self.kind.value:
            case Kind.NOW:
                return NOW
            case Kind.ONCE:
                return Time(self.at.moment)
            case _:
                return Time(self.at.moment, self._rule()[0])

    @property
    def problem(self) -> str:
        if self.kind.value == Kind.NOW:
            return ""
        told = self.at.problem or ("" if self.at.moment else _("When does it go out?"))
        if told or self.kind.value != Kind.REPEATING:
            return told
        return self.last.problem or self._rule()[1]

    @property
    def told(self) -> str:
        return self._told.text()

    @property
    def zone(self) -> str:
        return self._zone

    def offer(self, choices: Choices) -> None:
        self._zone = choices.zone
        for field in (self.at, self.last):
            field.use_zone(choices.zone)

    def show_time(self, time: Time) -> None:
        kind = Kind.REPEATING if time.repeats else Kind.ONCE if time.at else Kind.NOW
        self._kept = time.repeats
        self.kind.choose(kind)
        self.often.choose("WEEKLY")
        self.at.show_moment(time.at)
        self.last.show_moment(None)
        for day in self.days.values():
            day.setChecked(False)
        self.tell("")
        self._show()

    def tell(self, text: str, tone: str = "") -> None:
        """What the times mean; `tone` amber where they mean nothing."""
        self._told.setText(text)
        self._told.setVisible(bool(text))
        mark(self._told, "tone", tone)

    def _rule(self) -> tuple[str, str]:
        """The RRULE, or why there is none."""
        if self._kept:
            return self._kept, ""
        often: Frequency = self.often.value  # type: ignore[assignment]  # the chips have no other
        days = [code for code, day in self.days.items() if day.isChecked()]
        last = self.last.moment
        until = moments.here(last, self._zone).date() if last else None
        try:
            weekly = days if often == "WEEKLY" else ()
            return repeats.build(often, weekdays=weekly, until=until), ""
        except UserError as error:
            return "", str(error)

    def _lay_out(self) -> None:
        self._repeating = QWidget()
        self._week = QWidget()
        self._week.setLayout(row(*self.days.values(), 1, gap=4))
        self._repeating.setLayout(column(self.often, self._week, self.last))
        self.setLayout(column(self.kind, self.at, self._repeating, self._told))

    def _connect(self) -> None:
        self.kind.chosen.connect(self._other_kind)
        self.often.chosen.connect(lambda _often: self._edit_rule())
        self.last.edited.connect(self._edit_rule)
        self.at.edited.connect(self._edit)
        for day in self.days.values():
            day.clicked.connect(lambda _checked: self._edit_rule())

    def _other_kind(self, kind: Kind) -> None:
        if kind != Kind.NOW and not self.at.line.text():
            self.at.show_moment(moments.next_hour(self._now(), self._zone))
        if kind != Kind.REPEATING:
            self._kept = ""
        self._edit()

    def _edit_rule(self) -> None:
        self._kept = ""
        self._edit()

    def _edit(self) -> None:
        self._show()
        self.edited.emit()

    def _show(self) -> None:
        self.at.setVisible(self.kind.value != Kind.NOW)
        self._repeating.setVisible(self.kind.value == Kind.REPEATING)
        self._week.setVisible(self.often.value == "WEEKLY")


def _days() -> tuple[str, ...]:
    return (_("Mo"), _("Tu"), _("We"), _("Th"), _("Fr"), _("Sa"), _("Su"))


def _day(name: str) -> QPushButton:
    made = QPushButton(name)
    made.setCheckable(True)
    made.setProperty("kind", "chip")
    made.setMinimumSize(SIZES.target, SIZES.target)
    made.setAccessibleName(name)
    return made


@dataclass(frozen=True)
class _Meaning:
    of: tuple[Time, Purpose]
    text: str


class TellingWhen(QObject):
    def __init__(self, parts: Parts, when: When) -> None:
        super().__init__(when)
        self._parts, self._when = parts, when
        self._time, self._zone = NOW, ""
        self._purpose = Purpose.VISIT
        self._refresh = Refresh(parts.background, self._meaning, self._show, self, self._refused)

    def again(self, purpose: Purpose) -> None:
        """To be called whenever the time or what it is for may have changed."""
        self._purpose = purpose
        self._time, self._zone = self._when.time, self._when.zone
        if self._when.problem:
            self._when.tell(self._when.problem, "amber")
        elif self._time.at is None:
            self._when.tell("")
        else:
            self._refresh.ask()

    def _meaning(self) -> _Meaning:
        time, purpose = self._time, self._purpose
        return _Meaning((time, purpose), _said(self._parts.ctx, time, purpose, self._zone))

    def _show(self, meaning: _Meaning) -> None:
        """An answer to what is no longer in the fields comes too late."""
        if meaning.of == (self._time, self._purpose) and not self._when.problem:
            self._when.tell(meaning.text)

    def _refused(self, error: UserError) -> None:
        self._when.tell(str(error), "amber")


def _said(ctx: Context, time: Time, purpose: Purpose, zone: str) -> str:
    now = ctx.clock.now()
    if time.at is None:
        return ""
    if not time.repeats:
        over = time.at <= now
        return _("This time is over.") if over else going_out(ctx, time.at, purpose, zone)
    said = repeats.sentence(time.repeats, time.at, zone)
    coming = repeats.upcoming(time.repeats, time.at, zone, now, _NEXT)
    if not coming:
        return _("{sentence}. Never again from now on.").format(sentence=said)
    leaving = [composing.leaves_at(ctx, at, purpose) for at in coming]
    dates = ", ".join(words.moment(at, now, zone) for at in leaving)
    if leaving == list(coming):
        return _("{sentence}. Next: {dates}.").format(sentence=said, dates=dates)
    return _("{sentence}. Next, after the quiet hours: {dates}.").format(sentence=said, dates=dates)


def going_out(ctx: Context, at: datetime, purpose: Purpose, zone: str) -> str:
    """“Goes out today 08:00, after the quiet hours.”, where it is news that waits for them."""
    leaves = composing.leaves_at(ctx, at, purpose)
    moment = words.moment(leaves, ctx.clock.now(), zone)
    if leaves == at:
        return _("Goes out {moment}.").format(moment=moment)
    return _("Goes out {moment}, after the quiet hours.").format(moment=moment)
