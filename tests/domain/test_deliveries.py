"""The truth ladder: nothing climbs down, and the phone's own word wins."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pushdesk.domain.deliveries import ENDS, LADDER, ON_THE_PHONE, DeliveryState, advance

S = DeliveryState
states = st.sampled_from(list(S))


@pytest.mark.parametrize(
    ("current", "news", "after"),
    [
        (S.QUEUED, S.SENDING, S.SENDING),
        (S.SENDING, S.QUEUED, S.QUEUED),
        (S.SENDING, S.ACCEPTED, S.ACCEPTED),
        (S.SENDING, S.SHOWN, S.SHOWN),
        (S.SHOWN, S.ACCEPTED, S.SHOWN),
        (S.OPENED, S.SHOWN, S.OPENED),
        (S.ACCEPTED, S.EXPIRED, S.EXPIRED),
        (S.EXPIRED, S.SHOWN, S.SHOWN),
        (S.EXPIRED, S.ACCEPTED, S.EXPIRED),
        (S.GONE, S.QUEUED, S.GONE),
        (S.ACCEPTED, S.QUEUED, S.ACCEPTED),
        (S.ACCEPTED, S.GONE, S.GONE),
    ],
)
def test_each_piece_of_news(current: S, news: S, after: S) -> None:
    assert advance(current, news) is after


@given(st.lists(states, max_size=12))
def test_what_the_phone_has_said_is_never_unsaid(news: list[S]) -> None:
    state, highest = S.QUEUED, -1
    for item in news:
        state = advance(state, item)
        if item in ON_THE_PHONE:
            highest = max(highest, LADDER.index(item))
        if highest >= 0:
            assert LADDER.index(state) == highest


@given(states, states)
def test_an_end_is_left_for_the_phone_only(end: S, news: S) -> None:
    if end in ENDS:
        assert advance(end, news) in {end} | ON_THE_PHONE
