"""Retries honour Retry-After and end at the absolute expiry."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pushdesk.domain.retry import BACK_OFF, Again, TooLate, next_attempt, remaining_ttl

NOW = datetime(2026, 11, 21, 19, 0, tzinfo=UTC)
seconds = st.integers(min_value=0, max_value=10**6).map(lambda n: timedelta(seconds=n))


@pytest.mark.parametrize(("attempts", "pause"), [(1, 1), (2, 3), (3, 8), (4, 20), (5, 60), (9, 60)])
def test_the_pause_grows_to_a_minute(attempts: int, pause: int) -> None:
    again = next_attempt(attempts, NOW, NOW + timedelta(hours=1), None)
    assert again == Again(NOW + timedelta(seconds=pause))


def test_retry_after_is_honoured() -> None:
    asked = timedelta(seconds=40)
    assert next_attempt(1, NOW, NOW + timedelta(hours=1), asked) == Again(NOW + asked)


def test_no_attempt_after_the_hold() -> None:
    asked = timedelta(minutes=10)
    assert next_attempt(1, NOW, NOW + asked, asked) == TooLate()


@given(st.integers(1, 50), seconds, st.none() | seconds)
def test_an_attempt_lies_between_now_and_the_expiry(
    attempts: int, life: timedelta, asked: timedelta | None
) -> None:
    again = next_attempt(attempts, NOW, NOW + life, asked)
    if isinstance(again, Again):
        assert NOW + timedelta(seconds=BACK_OFF[0]) <= again.at < NOW + life
        assert again.at >= NOW + (asked or timedelta(0))


def test_the_ttl_is_what_is_left() -> None:
    end = NOW + timedelta(seconds=100)
    assert remaining_ttl(NOW + timedelta(seconds=40.5), NOW, end) == 59
    assert remaining_ttl(end, NOW, end) == 0


def test_a_clock_set_back_lengthens_no_hold() -> None:
    end = NOW + timedelta(seconds=100)
    assert remaining_ttl(NOW - timedelta(hours=1), NOW, end) == 100
