"""The table of states: what may follow what."""

import pytest

from pushdesk.domain.visits import Action, Outcome, Standing, State, after, allowed


@pytest.mark.parametrize(
    ("standing", "action", "then"),
    [
        (State.PENDING, Action.ACCEPT, State.WAITING),
        (State.PENDING, Action.DECLINE, Outcome.DECLINED),
        (State.WAITING, Action.CALL, State.CALLED),
        (State.WAITING, Action.SEAT, Outcome.SEATED),
        (State.CALLED, Action.COMING, State.COMING),
        (State.COMING, Action.LATER, State.LATER),
        (State.LATER, Action.NO_SHOW, Outcome.NO_SHOW),
        (State.CALLED, Action.CANCEL, State.CANCELLED),
        (State.CANCELLED, Action.DISMISS, Outcome.CANCELLED),
        (State.CANCELLED, Action.SEAT, Outcome.SEATED),
        (State.COMING, Action.CORRECT, State.WAITING),
        (Outcome.SEATED, Action.RECALL, State.WAITING),
    ],
)
def test_what_follows(standing: Standing, action: Action, then: Standing) -> None:
    assert after(standing, action) == then


@pytest.mark.parametrize(
    ("standing", "action"),
    [
        (State.WAITING, Action.ACCEPT),
        (State.WAITING, Action.COMING),
        (State.CANCELLED, Action.COMING),
        (State.CANCELLED, Action.RELEASE),
        (State.CALLED, Action.RECALL),
        (State.WAITING, Action.CORRECT),
        (State.CALLED, Action.DISMISS),
    ],
)
def test_what_does_not(standing: Standing, action: Action) -> None:
    assert not allowed(standing, action)


def test_an_ended_visit_only_comes_back() -> None:
    for outcome in Outcome:
        assert [action for action in Action if allowed(outcome, action)] == [Action.RECALL]


def test_every_state_has_a_way_out() -> None:
    for state in State:
        ends = {after(state, action) for action in Action if allowed(state, action)}
        assert ends & set(Outcome)
