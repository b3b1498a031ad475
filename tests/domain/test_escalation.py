"""What follows a call that no phone takes, and when."""

from datetime import UTC, datetime, timedelta

import pytest

from pushdesk.domain.deliveries import DeliveryState
from pushdesk.domain.escalation import Plan, Step, Taken, next_step

CALLED_AT = datetime(2026, 11, 27, 19, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOLD_UNTIL = CALLED_AT + 10 * MINUTE
PLAN = Plan(repeats=2, pause=MINUTE, relays=True)
SENT, SHOWN, GONE = (
    (DeliveryState.ACCEPTED,),
    (DeliveryState.ACCEPTED, DeliveryState.SHOWN),
    (DeliveryState.GONE,),
)


def taken(*steps: tuple[str, tuple[DeliveryState, ...] | None]) -> list[Taken]:
    """One each minute."""
    return [
        Taken(action, CALLED_AT + place * MINUTE, phones)
        for place, (action, phones) in enumerate(steps)
    ]


@pytest.mark.parametrize(
    ("steps", "kind", "minutes"),
    [
        ([("call", SENT)], "repeat", 1),
        ([("call", SENT), ("repeat", SENT)], "repeat", 2),
        ([("call", SENT), ("repeat", SENT), ("repeat", SENT)], "told", 3),
        ([("call", SENT), ("told", None)], "relayed", 2),
        ([("call", GONE)], "told", 0),
        ([("call", SENT), ("told", None), ("call", SENT)], "repeat", 3),
    ],
)
def test_what_comes_next(
    steps: list[tuple[str, tuple[DeliveryState, ...] | None]], kind: str, minutes: int
) -> None:
    found = next_step(taken(*steps), HOLD_UNTIL, PLAN, can_ring=True)
    assert found == Step(kind, CALLED_AT + minutes * MINUTE)


@pytest.mark.parametrize(
    "steps",
    [
        [],
        [("call", None)],
        [("call", SHOWN)],
        [("call", SHOWN), ("repeat", SENT)],
        [("call", SENT), ("told", None), ("relayed", None)],
    ],
)
def test_nothing_comes_next(steps: list[tuple[str, tuple[DeliveryState, ...] | None]]) -> None:
    assert next_step(taken(*steps), HOLD_UNTIL, PLAN, can_ring=True) is None


def test_who_has_left_is_not_rung_again() -> None:
    found = next_step(taken(("call", SENT)), HOLD_UNTIL, PLAN, can_ring=False)
    assert found == Step("told", CALLED_AT)


def test_nothing_after_the_hold() -> None:
    assert next_step(taken(("call", SENT)), CALLED_AT + MINUTE, PLAN, can_ring=True) is None


def test_without_an_address_nothing_is_sent_on() -> None:
    plan = Plan(repeats=0, pause=MINUTE, relays=False)
    assert next_step(taken(("call", SENT), ("told", None)), HOLD_UNTIL, plan, can_ring=True) is None
