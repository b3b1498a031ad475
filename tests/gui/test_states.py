"""The words, icons and colours of how far a call has come."""

from datetime import timedelta

import pytest

from pushdesk.domain.deliveries import DeliveryState
from pushdesk.gui.floor import calls
from pushdesk.gui.widgets import states, words
from pushdesk.gui.widgets.states import Group
from pushdesk.services.guests import Progress
from tests.house import EVENING


def progress(
    state: DeliveryState, delivery: int = 1, message: str = "m", **after: float
) -> Progress:
    """`after`: seconds from the click to accepted, shown, opened."""
    at = {f"{name}_at": EVENING + timedelta(seconds=seconds) for name, seconds in after.items()}
    return Progress(
        delivery_id=delivery, message_id=message, guest_id=7, guest_name="Blue Fox",
        pushed_id="BCDEFGHJKLNPR2", title="Your table is ready", body="", device="Chrome · Android",
        state=state, reason="", created_at=EVENING, expires_at=EVENING + timedelta(minutes=10),
        accepted_at=at.get("accepted_at"), shown_at=at.get("shown_at"),
        opened_at=at.get("opened_at"), ended_at=None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("state", "word", "colour", "bars"),
    [
        (DeliveryState.QUEUED, "sending", "grey", 1),
        (DeliveryState.SENDING, "sending", "grey", 1),
        (DeliveryState.ACCEPTED, "sent", "blue", 1),
        (DeliveryState.SHOWN, "on the phone", "green", 1),
        (DeliveryState.OPENED, "seen", "green", 2),
        (DeliveryState.ANSWERED, "answered", "green", 2),
        (DeliveryState.GONE, "phone gone", "red", 1),
        (DeliveryState.FAILED, "failed", "red", 1),
        (DeliveryState.EXPIRED, "too late", "amber", 1),
    ],
)
def test_each_state_has_its_look(state: DeliveryState, word: str, colour: str, bars: int) -> None:
    look = states.look(progress(state), EVENING)
    assert (look.word, look.colour, look.bars) == (word, colour, bars)
    assert look.icon


def test_a_phone_without_a_sign_turns_amber_after_45_seconds() -> None:
    sent = progress(DeliveryState.ACCEPTED, accepted=0.4)
    assert states.look(sent, EVENING + timedelta(seconds=44)).colour == "blue"
    late = EVENING + timedelta(seconds=45)
    assert states.look(sent, late).word == "no sign yet"
    assert "Call the name" in states.advice(sent, late)
    assert states.group(sent, late) is Group.NOT_REACHED


def test_a_phone_that_has_shown_it_stays_green() -> None:
    shown = progress(DeliveryState.SHOWN, accepted=0.4, shown=1.2)
    assert states.look(shown, EVENING + timedelta(minutes=5)).colour == "green"
    assert not states.advice(shown, EVENING + timedelta(minutes=5))


@pytest.mark.parametrize("state", [DeliveryState.GONE, DeliveryState.FAILED, DeliveryState.EXPIRED])
def test_who_is_not_reached_is_to_be_called_by_name(state: DeliveryState) -> None:
    assert "Call the name" in states.advice(progress(state), EVENING)


def test_the_ladder_tells_seconds_after_the_click() -> None:
    rungs = states.ladder(progress(DeliveryState.OPENED, accepted=0.4, shown=1.2, opened=9))
    assert states.in_words(rungs) == "sent 0.4 s · on the phone 1.2 s · seen 9.0 s"


def test_a_rung_that_is_not_reached_says_nothing() -> None:
    assert states.in_words(states.ladder(progress(DeliveryState.QUEUED))) == ""


@pytest.mark.parametrize(
    ("number", "text"), [(0.04, "< 0.1 s"), (9.94, "9.9 s"), (12.7, "12 s"), (180.0, "3 min")]
)
def test_seconds_for_people(number: float, text: str) -> None:
    assert states.seconds(number) == text


def test_nothing_is_ever_called_delivered() -> None:
    for state in DeliveryState:
        assert "deliver" not in states.look(progress(state), EVENING).word


def test_a_call_is_as_far_as_its_best_device() -> None:
    (call,) = calls.calls(
        [progress(DeliveryState.GONE, 2), progress(DeliveryState.SHOWN, 1, accepted=1, shown=2)]
    )
    assert call.look(EVENING).word == "on the phone"
    assert call.after() == "2.0 s"


def test_a_guest_without_a_nickname_is_called_by_the_end_of_the_id() -> None:
    assert words.who("", "BCDEFGHJKLNPR2") == "Guest LNPR2"
    assert words.who("Blue Fox", "BCDEFGHJKLNPR2") == "Blue Fox"


@pytest.mark.parametrize(("seconds", "text"), [(599.9, "9:59"), (0, "0:00"), (-61, "1:01")])
def test_the_hold_counts_down_and_then_up(seconds: float, text: str) -> None:
    assert calls.minutes_and_seconds(seconds) == text
