"""Row 22: a rule is written, tried, switched on and off, and told about, without any code."""

import json
from datetime import timedelta

from pushdesk.services import events, rules
from tests.features import rules as made
from tests.features.desk import Desk
from tests.features.venue import Venue

HOUR = timedelta(hours=1)
PAID = {"when": {"event": "paid"}, "then": [{"wait": 3600}, {"send": "confirmation"}]}


def test_row_22_in_the_window(desk: Desk, venue: Venue) -> None:
    made.make(venue, "Paid", PAID)
    fox = venue.guest(venue.channel())
    desk.go("Rules")
    desk.switch("Paid")
    desk.wait(lambda: made.is_on(venue))
    events.record(venue.app.ctx, fox.id, "paid")
    desk.wait(lambda: made.waits(venue))
    venue.later(HOUR)
    desk.wait(lambda: fox.titles == ["You are on the list"])
    desk.switch("Paid")
    desk.wait(lambda: not made.is_on(venue))
    events.record(venue.app.ctx, fox.id, "paid")
    venue.later(HOUR)
    desk.press("What ran and why")
    desk.wait(lambda: desk.says("Done: Send “You are on the list”."))
    assert fox.titles == ["You are on the list"]


def test_row_22_from_the_terminal(today: Venue) -> None:
    fox = today.guest(today.channel())
    program, file = today.program, today.program.data_dir.parent / "paid.json"
    file.write_text(json.dumps(PAID), encoding="utf-8")
    program.document("rules", "create", "Paid", "--file", str(file))
    program.document("events", "record", fox.pushed_id, "paid")
    assert program.document("rules", "dry-run", "Paid")["guests"] == 1
    program.document("rules", "on", "Paid")
    program.document("events", "record", fox.pushed_id, "paid")
    today.until(lambda: made.waits(today))
    assert rules.every(today.app.ctx)[0].running == 1
    today.later(HOUR)
    today.until(lambda: fox.titles == ["You are on the list"])
    today.until(lambda: not made.waits(today))
    assert not program.document("rules", "off", "Paid")["on"]
