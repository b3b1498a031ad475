"""How far a call has come, in the words, icon and colour of the desk; without any widget."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from pushdesk.domain.deliveries import ENDS, ON_THE_PHONE, WAITING, DeliveryState
from pushdesk.i18n import _
from pushdesk.services.guests import Progress

NO_SIGN_AFTER = timedelta(seconds=45)
_ORDER = (
    DeliveryState.FAILED,
    DeliveryState.GONE,
    DeliveryState.EXPIRED,
    DeliveryState.QUEUED,
    DeliveryState.SENDING,
    DeliveryState.ACCEPTED,
    DeliveryState.SHOWN,
    DeliveryState.OPENED,
    DeliveryState.ANSWERED,
)


@dataclass(frozen=True)
class Look:
    """`colour` is a field of the theme's Colours; `bars` is how many the row's edge shows."""

    word: str
    icon: str
    colour: str
    bars: int = 1


@dataclass(frozen=True)
class Rung:
    """A step of the truth ladder; `seconds` after the click, None where it isn't reached."""

    word: str
    icon: str
    seconds: float | None


def sending() -> Look:
    return Look(_("sending"), "paper-plane-tilt", "grey")


def on_the_page() -> Look:
    """The guest's own page was open and has shown the call."""
    return Look(_("on the page"), "browser", "green")


def not_called() -> Look:
    return Look(_("not called yet"), "clock", "grey")


def look(progress: Progress, now: datetime) -> Look:
    return look_of(progress.state, progress.created_at, now)


def look_of(state: DeliveryState, called_at: datetime, now: datetime) -> Look:
    if gives_no_sign(state, called_at, now):
        return Look(_("no sign yet"), "hourglass", "amber")
    match state:
        case DeliveryState.ACCEPTED:
            return Look(_("sent"), "paper-plane-tilt", "blue")
        case DeliveryState.SHOWN:
            return Look(_("on the phone"), "device-mobile", "green")
        case DeliveryState.OPENED:
            return Look(_("seen"), "eye", "green", 2)
        case DeliveryState.ANSWERED:
            return Look(_("answered"), "chat-circle-dots", "green", 2)
        case _:
            return _end(state)


def _end(state: DeliveryState) -> Look:
    match state:
        case DeliveryState.GONE:
            return Look(_("phone gone"), "prohibit", "red")
        case DeliveryState.FAILED:
            return Look(_("failed"), "x-circle", "red")
        case DeliveryState.EXPIRED:
            return Look(_("too late"), "hourglass", "amber")
        case _:
            return sending()


def advice(progress: Progress, now: datetime) -> str:
    """What to do where the phone didn't ring; empty where all is well."""
    if _gives_no_sign(progress, now):
        return _("The phone gives no sign. Call the name.")
    match progress.state:
        case DeliveryState.GONE:
            return _("This phone can't ring any more. Call the name.")
        case DeliveryState.FAILED:
            return _("The call didn't go out. Call the name.")
        case DeliveryState.EXPIRED:
            return _("The hold ended before the phone gave a sign. Call the name.")
        case _:
            return ""


def ladder(progress: Progress) -> tuple[Rung, Rung, Rung]:
    start = progress.created_at
    return (
        Rung(_("sent"), "paper-plane-tilt", _after(start, progress.accepted_at)),
        Rung(_("on the phone"), "device-mobile", _after(start, progress.shown_at)),
        Rung(_("seen"), "eye", _after(start, progress.opened_at)),
    )


def page_rung(called_at: datetime, shown_at: datetime) -> Rung:
    return Rung(_("on the page"), "browser", _after(called_at, shown_at))


def is_beyond_page(state: DeliveryState) -> bool:
    """Nearer to the guest's eyes than an open page: a notification may lie unread in a pocket."""
    return state in {DeliveryState.OPENED, DeliveryState.ANSWERED}


def seconds(number: float) -> str:
    """A tenth is told below ten seconds: "< 0.1 s", "0.4 s", "12 s", "3 min"."""
    if number < 0.05:
        return _("< 0.1 s")
    if number < 10:
        return _("{n} s").format(n=f"{number:.1f}")
    if number < 120:
        return _("{n} s").format(n=int(number))
    return _("{n} min").format(n=int(number // 60))


def in_words(rungs: Iterable[Rung]) -> str:
    """As a screen reader says it: "sent 0.4 s · on the phone 1.2 s"; empty before the first."""
    reached = [f"{rung.word} {seconds(rung.seconds)}" for rung in rungs if rung.seconds is not None]
    return " · ".join(reached)


def furthest(devices: Iterable[Progress]) -> Progress:
    """Of one message's deliveries, the one that came closest to the guest's eyes."""
    return max(devices, key=lambda progress: _ORDER.index(progress.state))


def gives_no_sign(state: DeliveryState, called_at: datetime, now: datetime) -> bool:
    """No phone has acknowledged a call that isn't over."""
    waits = state in WAITING or state is DeliveryState.ACCEPTED
    return waits and now - called_at >= NO_SIGN_AFTER


def _gives_no_sign(progress: Progress, now: datetime) -> bool:
    return gives_no_sign(progress.state, progress.created_at, now)


class Group(StrEnum):
    """By what the staff want to know of a call: did it arrive?"""

    SEEN = "seen"
    ON_THE_PHONE = "on the phone"
    UNDER_WAY = "under way"
    NOT_REACHED = "not reached"

    @property
    def word(self) -> str:
        return {
            Group.SEEN: _("Seen"),
            Group.ON_THE_PHONE: _("On the phone"),
            Group.UNDER_WAY: _("Under way"),
            Group.NOT_REACHED: _("Not reached"),
        }[self]


def group(progress: Progress, now: datetime) -> Group:
    if progress.state in ENDS or _gives_no_sign(progress, now):
        return Group.NOT_REACHED
    if progress.state is DeliveryState.SHOWN:
        return Group.ON_THE_PHONE
    return Group.SEEN if progress.state in ON_THE_PHONE else Group.UNDER_WAY


def _after(start: datetime, then: datetime | None) -> float | None:
    return None if then is None else max(0.0, (then - start).total_seconds())
