"""Quotes from what was, or from who is ahead; lanes by size."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from pushdesk.domain import lanes_of_parties, quotes
from pushdesk.errors import UserError
from pushdesk.settings import LANES

FRIDAY = datetime(2026, 11, 20, 19, 30, tzinfo=UTC)


def test_such_an_hour_goes_before_the_lane() -> None:
    assert quotes.suggest([18.0] * 5, [40.0] * 9, 3) == (20, 5)
    assert quotes.suggest([18.0] * 4, [40.0] * 9, 3) == (40, 9)
    assert quotes.suggest([], [40.0] * 4, 3) == (45, 0)
    assert quotes.suggest([], [], 0) == (0, 0)
    assert quotes.suggest([1.0] * 5, [], 0) == (0, 5)
    assert quotes.suggest([1.0] * 5, [], 2) == (5, 5)


@pytest.mark.parametrize(("minutes", "said"), [(0.0, 0), (1.9, 0), (2.0, 5), (5.0, 5), (5.1, 10)])
def test_what_people_say(minutes: float, said: int) -> None:
    assert quotes.rounded(minutes) == said


def test_the_same_weekday_by_the_venues_clock() -> None:
    berlin = datetime(2026, 11, 6, 19, 0, tzinfo=ZoneInfo("Europe/Berlin"))
    today, *weeks = quotes.like(berlin)
    assert today == (berlin - timedelta(hours=1), berlin)
    assert len(weeks) == quotes.WEEKS
    for begin, end in weeks:
        assert (begin.weekday(), begin.hour, end.hour) == (4, 18, 20)


def test_lanes_leave_nobody_out() -> None:
    lanes = lanes_of_parties.read(LANES.default)
    assert [lane.name for lane in lanes] == ["1–2", "3–4", "5–6", "7+"]
    for size in range(1, 100):
        assert sum(lane.takes(size) for lane in lanes) == 1
    assert lanes_of_parties.lane_of(lanes, 0).name == "1–2"


def test_a_lane_of_one_size() -> None:
    assert [lane.name for lane in lanes_of_parties.read("1,2")] == ["1", "2", "3+"]
    with pytest.raises(UserError, match="makes no lanes"):
        LANES.read("4,2")
