"""Days in own fields: which texts name a day, and when it comes."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from pushdesk.domain import dates

BERLIN = ZoneInfo("Europe/Berlin")
YEAR_2020 = datetime(2020, 1, 1, tzinfo=UTC)


def test_who_was_born_on_29_february() -> None:
    assert dates.texts(date(2027, 2, 28)) == ("02-28", "02-29")
    assert dates.texts(date(2028, 2, 28)) == ("02-28",)
    assert dates.texts(date(2028, 2, 29)) == ("02-29",)


def test_by_the_clock_of_the_zone_over_summer_time() -> None:
    since = datetime(2026, 3, 27, 12, tzinfo=UTC)
    found = list(dates.moments(time(10), BERLIN, since, since + timedelta(days=3)))
    assert [moment.hour for _day, moment in found] == [9, 8, 8]
    assert [day.day for day, _moment in found] == [28, 29, 30]


def test_a_time_that_is_left_out_comes_an_hour_later() -> None:
    since = datetime(2026, 3, 28, 12, tzinfo=UTC)
    assert dates.next_moment(time(2, 30), BERLIN, since) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


@given(
    st.timedeltas(timedelta(0), timedelta(days=7000)).map(lambda later: YEAR_2020 + later),
    st.lists(st.timedeltas(timedelta(0), timedelta(days=2)), max_size=10),
    st.times(),
    st.sampled_from([UTC, BERLIN, ZoneInfo("Pacific/Apia"), ZoneInfo("America/New_York")]),
)
def test_each_day_once_however_often_one_looks(
    begin: datetime, steps: list[timedelta], at: time, zone: ZoneInfo
) -> None:
    at = at.replace(second=0, microsecond=0)
    looked = begin
    found: list[tuple[date, datetime]] = []
    for step in steps:
        found += dates.moments(at, zone, looked, looked + step)
        looked += step
    assert found == list(dates.moments(at, zone, begin, looked))
    assert len({day for day, _moment in found}) == len(found)
