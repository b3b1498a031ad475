"""How it goes out: what for, how urgently, and until when it is worth showing."""

from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pushdesk.domain.requests import Purpose, Request
from pushdesk.gui.composer import words
from pushdesk.gui.composer.lookup import Choices
from pushdesk.gui.theme import Theme
from pushdesk.gui.widgets.chips import ChipRow
from pushdesk.gui.widgets.dressing import column, label
from pushdesk.gui.widgets.moment_field import MomentField
from pushdesk.i18n import _
from pushdesk.services.message_words import DEFAULT_TTL

_OFFERED = tuple(timedelta(minutes=minutes) for minutes in (10, 60, 240, 24 * 60, 7 * 24 * 60))
_A_MOMENT = "moment"
_NORMAL = "normal"


class Durations(QWidget):
    """`chosen` tells what a person chose; `choose` is silent. `also` are further choices."""

    chosen = Signal(object)

    def __init__(self, name: str, *also: tuple[object, str]) -> None:
        super().__init__()
        self._name, self._also = name, also
        self._offered = _OFFERED
        self.chips = self._make()
        self._column = column(self.chips)
        self.setLayout(self._column)

    @property
    def value(self) -> object:
        return self.chips.value

    def choose(self, value: object) -> None:
        if isinstance(value, timedelta):
            self._offer(value)
        self.chips.choose(value)

    def _offer(self, duration: timedelta) -> None:
        offered = _with(duration)
        if offered == self._offered:
            return
        self._offered, before = offered, self.chips
        self.chips = self._make()
        self._column.replaceWidget(before, self.chips)
        before.hide()
        before.deleteLater()

    def _make(self) -> ChipRow:
        durations = ((each, words.short_duration(each)) for each in self._offered)
        made = ChipRow(self._name, (*durations, *self._also))
        made.chosen.connect(self.chosen)
        return made


def _with(duration: timedelta) -> tuple[timedelta, ...]:
    """As many as there is room for."""
    if duration in _OFFERED:
        return _OFFERED
    nearest = min(_OFFERED, key=lambda each: max(each / duration, duration / each))
    return tuple(sorted((*(each for each in _OFFERED if each != nearest), duration)))


class Manner(QWidget):
    """What nobody has chosen here is left to the template, else four hours and normal."""

    edited = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._choices = Choices()
        self._urgency: str | None = None
        self._ttl: timedelta | None = None
        self._template = ""
        self.purpose = ChipRow(
            _("What it is"),
            ((Purpose.VISIT, _("About their visit")), (Purpose.NEWS, _("News and offers"))),
        )
        self.urgency = ChipRow(_("How urgent"), words.urgency_names())
        self.validity = Durations(_("Valid for"), (_A_MOMENT, _("Until …")))
        self.until = MomentField(theme, _("Until, as 2026-11-21 20:00"))
        self._about = [label(role="small", wrap=True) for _each in range(3)]
        self._lay_out()
        self._connect()

    @property
    def problem(self) -> str:
        if not self._has_moment:
            return ""
        return self.until.problem or ("" if self.until.moment else _("Until when is it valid?"))

    def offer(self, choices: Choices) -> None:
        self._choices = choices
        self.until.use_zone(choices.zone)
        self._show()

    def use_template(self, name: str) -> None:
        self._template = name
        self._show()

    def put_into(self, request: Request) -> Request:
        return replace(
            request,
            purpose=Purpose(str(self.purpose.value)),
            urgency=self._urgency,
            ttl=None if self._has_moment else self._ttl,
            until=self.until.moment if self._has_moment else None,
        )

    def show_request(self, request: Request) -> None:
        self._urgency, self._ttl, self._template = request.urgency, request.ttl, request.template
        self.purpose.choose(request.purpose)
        self.until.show_moment(request.until)
        self.validity.choose(_A_MOMENT if request.until else DEFAULT_TTL)
        self._show()

    @property
    def _has_moment(self) -> bool:
        return self.validity.value == _A_MOMENT

    def _lay_out(self) -> None:
        parts: list[QWidget] = []
        rows: tuple[tuple[str, QWidget], ...] = (
            (_("What it is"), self.purpose),
            (_("How urgent"), self.urgency),
            (_("Valid for"), self.validity),
        )
        for (name, chips), about in zip(rows, self._about, strict=True):
            parts += [label(name, "eyebrow"), chips, about]
        self.setLayout(column(*parts, self.until))
        self.purpose.choose(Purpose.VISIT)
        self._show()

    def _connect(self) -> None:
        self.purpose.chosen.connect(lambda _purpose: self._edit())
        self.urgency.chosen.connect(self._choose_urgency)
        self.validity.chosen.connect(self._choose_validity)
        self.until.edited.connect(self._edit)

    def _choose_urgency(self, urgency: str) -> None:
        self._urgency = urgency
        self._edit()

    def _choose_validity(self, value: object) -> None:
        if isinstance(value, timedelta):
            self._ttl = value
        else:
            self.until.line.setFocus()
        self._edit()

    def _edit(self) -> None:
        self._show()
        self.edited.emit()

    def _show(self) -> None:
        known = self._choices.template(self._template)
        urgency = self._urgency or (known.urgency if known else _NORMAL)
        ttl = self._ttl or (known.ttl if known else DEFAULT_TTL)
        self.urgency.choose(urgency)
        if not self._has_moment:
            self.validity.choose(ttl)
        self.until.setVisible(self._has_moment)
        dies = _("A phone that is off for {time} never shows it.").format(time=words.duration(ttl))
        told = (
            words.purpose(Purpose(str(self.purpose.value))),
            words.urgency(urgency),
            _("A phone that is off until then never shows it.") if self._has_moment else dies,
        )
        for about, text in zip(self._about, told, strict=True):
            about.setText(text)
