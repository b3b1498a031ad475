"""Row 26: what is planned leaves once, whatever the computer and its clock do meanwhile."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete

from pushdesk.automation.schedules import Schedules
from pushdesk.domain.requests import Purpose, Request
from pushdesk.domain.targets import App, Audience
from pushdesk.errors import Unavailable
from pushdesk.services import audiences, broadcasts, drafts, guests, preferences
from pushdesk.services.drafts import Draft
from pushdesk.settings import TIME_ZONE
from pushdesk.store import open_store, tables
from tests import house as houses
from tests.house import EVENING, House

HELLO = Request((App(),), title="The kitchen closes at ten", ttl=timedelta(hours=1))
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ROME = "Europe/Rome"


@pytest.fixture
def venue(house: House) -> House:
    house.guest(house.channel())
    return house


def planned(house: House, repeats: str = "", request: Request = HELLO) -> Draft:
    """In an hour."""
    draft = drafts.save(house.ctx, request)
    return drafts.schedule(house.ctx, draft.id, house.clock.now() + HOUR, repeats, ROME)


def look(house: House, at: datetime) -> datetime | None:
    house.clock.advance(at - house.clock.now())
    return Schedules(house.ctx).work()


def sent(house: House) -> list[datetime]:
    """The starts of the messages, oldest first."""
    return [one.starts_at for one in reversed(broadcasts.recent(house.ctx))]


def test_nothing_planned(venue: House) -> None:
    assert Schedules(venue.ctx).work() is None


def test_row_26_sent_once_at_its_time(venue: House) -> None:
    draft = planned(venue)
    assert look(venue, EVENING) == EVENING + HOUR
    assert sent(venue) == []
    assert look(venue, EVENING + HOUR) is None
    assert look(venue, EVENING + 2 * HOUR) is None
    (one,) = broadcasts.recent(venue.ctx)
    assert (one.starts_at, one.source) == (EVENING + HOUR, f"draft:{draft.id}")
    done = drafts.get(venue.ctx, draft.id)
    assert (done.state, done.sent, done.note) == ("done", 1, "")


def test_row_26_repeats_by_the_wall_clock_until_the_count_is_full(venue: House) -> None:
    venue.clock.advance(datetime(2027, 3, 26, 16, tzinfo=UTC) - EVENING)
    begin = venue.clock.now() + HOUR
    draft = planned(venue, "FREQ=DAILY;COUNT=3")  # 18:00; summer time from the 28th on
    moments = [begin, begin + DAY, begin + 2 * DAY - HOUR]
    for moment in moments:
        assert look(venue, moment - timedelta(seconds=1)) == moment
        look(venue, moment)
    assert sent(venue) == moments
    done = drafts.get(venue.ctx, draft.id)
    assert (done.state, done.sent, done.send_at) == ("done", 3, None)


def test_a_computer_that_was_off_a_little_too_long(venue: House) -> None:
    draft = planned(venue)
    look(venue, EVENING + 2 * HOUR + timedelta(seconds=1))
    assert sent(venue) == []
    missed = drafts.get(venue.ctx, draft.id)
    assert (missed.state, missed.sent) == ("done", 0)
    assert missed.note == "Missed at 2026-11-21 21:00: PushDesk did not run then."


def test_a_computer_that_was_off_for_a_moment(venue: House) -> None:
    planned(venue)
    look(venue, EVENING + HOUR + timedelta(minutes=40))
    (one,) = broadcasts.recent(venue.ctx)
    assert one.expires_at == EVENING + 2 * HOUR  # late, and no longer worth anything for that


def test_what_repeats_goes_on_with_the_next_time(venue: House) -> None:
    draft = planned(venue, "FREQ=DAILY")
    assert look(venue, EVENING + 3 * DAY + 3 * HOUR) == EVENING + 4 * DAY + HOUR
    assert sent(venue) == []
    assert "Missed at 2026-11-24 21:00" in drafts.get(venue.ctx, draft.id).note
    # Back in time for the latest one, it doesn't make up for those before.
    assert look(venue, EVENING + 6 * DAY + HOUR) == EVENING + 7 * DAY + HOUR
    assert sent(venue) == [EVENING + 6 * DAY + HOUR]
    assert drafts.get(venue.ctx, draft.id).note == ""


def test_nobody_there_is_noted_and_it_goes_on(house: House) -> None:
    channel = house.channel()
    once, daily = planned(house), planned(house, "FREQ=DAILY")
    look(house, EVENING + HOUR)
    assert "nobody to send this to" in drafts.get(house.ctx, once.id).note
    assert "nobody to send this to" in drafts.get(house.ctx, daily.id).note
    house.guest(channel)
    look(house, EVENING + DAY + HOUR)
    assert drafts.get(house.ctx, once.id).state == "done"
    assert drafts.get(house.ctx, daily.id).sent == 1


def test_an_audience_that_is_gone_is_noted(venue: House) -> None:
    audiences.create(venue.ctx, "Wine")
    draft = planned(venue, request=replace(HELLO, to=(Audience("Wine"),)))
    with venue.ctx.store.write() as session:  # as earlier versions let it go
        session.execute(delete(tables.Audience))
    look(venue, EVENING + HOUR)
    assert "no audience “Wine”" in drafts.get(venue.ctx, draft.id).note


def test_a_clock_set_back_sends_nothing_twice(venue: House) -> None:
    planned(venue, "FREQ=DAILY")
    look(venue, EVENING + HOUR)
    look(venue, EVENING - DAY)
    look(venue, EVENING + HOUR)
    assert sent(venue) == [EVENING + HOUR]


def test_two_programs_send_it_once(venue: House, tmp_path: Path) -> None:
    planned(venue)
    venue.clock.advance(HOUR)
    store = open_store(tmp_path / "pushdesk.db")
    other = houses.build(store)
    other.clock.advance(HOUR)
    Schedules(other.ctx).work()
    Schedules(venue.ctx).work()
    store.close()
    assert len(sent(venue)) == 1


def test_a_busy_database_loses_nothing(venue: House, tmp_path: Path) -> None:
    draft = planned(venue)
    venue.clock.advance(HOUR)
    hasty = open_store(tmp_path / "pushdesk.db", busy_seconds=0.1)
    ctx = replace(venue.ctx, store=hasty)
    with venue.ctx.store.write(), pytest.raises(Unavailable):
        Schedules(ctx).work()
    assert drafts.get(venue.ctx, draft.id).state == "scheduled"
    Schedules(ctx).work()
    hasty.close()
    assert len(sent(venue)) == 1


def test_news_that_comes_due_at_night_waits_for_the_morning(venue: House) -> None:
    preferences.put(venue.ctx, TIME_ZONE, ROME)
    guest = venue.guest(venue.channel("Bar"))
    venue.tick(guests.find(venue.ctx, guest.pushed_id).id)
    news = Request((App(),), title="Wine tasting", purpose=Purpose.NEWS)
    draft = drafts.save(venue.ctx, news)
    drafts.schedule(venue.ctx, draft.id, EVENING + 3 * HOUR)
    look(venue, EVENING + 3 * HOUR)
    assert sent(venue) == [EVENING + 12 * HOUR]  # from 23:00 to 08:00


def test_a_clock_that_was_a_year_ahead_moves_nothing_into_next_year(venue: House) -> None:
    draft = planned(venue, "FREQ=DAILY")
    schedules = Schedules(venue.ctx)
    venue.clock.advance(365 * DAY)
    schedules.work()
    venue.clock.advance(-365 * DAY)
    assert schedules.work() == EVENING + HOUR
    venue.clock.advance(HOUR)
    assert schedules.work() == EVENING + HOUR + DAY
    venue.clock.advance(-2 * HOUR)
    assert schedules.work() == EVENING + HOUR + DAY, "what was sent today isn't sent again"
    assert drafts.get(venue.ctx, draft.id).sent == 1
