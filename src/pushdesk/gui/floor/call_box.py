"""How far the chosen guest's call has come, and for how long the next one holds the table."""

import math
from datetime import datetime, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from pushdesk.domain import holds
from pushdesk.gui.floor import calls, row_look
from pushdesk.gui.floor.row_words import RowState
from pushdesk.gui.theme import SIZES, TEXT_INDENT, Theme, figures
from pushdesk.gui.widgets import states
from pushdesk.gui.widgets.buttons import button
from pushdesk.gui.widgets.dressing import column, label, mark, row
from pushdesk.gui.widgets.grid_chips import ChipGrid
from pushdesk.gui.widgets.icons import Wear
from pushdesk.gui.widgets.ladder import Ladder
from pushdesk.gui.widgets.states import Look, Rung
from pushdesk.i18n import _
from pushdesk.services.guests import Card, Progress

# A state breaks into two lines where it is long.
_HEAD = 38


class CallBox(QWidget):
    """Who is on the list is called with the row's button, for as long as `hold` says.

    Its own button calls who isn't: `wanted` carries the hold; within the cool-down a click does
    nothing. Of who has just left the list it only tells how the last call went.
    """

    wanted = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._card: Card | None = None
        self._now: datetime | None = None
        self._is_sending = False
        self.state = RowState(theme)
        self._ladder = Ladder(theme)
        self._advice = label(role="amber", wrap=True)
        self._hold_word = label(role="small")
        self.timer = label(role="timer")
        self.timer.setFont(figures(SIZES.timer))
        self.chips = ChipGrid(
            _("minutes that the table is held"),
            [(hold, _minutes(hold)) for hold in holds.HOLDS],
            5,
            SIZES.target,
        )
        self.chips.choose(holds.DEFAULT_HOLD)
        self.button = button(theme, _("Table ready"), kind="primary")
        self.button.setProperty("role", "call")
        self._icon = Wear(self.button, theme, "bell-ringing", "on_accent", 32, 12)
        self.button.clicked.connect(self._click)
        self._lay_out()

    @property
    def ladder(self) -> tuple[Rung, ...]:
        return self._ladder.rungs

    @property
    def hold(self) -> timedelta | None:
        """What is chosen for the next call."""
        value = self.chips.value
        return value if isinstance(value, timedelta) else None

    @property
    def advice(self) -> str:
        return self._advice.text()

    def show_card(self, card: Card, now: datetime) -> None:
        self._card = card
        self.tick(now)

    def show_sending(self) -> None:
        """The click has been seen; the rest follows."""
        self._is_sending = True
        self.state.show_look(states.sending())
        self._say("")
        self._ladder.show_rungs(_not_yet(), "green")
        self._tell_button(_("Calling …"), cooling=True)

    def sending_ended(self) -> None:
        self._is_sending = False

    def tick(self, now: datetime) -> None:
        """Once a second: countdowns, and the sign that doesn't come."""
        self._now = now
        if self._card is not None and not self._is_sending:
            self._show_hold(self._card, now)
            self._show_progress(self._card, now)
            self._show_button(self._card, now)

    def call(self) -> None:
        """As if the button had been pressed."""
        if not self.button.isHidden():
            self._click()

    def take_focus(self) -> None:
        """Ready for Space: on the button, or where Space does nothing and a reader tells why."""
        can_press = self.button.isEnabled() and not self.button.isHidden()
        (self.button if can_press else self._well).setFocus()

    def _click(self) -> None:
        if self._card is None or self._now is None or self._is_sending:
            return
        if self._card.reachable and self._card.callable_at <= self._now:
            self.wanted.emit(self.chips.value)

    def _lay_out(self) -> None:
        self._well = QFrame()
        self._well.setProperty("role", "well")
        self._well.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        head = QWidget()
        head.setFixedHeight(_HEAD)
        head.setLayout(row(self.state, 1, self._hold_word, self.timer, gap=4))
        inside = column(head, self._ladder, self._advice, gap=4)
        inside.setContentsMargins(8, 6, 8, 6)
        self._well.setLayout(inside)
        minutes = label(_("Minutes that the table is held"), "small")
        minutes.setIndent(TEXT_INDENT)
        self._next = QWidget()
        self._next.setLayout(column(minutes, self.chips, gap=4))
        # What is pressed stands above what grows.
        self.setLayout(column(self._next, self.button, self._well, gap=SIZES.grid))

    def _show_progress(self, card: Card, now: datetime) -> None:
        latest, on_page = _latest(card), _on_page(card)
        by_name = _is_called_by_name(card) and on_page is None
        look, rungs = _how_far(card, now)
        self.state.show_look(look)
        self._ladder.show_rungs(rungs, look.colour)
        told = by_name or on_page is not None or card.ended is not None
        advice = "" if told else _unreachable(card)
        if not advice and latest is not None and not told:
            advice = states.advice(latest, now)
        self._say(advice)
        self._well.setAccessibleName(advice or self.state.word)
        self._ladder.setHidden(by_name)
        self._well.setVisible(card.ended is None or _called_at(card) is not None)

    def _say(self, advice: str) -> None:
        self._advice.setText(advice)
        self._advice.setVisible(bool(advice))

    def _show_hold(self, card: Card, now: datetime) -> None:
        visit = card.visit
        for part in (self._hold_word, self.timer):
            part.setVisible(visit is not None and visit.hold_until is not None)
        if visit is None or visit.hold_until is None:
            return
        left = (visit.hold_until - now).total_seconds()
        self._hold_word.setText(_("hold") if left >= 0 else _("over"))
        figures_left = calls.minutes_and_seconds(left)
        self.timer.setText(figures_left if left >= 0 else f"+{figures_left}")
        mark(self.timer, "tone", "ink" if left >= 0 else "red")

    def _show_button(self, card: Card, now: datetime) -> None:
        """Only where no row has one."""
        wait = (card.callable_at - now).total_seconds()
        self._enable(reachable=card.reachable)
        self.button.setVisible(card.visit is None and card.ended is None)
        self._next.setVisible(card.ended is None)
        if not card.reachable:
            self._tell_button(_("Call the name"), cooling=False)
        elif wait > 0:
            text = _("Again in {n} s").format(n=math.ceil(wait))
            self._tell_button(text, cooling=True)
        else:
            self._tell_button(_("Table ready"), cooling=False)

    def _enable(self, *, reachable: bool) -> None:
        """A button hands its focus on when it is disabled: to the list, where Space opens a row."""
        had_focus = self.button.hasFocus() or self._well.hasFocus()
        if had_focus and not reachable:
            self._well.setFocus()
        self.button.setEnabled(reachable)
        if had_focus:
            self.take_focus()

    def _tell_button(self, text: str, *, cooling: bool) -> None:
        self.button.setText(text)
        self.button.setAccessibleName(text)
        mark(self.button, "cooling", "yes" if cooling else "no")
        role = "accent" if cooling else "on_accent"
        if self.button.isEnabled():
            self._icon.change("bell-ringing", role)
        else:
            self._icon.change("megaphone", "soft")


def _minutes(hold: timedelta) -> str:
    return str(int(hold.total_seconds() // 60))


def _not_yet() -> tuple[Rung, ...]:
    return (
        Rung(_("sent"), "paper-plane-tilt", None),
        Rung(_("on the phone"), "device-mobile", None),
        Rung(_("seen"), "eye", None),
    )


def _latest(card: Card) -> Progress | None:
    """How far the visit's last call has come; None before the first."""
    called_at = _called_at(card)
    made = [call.progress for call in calls.calls(card.progress)]
    since = [one for one in made if called_at is not None and one.created_at >= called_at]
    return since[-1] if since else None


def _on_page(card: Card) -> Rung | None:
    """None where no open page has shown the call."""
    visit, called_at = card.visit or card.ended, _called_at(card)
    if visit is None or called_at is None or visit.page_shown_at is None:
        return None
    return states.page_rung(called_at, visit.page_shown_at)


def _how_far(card: Card, now: datetime) -> tuple[Look, tuple[Rung, ...]]:
    """The page's word takes the place of the phone's, until the guest has tapped the phone."""
    latest, on_page = _latest(card), _on_page(card)
    if latest is None and on_page is not None:
        return states.on_the_page(), (on_page,)
    if latest is None:
        by_name = _is_called_by_name(card)
        return row_look.called_by_name() if by_name else states.not_called(), _not_yet()
    sent, on_phone, seen = states.ladder(latest)
    if on_page is None or states.is_beyond_page(latest.state):
        return states.look(latest, now), (sent, on_phone, seen)
    return states.on_the_page(), (sent, on_page, seen)


def _is_called_by_name(card: Card) -> bool:
    return _called_at(card) is not None and _latest(card) is None


def _called_at(card: Card) -> datetime | None:
    visit = card.visit or card.ended
    return visit.called_at if visit is not None else None


def _unreachable(card: Card) -> str:
    if card.reachable:
        return ""
    if not card.devices:
        return _("This party has no phone here. Call the name.")
    if not card.channels:
        return _("This guest has unsubscribed and can't be rung. Call the name.")
    return _("No phone of this guest can ring any more. Call the name.")
