"""What may happen to a party's wait: one table of states, actions and outcomes."""

from enum import StrEnum
from typing import TypeAlias


class State(StrEnum):
    """Of a visit that is open."""

    PENDING = "pending"  # asked for on a page or at the kiosk, not accepted yet
    WAITING = "waiting"
    CALLED = "called"
    COMING = "coming"
    LATER = "later"  # asked for more time
    CANCELLED = "cancelled"  # by the guest; stays on the list until somebody touches it


class Outcome(StrEnum):
    """How a visit ended."""

    SEATED = "seated"
    NO_SHOW = "no_show"
    LEFT = "left"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    RELEASED = "released"


class Action(StrEnum):
    """COMING, LATER and CANCEL are the guest's own."""

    ACCEPT = "accept"
    DECLINE = "decline"
    CALL = "call"
    SEAT = "seat"
    NO_SHOW = "no_show"
    LEAVE = "leave"
    RELEASE = "release"
    DISMISS = "dismiss"
    RECALL = "recall"
    CORRECT = "correct"  # the call was a mistake
    COMING = "coming"
    LATER = "later"
    CANCEL = "cancel"


Standing: TypeAlias = State | Outcome

CALLED = (State.CALLED, State.COMING, State.LATER)
GUESTS_OWN = frozenset({Action.COMING, Action.LATER, Action.CANCEL, "warn", "size"})
_ON_THE_LIST = (State.WAITING, *CALLED)

_AFTER: dict[Action, dict[State, Standing]] = {
    Action.ACCEPT: {State.PENDING: State.WAITING},
    Action.DECLINE: {State.PENDING: Outcome.DECLINED},
    Action.CALL: dict.fromkeys(State, State.CALLED),
    Action.SEAT: dict.fromkeys(State, Outcome.SEATED),
    Action.NO_SHOW: dict.fromkeys(_ON_THE_LIST, Outcome.NO_SHOW),
    Action.LEAVE: dict.fromkeys((State.PENDING, *_ON_THE_LIST), Outcome.LEFT),
    Action.RELEASE: dict.fromkeys(_ON_THE_LIST, Outcome.RELEASED),
    Action.CORRECT: dict.fromkeys(CALLED, State.WAITING),
    Action.DISMISS: {State.CANCELLED: Outcome.CANCELLED},
    Action.COMING: dict.fromkeys(CALLED, State.COMING),
    Action.LATER: dict.fromkeys(CALLED, State.LATER),
    Action.CANCEL: {
        State.PENDING: Outcome.CANCELLED,
        **dict.fromkeys(_ON_THE_LIST, State.CANCELLED),
    },
}


def allowed(standing: Standing, action: Action) -> bool:
    """What has ended can only be brought back."""
    if isinstance(standing, Outcome):
        return action is Action.RECALL
    return standing in _AFTER.get(action, {})


def after(standing: Standing, action: Action) -> Standing:
    """Raises KeyError for what is not allowed."""
    if isinstance(standing, Outcome) and action is Action.RECALL:
        return State.WAITING
    if isinstance(standing, Outcome):
        raise KeyError(action)
    return _AFTER[action][standing]
