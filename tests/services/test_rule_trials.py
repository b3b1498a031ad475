"""Rules tried without doing anything."""

from datetime import timedelta

import pytest

from pushdesk.domain.events import DeskTold, MessageQueued
from pushdesk.errors import UserError
from pushdesk.services import events, guest_records, guests, rule_trials, rules, visits
from tests.house import House

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
CHAIN = rules.read(
    '{"when": {"event": "called"}, "then": [{"wait_for": {"event": "answered", "within": 300,'
    ' "came": [{"stop": true}], "over": [{"call_again": true}]}}, {"send": "follow_up"}]}'
)


def guest_id(house: House) -> int:
    return guests.by_pass(house.ctx, house.guest(house.channel()).token).guest.id


def test_row_22_the_last_days_are_played_without_doing_anything(house: House) -> None:
    first, second = guest_id(house), guest_id(house)
    house.clock.advance(DAY)
    for guest in (first, second):
        visits.notify(house.ctx, guest, 10 * MINUTE)
    house.clock.advance(2 * MINUTE)
    events.record(house.ctx, second, "answered")
    house.clock.advance(DAY)
    rung = len(house.heard(MessageQueued))
    trial = rule_trials.dry_run(house.ctx, CHAIN)
    assert (trial.days, trial.guests, trial.runs, trial.cut) == (30, 2, 2, False)
    assert [day.guests for day in trial.per_day[-3:]] == [0, 2, 0]
    lines = {one.guest_id: [line.sentence for line in one.lines] for one in trial.samples}
    assert lines[first][-3:] == [
        "Done: Call again.", "Done: Send “Thank you for your visit”.", "Ended.",
    ]  # fmt: skip
    assert lines[second][-2:] == ["It happened: the guest answers.", "Ended."]
    assert len(house.heard(MessageQueued)) == rung
    assert rules.log(house.ctx) == []


def test_only_for_whom_the_condition_holds_now(house: House) -> None:
    visits.notify(house.ctx, guest_id(house), 10 * MINUTE)
    german = rules.read(
        '{"when": {"event": "called"}, "if": {"language": "de"}, "then": [{"tell": "x"}]}'
    )
    assert rule_trials.dry_run(house.ctx, german).guests == 0


def test_days_in_a_field(house: House) -> None:
    guest = guest_id(house)
    guest_records.set_field(house.ctx, guest, "birthday", "1990-11-11")
    birthday = rules.read(
        '{"when": {"date": "birthday", "at": "10:00"}, "then": [{"send": "birthday"}]}'
    )
    trial = rule_trials.dry_run(house.ctx, birthday)
    assert [(day.day.isoformat(), day.guests) for day in trial.per_day if day.guests] == [
        ("2026-11-11", 1)
    ]


def test_an_absence_that_is_not_over_yet(house: House) -> None:
    guest_id(house)
    absent = rules.read(
        '{"when": {"no": "called", "within": 86400, "after": "subscribed"}, "then": [{"tell":'
        ' "x"}]}'
    )
    (example,) = rule_trials.dry_run(house.ctx, absent).samples
    assert [line.sentence for line in example.lines] == [
        "Began, because the guest subscribes.",
        "Waits: Wait until the guest is called, at most 1 day.",
    ]


def test_row_22_a_practice_guest_goes_both_ways(house: House) -> None:
    told = rule_trials.try_with_practice_guest(house.ctx, CHAIN)
    assert ["  " * one.depth + one.sentence for one in told] == [
        "Waits: Wait until the guest answers, at most 5 minutes.",
        "It happened: the guest answers.",
        "  Ended.",
        "The time ran out.",
        "  Done: Call again.",
        "  Done: Send “Thank you for your visit”.",
        "  Ended.",
    ]
    assert told[3].after == 5 * MINUTE
    assert house.heard(DeskTold) == []


def test_what_cannot_be_tried(house: House) -> None:
    nowhere = rules.read('{"when": {"event": "called"}, "then": [{"add": "Nobody"}]}')
    for attempt in (rule_trials.dry_run, rule_trials.try_with_practice_guest):
        with pytest.raises(UserError, match="no audience"):
            attempt(house.ctx, nowhere)
