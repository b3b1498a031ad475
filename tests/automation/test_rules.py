"""Rules at work: what begins, waits, goes on and ends, and what the log says of it."""

from datetime import UTC, datetime, timedelta

from pushdesk.domain.events import DeskTold
from pushdesk.domain.requests import Purpose
from pushdesk.services import (
    audiences,
    broadcasts,
    categories,
    events,
    guest_records,
    guests,
    messages,
    preferences,
    rules,
    subscriptions,
    visits,
)
from pushdesk.settings import TIME_ZONE
from tests.automation.conftest import Shift

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
TELL = '{"when": {"event": "called"}, "then": [{"tell": "{name|Somebody} was called"}]}'


def members(shift: Shift, name: str) -> list[int]:
    return [one.guest_id for one in audiences.members(shift.house.ctx, name)]


def test_row_14_an_event_begins_a_rule(shift: Shift) -> None:
    rule = shift.add(TELL)
    shift.call()
    assert shift.house.heard(DeskTold) == [DeskTold("Somebody was called", shift.guest)]
    assert shift.log() == [
        "Began, because the guest is called.",
        "Done: Tell the desk: “{name|Somebody} was called”",
        "Ended.",
    ]
    assert rules.get(shift.house.ctx, rule.id).running == 0


def test_row_15_call_again_and_release(shift: Shift) -> None:
    rule = rules.add_ready(shift.house.ctx, "call-again")
    rules.enable(shift.house.ctx, rule.id)
    shift.call()
    shift.later(5 * MINUTE)
    card = guests.card(shift.house.ctx, shift.guest)
    assert card.visit is not None
    assert card.visit.times_called == 2
    assert card.progress[0].title == "Call 2: your table is ready"
    shift.later(5 * MINUTE)
    assert guests.card(shift.house.ctx, shift.guest).visit is None
    assert [event.name for event in reversed(events.of_guest(shift.house.ctx, shift.guest))] == [
        "subscribed",
        "called",
        "called_again",
        "released",
    ]
    assert shift.log() == [
        "Began, because the guest is called.",
        "Waits: Wait until the guest answers, at most 5 minutes.",
        "The time ran out.",
        "Done: Call again.",
        "Waits: Wait until the guest answers, at most 5 minutes.",
        "The time ran out.",
        "Done: Release the table.",
        "Ended.",
    ]


def test_row_15_an_answer_in_time_ends_the_chain(shift: Shift) -> None:
    rules.enable(shift.house.ctx, rules.add_ready(shift.house.ctx, "call-again").id)
    shift.call()
    shift.house.clock.advance(4 * MINUTE)
    events.record(shift.house.ctx, shift.guest, "answered", source="phone")
    shift.run()
    shift.later(HOUR)
    card = guests.card(shift.house.ctx, shift.guest)
    assert len(card.progress) == 1
    assert shift.log()[-2:] == ["It happened: the guest answers.", "Ended."]


def test_who_was_seated_is_not_called_again(shift: Shift) -> None:
    rules.enable(shift.house.ctx, rules.add_ready(shift.house.ctx, "call-again").id)
    shift.call()
    visits.seat(shift.house.ctx, shift.guest)
    visits.notify(shift.house.ctx, shift.guest, 10 * MINUTE)
    shift.later(10 * MINUTE)
    assert len(guests.card(shift.house.ctx, shift.guest).progress) == 2
    assert "Not done: Call again. This guest is not waiting any more." in shift.log()


def test_row_18_from_waiting_to_regular_to_lapsed(shift: Shift) -> None:
    for key in ("waiting", "released", "seated", "lapsed"):
        rules.enable(shift.house.ctx, rules.add_ready(shift.house.ctx, key).id)
    for visit in range(3):
        shift.call()
        assert members(shift, "Waiting") == [shift.guest], visit
        visits.seat(shift.house.ctx, shift.guest)
        shift.later(DAY)
        assert members(shift, "Waiting") == []
    assert (members(shift, "Seated"), members(shift, "Regular")) == ([], [shift.guest])
    shift.later(59 * DAY)
    assert (members(shift, "Regular"), members(shift, "Lapsed")) == ([], [shift.guest])


def test_row_14_abandoned_after_joining(shift: Shift) -> None:
    rules.enable(shift.house.ctx, rules.add_ready(shift.house.ctx, "abandoned").id)
    held = shift.house.guest(shift.house.channel("Terrace"))
    joined = guests.by_pass(shift.house.ctx, held.token).guest.id
    shift.later(DAY)
    assert members(shift, "Abandoned") == [joined]


def test_row_21_thank_you_and_birthday(shift: Shift) -> None:
    for key in ("thank-you", "birthday"):
        rules.enable(shift.house.ctx, rules.add_ready(shift.house.ctx, key).id)
    guest_records.set_field(shift.house.ctx, shift.guest, "birthday", "1990-11-22")
    shift.house.tick(shift.guest)
    shift.call()
    visits.seat(shift.house.ctx, shift.guest)
    shift.later(2 * HOUR)
    shift.later(DAY)
    titles = [one.title for one in messages.recent(shift.house.ctx)]
    assert titles == [
        "Happy birthday, {name}!",
        "Thank you for your visit, {name}",
        "Your table is ready",
    ]
    shift.later(DAY)
    assert len(messages.recent(shift.house.ctx)) == 3


def test_row_21_a_birthday_is_news(shift: Shift) -> None:
    """For those who have asked for news, no more than the owner set, and not at night."""
    preferences.put(shift.house.ctx, TIME_ZONE, "UTC")
    rule = shift.add('{"when": {"event": "ping"}, "then": [{"send": "birthday"}]}')

    def ping() -> str:
        events.record(shift.house.ctx, shift.guest, "ping")
        shift.run()
        return shift.log(rule.id)[-2]

    refused = "Not done: Send “Happy birthday!”. This guest gets no news now."
    assert ping() == refused
    audiences.create(shift.house.ctx, "Wine")
    audiences.add(shift.house.ctx, "Wine", shift.guest)
    categories.make_category(shift.house.ctx, "Wine", {})
    assert ping() == refused
    shift.house.tick(shift.guest)
    shift.later(3 * HOUR)
    assert ping() == "Done: Send “Happy birthday!”."
    message = broadcasts.recent(shift.house.ctx)[0]
    assert message.purpose is Purpose.NEWS
    assert message.starts_at == datetime(2026, 11, 22, 8, tzinfo=UTC)
    assert ping() == "Done: Send “Happy birthday!”."
    assert ping() == refused


def test_the_log_comes_in_pages(shift: Shift) -> None:
    rule = shift.add(TELL)
    for _ in range(2):
        events.record(shift.house.ctx, shift.guest, "called")
    shift.run()
    lines = rules.log(shift.house.ctx)
    assert [line.id for line in lines] == sorted({line.id for line in lines}, reverse=True)
    assert rules.log(shift.house.ctx, rule.id, limit=2, first=3) == lines[3:5]
    assert lines[0].guest.startswith("guest ")
    guests.rename(shift.house.ctx, shift.guest, "Anna")
    assert rules.log(shift.house.ctx)[0].guest == "Anna"


def test_a_guest_runs_a_rule_once_at_a_time(shift: Shift) -> None:
    shift.add('{"when": {"event": "ping"}, "then": [{"wait": 3600}]}')
    for _ in range(2):
        events.record(shift.house.ctx, shift.guest, "ping")
    shift.run()
    assert shift.log()[-1] == "Not begun: the guest is on the way through it already."


def test_only_for_whom_the_condition_holds(shift: Shift) -> None:
    shift.add(
        '{"when": {"event": "called"}, "if": {"language": "de"}, "then": [{"record": '
        '{"event": "seen"}}]}'
    )
    shift.call()
    assert shift.log() == ["Not begun: the guest is called, but is not one whom the rule is for."]


def test_a_rule_that_waits_and_sets_itself_off_is_bounded(shift: Shift) -> None:
    shift.add('{"when": {"event": "ping"}, "then": [{"wait": 1}, {"record": {"event": "ping"}}]}')
    events.record(shift.house.ctx, shift.guest, "ping")
    for _ in range(15):
        shift.later(timedelta(seconds=1))
    assert shift.log()[-1] == "Not begun: too many rules have set off one another."
    assert shift.log().count("Began, because the guest has “ping”.") == 10


def test_not_more_than_twenty_times_a_day(shift: Shift) -> None:
    shift.add('{"when": {"event": "ping"}, "then": [{"tell": "ping"}]}')
    for _ in range(21):
        events.record(shift.house.ctx, shift.guest, "ping")
    shift.run()
    assert len(shift.house.heard(DeskTold)) == 20
    assert shift.log()[-1].startswith("Not begun: it has run too often")
    shift.house.clock.advance(DAY)
    events.record(shift.house.ctx, shift.guest, "ping")
    shift.run()
    assert len(shift.house.heard(DeskTold)) == 21


def test_switching_off_and_editing_end_what_runs(shift: Shift) -> None:
    rule = shift.add('{"when": {"event": "called"}, "then": [{"wait": 60}, {"tell": "x"}]}')
    shift.call()
    rules.disable(shift.house.ctx, rule.id)
    shift.later(HOUR)
    assert shift.log()[-1] == "Ended: the rule was switched off."
    rules.enable(shift.house.ctx, rule.id)
    visits.seat(shift.house.ctx, shift.guest)
    shift.call()
    rules.save(shift.house.ctx, rule.id, "Rule", rules.read(TELL))
    shift.later(HOUR)
    assert shift.log()[-1] == "Ended: the rule was changed."
    assert shift.house.heard(DeskTold) == []


def test_what_happened_before_it_was_switched_on_is_past(shift: Shift) -> None:
    visits.notify(shift.house.ctx, shift.guest, 10 * MINUTE)
    shift.house.clock.advance(MINUTE)
    shift.add(TELL)
    shift.run()
    assert shift.log() == []


def test_an_answer_after_the_time_was_over_is_too_late(shift: Shift) -> None:
    """The house was closed in between: the order of things is that of their times."""
    rules.enable(shift.house.ctx, rules.add_ready(shift.house.ctx, "call-again").id)
    shift.call()
    shift.house.clock.advance(6 * MINUTE)
    events.record(shift.house.ctx, shift.guest, "answered")
    shift.run()
    assert "The time ran out." in shift.log()


def test_without_a_phone_the_rule_goes_on(shift: Shift) -> None:
    shift.add('{"when": {"event": "gone"}, "then": [{"send": "ready"}, {"tell": "done"}]}')
    token = guests.card(shift.house.ctx, shift.guest).guest.pass_token
    subscriptions.leave(shift.house.ctx, token)
    events.record(shift.house.ctx, shift.guest, "gone")
    shift.run()
    assert shift.log()[-3] == "Not done: Send “Your table is ready”. This guest has unsubscribed."
    assert len(shift.house.heard(DeskTold)) == 1


def test_a_clock_that_was_set_back_shortens_and_doubles_nothing(shift: Shift) -> None:
    shift.add('{"when": {"event": "called"}, "then": [{"wait": 600}, {"tell": "x"}]}')
    shift.call()
    shift.house.clock.advance(-30 * DAY)
    shift.engine.work()
    assert shift.house.heard(DeskTold) == []
    shift.later(9 * MINUTE)
    assert shift.house.heard(DeskTold) == []
    shift.later(MINUTE)
    assert len(shift.house.heard(DeskTold)) == 1
    shift.later(31 * DAY)
    assert len(shift.house.heard(DeskTold)) == 1


def test_a_clock_that_was_set_back_lengthens_no_hold(shift: Shift) -> None:
    shift.call()
    shift.house.clock.advance(-30 * DAY)
    shift.add('{"when": {"event": "ping"}, "then": [{"call_again": true}]}')
    events.record(shift.house.ctx, shift.guest, "ping")
    shift.run()
    visit = guests.card(shift.house.ctx, shift.guest).visit
    assert visit is not None
    assert visit.hold_until == shift.house.clock.now() + 10 * MINUTE


def test_a_clock_that_jumps_ahead_does_what_is_due_once(shift: Shift) -> None:
    rules.enable(shift.house.ctx, rules.add_ready(shift.house.ctx, "birthday").id)
    guest_records.set_field(shift.house.ctx, shift.guest, "birthday", "02-29")
    shift.later(800 * DAY)
    assert messages.recent(shift.house.ctx) == []
    assert shift.engine.work() is not None
