"""The cool-down between two calls."""

from datetime import UTC, datetime, timedelta

import pytest

from pushdesk.domain.holds import COOL_DOWN, cool_down_left

NOW = datetime(2026, 11, 21, 19, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("called", "left"),
    [
        (None, timedelta(0)),
        (NOW, COOL_DOWN),
        (NOW - timedelta(seconds=5), COOL_DOWN - timedelta(seconds=5)),
        (NOW - COOL_DOWN, timedelta(0)),
        (NOW + timedelta(hours=1), timedelta(0)),
    ],
    ids=["never called", "just now", "a moment ago", "long enough ago", "clock set back"],
)
def test_what_is_left(called: datetime | None, left: timedelta) -> None:
    assert cool_down_left(NOW, called) == left
