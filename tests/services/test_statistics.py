"""Statistics through the services: the venue's days, erased guests, the CSV files."""

import csv
import io
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update

from pushdesk.domain.deliveries import DeliveryState
from pushdesk.errors import NotFound, UserError
from pushdesk.services import (
    erasure,
    exports,
    guests,
    messages,
    preferences,
    statistics,
    subscriptions,
    visits,
)
from pushdesk.services.receipts import Receipt, record
from pushdesk.services.statistics import By, Topic
from pushdesk.settings import TIME_ZONE
from pushdesk.store import outcomes, tables
from pushdesk.store.outcomes import News
from tests.house import EVENING, House

HOLD = timedelta(minutes=10)
BERLIN = "Europe/Berlin"


@pytest.fixture(autouse=True)
def berlin(house: House) -> None:
    preferences.put(house.ctx, TIME_ZONE, BERLIN)


def turn_to(house: House, local: str) -> None:
    """The clock, forwards or back, to a time in Berlin."""
    moment = datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(BERLIN))
    house.clock.advance(moment - house.ctx.clock.now())


def called(house: House, name: str = "Blue Fox") -> int:
    """A guest with one device, called; returns the guest's number."""
    guest = guests.find(house.ctx, house.guest(house.channel()).pushed_id).id
    guests.rename(house.ctx, guest, name)
    visits.notify(house.ctx, guest, HOLD)
    return guest


def phone_says(house: House, receipt: Receipt, seconds: float) -> None:
    house.clock.advance(timedelta(seconds=seconds))
    latest = messages.recent(house.ctx, 1)[0]
    record(house.ctx, house.ctx.receipts.sign(latest.delivery_id), receipt)


def accepted(house: House) -> None:
    latest = messages.recent(house.ctx, 1)[0]
    with house.ctx.store.write() as session:
        news = News(latest.delivery_id, DeliveryState.ACCEPTED)
        outcomes.record(session, [news], house.ctx.clock.now())


def test_row_27_a_message_in_detail(house: House) -> None:
    called(house)
    phone_says(house, Receipt.SHOWN, 2)
    phone_says(house, Receipt.OPENED, 40)
    (line,) = statistics.messages(house.ctx)
    detail = statistics.of_message(house.ctx, line.public_id)
    assert (detail.reach.addressed, detail.reach.shown, detail.reach.opened) == (1, 1, 1)
    assert [step.until for step in detail.steps if step.shown] == [10]
    assert [step.until for step in detail.steps if step.opened] == [60]
    assert detail.parts == {
        Topic.CHANNEL: {"Waiting list": {DeliveryState.OPENED: 1}},
        Topic.PLATFORM: {"Android": {DeliveryState.OPENED: 1}},
        Topic.BROWSER: {"Chrome": {DeliveryState.OPENED: 1}},
        Topic.LANGUAGE: {"en": {DeliveryState.OPENED: 1}},
    }


def test_accepted_is_not_on_the_phone(house: House) -> None:
    called(house)
    accepted(house)
    (line,) = statistics.messages(house.ctx)
    assert line.counts == {DeliveryState.ACCEPTED: 1}
    assert statistics.shown(line.counts) == 0
    assert statistics.of_message(house.ctx, line.public_id).reach.shown == 0


def test_reach_is_by_guest_not_by_device(house: House) -> None:
    held = house.guest(channel := house.channel())
    house.guest(channel, pass_token=held.token)
    guest = guests.find(house.ctx, held.pushed_id).id
    visits.notify(house.ctx, guest, HOLD)
    phone_says(house, Receipt.SHOWN, 1)
    (line,) = statistics.messages(house.ctx)
    assert line.devices == 2
    reach = statistics.of_message(house.ctx, line.public_id).reach
    assert (reach.addressed, reach.shown) == (1, 1)


def test_erased_guests_stay_counted(house: House) -> None:
    ids = [called(house, name) for name in ("Blue Fox", "Red Kite")]
    before = statistics.last_days(house.ctx, 1)
    for guest in ids:
        erasure.erase(house.ctx, guest)
    after = statistics.last_days(house.ctx, 1)
    assert after.total.messages == before.total.messages == 2
    assert after.total.counts == {DeliveryState.GONE: 2}
    assert after.total.came == before.total.came
    assert sum(after.total.left.values()) == 2
    assert (after.guests, after.devices) == (0, 0)
    for line in statistics.messages(house.ctx):
        detail = statistics.of_message(house.ctx, line.public_id)
        assert detail.reach.addressed == 1
        assert list(detail.parts[Topic.LANGUAGE]) == [""]
        assert list(detail.parts[Topic.CHANNEL]) == [""]
        assert list(detail.parts[Topic.PLATFORM]) == ["Android"]


def test_opted_in_and_out_by_day_and_channel(house: House) -> None:
    turn_to(house, "2026-11-20T23:59")
    held = house.guest(house.channel("Lunch"))
    turn_to(house, "2026-11-21T00:01")
    house.guest(house.channel("Dinner"))
    subscriptions.leave(house.ctx, held.token)
    friday, saturday = statistics.over(house.ctx, date(2026, 11, 20), date(2026, 11, 21)).bins
    assert (friday.came, friday.left) == ({"Lunch": 1}, {})
    assert (saturday.came, saturday.left) == ({"Dinner": 1}, {"Lunch": 1})


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25)])
def test_the_days_on_which_clocks_change(house: House, day: date, hours: int) -> None:
    overview = statistics.over(house.ctx, day, day, By.HOUR)
    assert len(overview.bins) == hours
    week = statistics.over(house.ctx, day - timedelta(days=1), day + timedelta(days=1))
    assert [one.begin.hour for one in week.bins] == [0, 0, 0]
    turn_to(house, f"{day}T23:59")
    called(house)
    after = statistics.over(house.ctx, day, day + timedelta(days=1))
    assert [one.messages for one in after.bins] == [1, 0]
    assert statistics.over(house.ctx, day, day, By.HOUR).bins[-1].messages == 1
    assert len(statistics.messages(house.ctx, day=day)) == 1
    assert statistics.messages(house.ctx, day=day + timedelta(days=1)) == []


def test_a_midnight_that_the_change_of_clocks_skips(house: House) -> None:
    preferences.put(house.ctx, TIME_ZONE, "Africa/Cairo")
    day = date(2026, 4, 24)
    overview = statistics.over(house.ctx, day, day, By.HOUR)
    assert len(overview.bins) == 23
    assert overview.bins[0].begin.hour == 1


@given(days=st.integers(1, 400), zone=st.sampled_from([BERLIN, "Asia/Kathmandu", "Pacific/Apia"]))
def test_days_are_as_many_as_asked_for(days: int, zone: str) -> None:
    where = ZoneInfo(zone)
    last = EVENING.astimezone(where).date()
    begins = list(statistics.begins(last - timedelta(days=days - 1), last, By.DAY, where))
    assert len(begins) == days
    assert begins == sorted(set(begins))
    assert [begin.date() for begin in begins][-1] == last


def test_today_by_the_hour(house: House) -> None:
    called(house)
    today = statistics.last_days(house.ctx, 1)
    assert today.by is By.HOUR
    assert [one.begin.hour for one in today.bins if one.messages] == [20]


@pytest.mark.parametrize("days", [0, -1, 10_000])
def test_no_days_are_refused(house: House, days: int) -> None:
    with pytest.raises(UserError):
        statistics.last_days(house.ctx, days)


def test_an_unknown_message(house: House) -> None:
    with pytest.raises(NotFound):
        statistics.of_message(house.ctx, "nobody")


def test_the_messages_as_csv_run_no_formula(house: House, tmp_path: Path) -> None:
    called(house)
    with house.ctx.store.write() as session:
        session.execute(update(tables.Message).values(title="=1+1"))
    file = tmp_path / "messages.csv"
    assert exports.save(file, exports.messages(house.ctx), marked=True) == 1
    (row,) = csv.DictReader(io.StringIO(file.read_text("utf-8-sig")))
    assert row["title"] == "'=1+1"
    assert row["sent_at"] == "2026-11-21T20:00:00+01:00"
    assert (row["devices"], row["queued"], row["shown"]) == ("1", "1", "0")


def test_the_days_as_csv(house: House) -> None:
    called(house)
    parts: list[str] = []
    assert exports.days(house.ctx, 7)(parts.append) == 7
    rows = list(csv.DictReader(io.StringIO("".join(parts))))
    assert [row["messages"] for row in rows] == ["0"] * 6 + ["1"]
    assert rows[-1]["opted_in"] == "1"


def test_a_file_that_cant_be_written(house: House, tmp_path: Path) -> None:
    with pytest.raises(UserError):
        exports.save(tmp_path, exports.days(house.ctx, 7), marked=False)
