"""Row 26: drafts are kept as they are written, deleted, brought back, and sent at a time."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from pushdesk.automation.schedules import Schedules
from pushdesk.domain.events import DraftChanged
from pushdesk.domain.requests import Request
from pushdesk.domain.targets import App
from pushdesk.errors import NotFound, Refused, UserError
from pushdesk.runtime.clock import ManualClock
from pushdesk.services import drafts, messages, preferences
from pushdesk.settings import TIME_ZONE
from tests.house import House

HELLO = Request((App(),), title="The kitchen closes at ten")
HOUR = timedelta(hours=1)


def test_row_26_half_a_message_is_kept(house: House) -> None:
    draft = drafts.save(house.ctx, Request((), body="not yet {"))
    assert (draft.state, draft.send_at, draft.sent) == ("draft", None, 0)
    house.clock.advance(HOUR)
    again = drafts.save(house.ctx, HELLO, draft.id)
    other = drafts.save(house.ctx, HELLO)
    assert drafts.every(house.ctx) == [other, again]
    assert drafts.get(house.ctx, draft.id).request == HELLO
    assert house.heard(DraftChanged) == [DraftChanged(one.id) for one in (draft, again, other)]


def test_deleted_and_brought_back_with_its_schedule(house: House) -> None:
    draft = drafts.save(house.ctx, HELLO)
    drafts.schedule(house.ctx, draft.id, house.clock.now() + HOUR, "FREQ=DAILY", "Europe/Rome")
    deleted = drafts.delete(house.ctx, draft.id)
    with pytest.raises(NotFound, match="no draft"):
        drafts.get(house.ctx, draft.id)
    assert drafts.restore(house.ctx, deleted) == deleted
    assert drafts.every(house.ctx) == [deleted]


def test_two_undos_bring_it_back_once(house: House) -> None:
    house.guest(house.channel())
    draft = drafts.save(house.ctx, HELLO)
    drafts.schedule(house.ctx, draft.id, house.clock.now() + HOUR)
    deleted = drafts.delete(house.ctx, draft.id)
    drafts.restore(house.ctx, deleted)
    house.clock.advance(HOUR)
    Schedules(house.ctx).work()
    assert drafts.restore(house.ctx, deleted).state == "done"
    Schedules(house.ctx).work()
    assert len(messages.recent(house.ctx)) == 1


@dataclass(frozen=True)
class SlowClock:
    """Whoever asks for the time finds that it has come meanwhile, and the draft is sent."""

    turned: ManualClock
    meanwhile: Callable[[], object]

    def now(self) -> datetime:
        now = self.turned.now()
        self.turned.advance(HOUR)
        self.meanwhile()
        self.turned.advance(-HOUR)
        return now


def test_a_draft_that_is_sent_while_it_is_changed_is_sent_once(house: House) -> None:
    house.guest(house.channel())
    draft = drafts.save(house.ctx, HELLO)
    drafts.schedule(house.ctx, draft.id, house.clock.now() + HOUR)
    slow = SlowClock(house.clock, Schedules(house.ctx).work)
    saved = drafts.save(replace(house.ctx, clock=slow), replace(HELLO, title="New"), draft.id)
    assert (saved.state, saved.sent, saved.request.title) == ("draft", 1, "New")
    house.clock.advance(HOUR)
    Schedules(house.ctx).work()
    assert len(messages.recent(house.ctx)) == 1


@pytest.mark.parametrize("rule", ["", "FREQ=DAILY", "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31"])
@pytest.mark.parametrize("year", [1, 1900, 9999])
def test_a_time_beyond_every_calendar_is_refused(house: House, year: int, rule: str) -> None:
    draft = drafts.save(house.ctx, HELLO)
    for at in (datetime(year, 1, 1, tzinfo=UTC), datetime(year, 12, 31, 23, tzinfo=UTC)):
        for zone in ("America/New_York", "Asia/Tokyo"):
            with pytest.raises(UserError, match="too far away"):
                drafts.schedule(house.ctx, draft.id, at, rule, zone)


def test_scheduled_by_the_venues_clock_and_taken_off_again(house: House) -> None:
    preferences.put(house.ctx, TIME_ZONE, "Europe/Rome")
    draft = drafts.save(house.ctx, HELLO)
    at = house.clock.now() + HOUR
    planned = drafts.schedule(house.ctx, draft.id, at)
    assert (planned.state, planned.send_at, planned.zone) == ("scheduled", at, "Europe/Rome")
    changed = drafts.save(house.ctx, replace(HELLO, title="At nine"), draft.id)
    assert (changed.state, changed.send_at) == ("scheduled", at)
    with pytest.raises(UserError, match="The title is empty"):
        drafts.save(house.ctx, Request((App(),)), draft.id)
    off = drafts.unschedule(house.ctx, draft.id)
    assert (off.state, off.send_at, off.request.title) == ("draft", None, "At nine")


def test_a_repeat_begins_with_the_first_day_that_fits(house: House) -> None:
    draft = drafts.save(house.ctx, HELLO)
    planned = drafts.schedule(
        house.ctx, draft.id, house.clock.now(), "FREQ=WEEKLY;BYDAY=MO", "Europe/Rome"
    )
    assert planned.send_at == house.clock.now() + timedelta(days=2)


@pytest.mark.parametrize(
    ("request_", "hours", "repeats", "zone", "sentence"),
    [
        (HELLO, -1, "", "", "This time is over"),
        (HELLO, -48, "FREQ=DAILY;COUNT=2", "", "This time is over"),
        (HELLO, 1, "FREQ=NEVER", "", "no rule for repeating"),
        (HELLO, 1, "", "Mars/Olympus", "no time zone"),
        (HELLO, 1, "FREQ=DAILY", "Mars/Olympus", "no time zone"),
        (Request((App(),)), 1, "", "", "The title is empty"),
    ],
    ids=["past", "used up", "never", "nowhere", "again nowhere", "empty"],
)
def test_what_can_not_be_planned(
    house: House, request_: Request, hours: int, repeats: str, zone: str, sentence: str
) -> None:
    draft = drafts.save(house.ctx, request_)
    at = house.clock.now() + hours * HOUR
    with pytest.raises(UserError, match=sentence):
        drafts.schedule(house.ctx, draft.id, at, repeats, zone)
    assert drafts.get(house.ctx, draft.id) == draft


def test_what_repeats_has_no_end_of_its_own(house: House) -> None:
    late = replace(HELLO, until=house.clock.now() + 3 * HOUR)
    draft = drafts.save(house.ctx, late)
    with pytest.raises(UserError, match="no last moment of its own"):
        drafts.schedule(house.ctx, draft.id, house.clock.now() + HOUR, "FREQ=DAILY")
    with pytest.raises(UserError, match="can't be valid"):
        drafts.schedule(house.ctx, draft.id, house.clock.now() + 4 * HOUR)
    drafts.schedule(house.ctx, draft.id, house.clock.now() + HOUR)


def test_what_is_too_large(house: House) -> None:
    with pytest.raises(UserError, match="too large"):
        drafts.save(house.ctx, Request((App(),) * 3000))
    assert drafts.every(house.ctx) == []
    assert issubclass(Refused, UserError)
