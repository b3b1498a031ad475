"""Answers of push services, and what they mean."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pushdesk.webpush.outcome import MAX_RETRY_AFTER, Outcome, classify, parse_retry_after

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "outcome", "words"),
    [
        (200, Outcome.ACCEPTED, "taken"),
        (201, Outcome.ACCEPTED, "taken"),
        (202, Outcome.ACCEPTED, "taken"),
        (204, Outcome.REFUSED, "204"),
        (301, Outcome.REFUSED, "elsewhere"),
        (307, Outcome.REFUSED, "elsewhere"),
        (400, Outcome.REFUSED, "400"),
        (401, Outcome.KEY_REFUSED, "key"),
        (403, Outcome.KEY_REFUSED, "key"),
        (404, Outcome.GONE, "no longer"),
        (407, Outcome.REFUSED, "407"),
        (410, Outcome.GONE, "no longer"),
        (413, Outcome.TOO_LARGE, "too long"),
        (429, Outcome.RATE_LIMITED, "wait"),
        (500, Outcome.UNAVAILABLE, "500"),
        (503, Outcome.UNAVAILABLE, "503"),
        (599, Outcome.UNAVAILABLE, "599"),
        (999, Outcome.REFUSED, "999"),
    ],
)
def test_each_status_has_its_meaning_and_sentence(
    status: int, outcome: Outcome, words: str
) -> None:
    found = classify(status, {}, NOON)
    assert (found.outcome, found.status, found.retry_after) == (outcome, status, None)
    assert words in found.sentence


@pytest.mark.parametrize(
    ("text", "wait"),
    [
        ("0", timedelta(0)),
        ("120", timedelta(seconds=120)),
        (" 120 ", timedelta(seconds=120)),
        ("Fri, 01 May 2026 12:05:00 GMT", timedelta(minutes=5)),
        ("Friday, 01-May-26 12:05:00 GMT", timedelta(minutes=5)),
        ("Fri May  1 12:05:00 2026", timedelta(minutes=5)),
        ("Fri, 01 May 2026 11:00:00 GMT", timedelta(0)),
        ("Fri, 01 May 2099 11:00:00 GMT", MAX_RETRY_AFTER),
        ("999999999", MAX_RETRY_AFTER),
        ("9999999999", None),
        ("9" * 5000, None),
        ("-1", None),
        ("1.5", None),
        ("²", None),
        ("١٢", None),
        ("soon", None),
        ("", None),
        ("Fri, 99 May 2026 12:05:00 GMT", None),
    ],
)
def test_retry_after(text: str, wait: timedelta | None) -> None:
    assert parse_retry_after(text, NOON) == wait


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_counts_where_a_wait_helps(status: int) -> None:
    assert classify(status, {"retry-after": "7"}, NOON).retry_after == timedelta(seconds=7)
    assert classify(400, {"retry-after": "7"}, NOON).retry_after is None


@settings(deadline=None)  # the machine may be busy
@given(st.text())
def test_no_retry_after_is_an_error(text: str) -> None:
    wait = parse_retry_after(text, NOON)
    assert wait is None or timedelta(0) <= wait <= MAX_RETRY_AFTER


@settings(deadline=None)  # the machine may be busy
@given(
    st.from_regex(
        r"[A-Z][a-z]{2}, [0-9]{1,3} [A-Z][a-z]{2} [0-9]{1,5} [0-9]{1,3}:[0-9]{1,3}:[0-9]{1,3} "
        r"([A-Z]{3}|[+-][0-9]{1,6})",
        fullmatch=True,
    )
)
def test_no_date_is_an_error(text: str) -> None:
    parse_retry_after(text, NOON)
