"""Row 26: repeating times by the venue's clock, over daylight saving, whatever is typed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pushdesk.errors import UserError
from pushdesk.services import repeats

BERLIN = "Europe/Berlin"


def berlin(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=repeats.zone_named(BERLIN)).astimezone(UTC)


def walls(text: str, start: str, number: int, zone: str = BERLIN) -> list[str]:
    first = berlin(start)
    found = repeats.upcoming(text, first, zone, first - timedelta(seconds=1), number)
    where = repeats.zone_named(zone)
    return [f"{moment.astimezone(where):%Y-%m-%d %H:%M}" for moment in found]


def test_row_26_six_in_the_evening_stays_six_in_the_evening() -> None:
    assert walls("FREQ=WEEKLY;BYDAY=FR,SA", "2026-10-23T18:00", 4) == [
        "2026-10-23 18:00",
        "2026-10-24 18:00",
        "2026-10-30 18:00",  # winter time since the 25th
        "2026-10-31 18:00",
    ]


def test_a_time_that_the_clock_skips_comes_later_and_the_day_after_is_right_again() -> None:
    assert walls("FREQ=DAILY", "2027-03-27T02:30", 3) == [
        "2027-03-27 02:30",
        "2027-03-28 03:30",
        "2027-03-29 02:30",
    ]


def test_a_time_that_comes_twice_fires_once() -> None:
    found = walls("FREQ=DAILY", "2026-10-24T02:30", 3)
    assert found == ["2026-10-24 02:30", "2026-10-25 02:30", "2026-10-26 02:30"]


@pytest.mark.parametrize(
    ("text", "number", "days"),
    [
        ("FREQ=DAILY;INTERVAL=3;COUNT=2", 5, ["11-21", "11-24"]),
        ("RRULE:FREQ=MONTHLY;BYDAY=-1FR", 2, ["11-27", "12-25"]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", 2, ["11-30", "12-31"]),
        ("freq=weekly;wkst=mo;until=20261128", 5, ["11-21", "11-28"]),
        ("FREQ=DAILY;UNTIL=20261122T165900Z", 5, ["11-21"]),
        ("FREQ=DAILY;UNTIL=20261122T170000Z", 5, ["11-21", "11-22"]),
        ("FREQ=DAILY;BYDAY=MO,TU", 2, ["11-23", "11-24"]),
        ("FREQ=YEARLY", 1, ["11-21"]),
    ],
)
def test_rules(text: str, number: int, days: list[str]) -> None:
    assert [day[5:10] for day in walls(text, "2026-11-21T18:00", number)] == days


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("FREQ=DAILY", "Every day at 18:00"),
        ("FREQ=DAILY;INTERVAL=2;COUNT=1", "Every 2 days at 18:00, 1 time"),
        ("FREQ=WEEKLY", "Every week on Saturday at 18:00"),
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,FR,SA;UNTIL=20261224",
            "Every 2 weeks on Friday, Saturday and Sunday at 18:00, until 2026-12-24",
        ),
        ("FREQ=MONTHLY", "Every month on day 21 at 18:00"),
        (
            "FREQ=MONTHLY;BYMONTHDAY=1,-1,-2",
            "Every month on day 2 from the end, the last day and day 1 at 18:00",
        ),
        ("FREQ=MONTHLY;BYDAY=2TU", "Every month on the second Tuesday at 18:00"),
        ("FREQ=YEARLY;INTERVAL=4", "Every 4 years on 11-21 at 18:00"),
    ],
)
def test_sentences(text: str, sentence: str) -> None:
    said = repeats.sentence(text, berlin("2026-11-21T18:00"), BERLIN)
    assert said == (
        sentence or "Every month on day 2 from the end, the last day and day 1 at 18:00"
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "needs FREQ"),
        ("every Friday", "needs FREQ"),
        ("FREQ=HOURLY", "needs FREQ"),
        ("FREQ=DAILY;FREQ=DAILY", "needs FREQ"),
        ("FREQ=DAILY;BYHOUR=3", "no BYHOUR"),
        ("FREQ=DAILY;INTERVAL=0", "value of INTERVAL"),
        ("FREQ=DAILY;INTERVAL=٣", "value of INTERVAL"),
        ("FREQ=DAILY;COUNT=99999", "value of COUNT"),
        ("FREQ=DAILY;UNTIL=20269999", "value of UNTIL"),
        ("FREQ=DAILY;UNTIL=2026-12-24", "value of UNTIL"),
        ("FREQ=WEEKLY;BYDAY=XX", "value of BYDAY"),
        ("FREQ=MONTHLY;BYMONTHDAY=0", "value of BYMONTHDAY"),
        ("FREQ=DAILY;COUNT=2;UNTIL=20261224", "don't go together"),
        ("FREQ=DAILY;INTERVAL=7;BYDAY=MO", "don't go together"),
        ("FREQ=WEEKLY;BYDAY=1MO", "don't go together"),
        ("FREQ=YEARLY;BYDAY=MO", "don't go together"),
        ("FREQ=DAILY;" + "BYDAY=MO;" * 50, "too long"),
    ],
)
def test_what_is_no_rule(text: str, why: str) -> None:
    with pytest.raises(UserError, match=why):
        repeats.check(text)


def test_built_ones_are_rules() -> None:
    text = repeats.build("WEEKLY", 2, ["SA", "MO"], until=date(2026, 12, 24))
    assert text == "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SA;UNTIL=20261224T235959"
    assert repeats.build("DAILY", count=3) == "FREQ=DAILY;COUNT=3"


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "../etc/passwd", "a\x00b", "x" * 300])
def test_what_is_no_zone(zone: str) -> None:
    with pytest.raises(UserError, match="no time zone"):
        repeats.zone_named(zone)


NAMES = ("FREQ=", "INTERVAL=", "COUNT=", "UNTIL=", "BYDAY=", "BYMONTHDAY=", "WKST=", "RRULE:")
VALUES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY", "1", "-1", "31", "5", "00", "MO", "FR", "SU")
MARKS = (";", ",", "=", "20261231", "99991231", "T235959", "Z", "é")
words = st.sampled_from(NAMES + VALUES + MARKS)


@given(st.text(max_size=80) | st.lists(words, max_size=12).map("".join))
def test_any_text_is_a_rule_or_one_sentence(text: str) -> None:
    start = berlin("2026-11-21T18:00")
    try:
        said = repeats.sentence(text, start, BERLIN)
        found = repeats.upcoming(text, start, BERLIN, start, 3)
    except UserError:
        return
    assert said.startswith("Every")
    assert found == sorted(set(found))
    assert all(moment > start for moment in found)
