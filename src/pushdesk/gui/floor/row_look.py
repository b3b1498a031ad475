"""What a row of the waiting list says at this moment; without any widget."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from pushdesk.domain import holds
from pushdesk.domain.deliveries import ENDS
from pushdesk.domain.visits import CALLED, State
from pushdesk.gui.floor import calls
from pushdesk.gui.widgets import states
from pushdesk.gui.widgets.states import Look
from pushdesk.i18n import _
from pushdesk.services.waiting_list import PhoneKind, RingState, Row

# Of the quote: the row turns amber, then red.
_LATE = 1.0
_VERY_LATE = 1.5
# From here on seconds are of no use.
_LONG_MINUTES = 100


class Deed(StrEnum):
    """What can be done with a party; the main button of a row is one of the first five."""

    NOTIFY = "notify"
    AGAIN = "again"
    SEAT = "seat"
    ACCEPT = "accept"
    DISMISS = "dismiss"
    DECLINE = "decline"
    NO_SHOW = "no_show"
    LEAVE = "leave"
    RECALL = "recall"
    CORRECT = "correct"


CALLS = (Deed.NOTIFY, Deed.AGAIN)


@dataclass(frozen=True)
class Offer:
    """A button: what it does, its word, and whether a press counts now."""

    deed: Deed
    text: str
    ready: bool = True


@dataclass(frozen=True)
class RowLook:
    """`tone` of the timer is ink, amber or red; `age` is 0, 1 late, 2 very late.

    `times` is “×2” after the second call; `more` what is left out first where there is no room.
    """

    name: str
    size: str
    state: Look
    times: str
    more: tuple[str, ...]
    timer: str
    timer_word: str
    tone: str
    age: int
    main: Offer
    other: Offer | None

    @property
    def spoken(self) -> str:
        who = (self.name, self.times, self.size, self.state.word)
        parts = (*who, *self.more, self.timer_word, self.timer)
        return ", ".join(part for part in parts if part)


def look(row: Row, now: datetime) -> RowLook:
    timer, word, tone = _timer(row, now)
    return RowLook(
        name=row.name,
        size=_("{n} people").format(n=row.size) if row.size != 1 else _("1 person"),
        state=_state(row, now),
        times=_("×{n}").format(n=row.times_called) if row.times_called > 1 else "",
        more=_more(row),
        timer=timer,
        timer_word=word,
        tone=tone,
        age=age(row, now),
        main=main(row, now),
        other=_other(row, now),
    )


def main(row: Row, now: datetime) -> Offer:
    """Notify, then Again until the phone has answered for itself, then Seat."""
    match row.state:
        case State.PENDING:
            return Offer(Deed.ACCEPT, _("Accept"))
        case State.CANCELLED:
            return Offer(Deed.DISMISS, _("Got it"))
        case State.WAITING:
            return Offer(Deed.NOTIFY, _("Notify"))
        case State.COMING:
            return Offer(Deed.SEAT, _("Seat"))
        case _:
            return Offer(Deed.SEAT, _("Seat")) if _is_reached(row) else again(row, now)


def again(row: Row, now: datetime) -> Offer:
    left = holds.cool_down_left(now, row.called_at)
    if left > timedelta(0):
        seconds = math.ceil(left.total_seconds())
        return Offer(Deed.AGAIN, _("Again {n} s").format(n=seconds), ready=False)
    return Offer(Deed.AGAIN, _("Again"))


def is_overdue(row: Row, now: datetime) -> bool:
    """Called, and the hold has ended."""
    return row.state in CALLED and row.hold_until is not None and row.hold_until <= now


def is_unreached(row: Row, now: datetime) -> bool:
    """Called, and neither a phone nor the page gives a sign."""
    if row.state is not State.CALLED or row.progress is None or row.page_shown_at is not None:
        return False
    state, called_at = row.progress.state, row.progress.queued_at
    return state in ENDS or states.gives_no_sign(state, called_at, now)


def age(row: Row, now: datetime) -> int:
    if row.state is not State.WAITING or not row.quote_minutes:
        return 0
    quoted = timedelta(minutes=row.quote_minutes)
    part = 1 + (now - row.quoted_until) / quoted if row.quoted_until else 0.0
    return int(part >= _LATE) + int(part >= _VERY_LATE)


def answer_look(row: Row) -> Look | None:
    match row.state:
        case State.COMING:
            return Look(_("on the way"), "person-simple-run", "green", 2)
        case State.LATER:
            return Look(_("asks for time"), "hourglass-medium", "amber", 2)
        case State.CANCELLED:
            return Look(_("cancelled"), "x-circle", "red", 2)
        case State.PENDING:
            return Look(_("asks to join"), "hand-waving", "blue", 2)
        case _:
            return None


def ring_look(row: Row) -> Look:
    """Of the test ring at the door; a phone that rang then may have left since."""
    has_left = row.phone.kind is not PhoneKind.NONE and not row.phone.can_ring
    if has_left or row.ring.state is RingState.RED:
        return Look(_("phone can't ring"), "prohibit", "red")
    match row.ring.state:
        case RingState.GREEN:
            return Look(_("phone rings"), "check-circle", "green")
        case RingState.AMBER:
            return Look(_("no sign of the phone"), "hourglass", "amber")
        case RingState.WAITING:
            return Look(_("trying the phone"), "paper-plane-tilt", "grey")
        case _ if row.phone.can_ring:
            return Look(_("waits"), "clock", "grey")
        case _:
            return Look(_("call the name"), "megaphone", "grey")


def called_by_name() -> Look:
    """There is no phone whose progress could be told."""
    return Look(_("called by name"), "megaphone", "blue")


def page_look(row: Row) -> Look | None:
    """None where no page has shown the call, or a phone has brought it further."""
    if row.page_shown_at is None or (row.progress and states.is_beyond_page(row.progress.state)):
        return None
    return states.on_the_page()


def wait_look(row: Row) -> Look:
    """What the details say of the wait beside the call's own progress."""
    answered = answer_look(row)
    if answered is None and row.state is State.CALLED and row.progress is None:
        return page_look(row) or called_by_name()
    return answered or ring_look(row)


def _state(row: Row, now: datetime) -> Look:
    answered = answer_look(row)
    if answered is not None:
        return answered
    if row.state is State.WAITING:
        return ring_look(row)
    on_page = page_look(row)
    if on_page is not None or row.progress is None:
        return on_page or called_by_name()
    return states.look_of(row.progress.state, row.progress.queued_at, now)


def _is_reached(row: Row) -> bool:
    """By phone or page, or by voice where there is none; who asks for time is called again."""
    if row.state is State.LATER:
        return False
    if row.progress is None or row.page_shown_at is not None:
        return True
    return row.progress.shown_at is not None or row.progress.opened_at is not None


def _other(row: Row, now: datetime) -> Offer | None:
    if row.state is State.PENDING:
        return Offer(Deed.DECLINE, _("Decline"))
    return Offer(Deed.NO_SHOW, _("No-show")) if is_overdue(row, now) else None


def _more(row: Row) -> tuple[str, ...]:
    """What stands behind the state, the most telling first."""
    parts = (
        _("call the name") if row.call_name and row.progress is not None else "",
        _("quote {n} min").format(n=row.quote_minutes) if row.quote_minutes else "",
        *row.notes,
    )
    return tuple(part for part in parts if part)


def _timer(row: Row, now: datetime) -> tuple[str, str, str]:
    """The figures, what they count, and their colour."""
    if row.state in CALLED and row.hold_until is not None:
        left = (row.hold_until - now).total_seconds()
        word = _("hold") if left >= 0 else _("hold over")
        return _signed(left), word, "ink" if left >= 0 else "red"
    if row.state is State.WAITING and row.quote_minutes and row.quoted_until is not None:
        left = (row.quoted_until - now).total_seconds()
        word = _("to go") if left >= 0 else _("over")
        return _signed(left), word, "ink" if left >= 0 else "red"
    return _figures((now - row.joined_at).total_seconds()), _("waits"), "ink"


def _signed(left: float) -> str:
    """What has run over carries a plus, so that its colour says nothing alone."""
    return _figures(left) if left >= 0 else f"+{_figures(left)}"


def _figures(seconds: float) -> str:
    """Never wider than “+99:59”."""
    minutes = int(abs(seconds)) // 60
    if minutes < _LONG_MINUTES:
        return calls.minutes_and_seconds(seconds)
    return _("{h}h{m}").format(h=minutes // 60, m=f"{minutes % 60:02d}")
