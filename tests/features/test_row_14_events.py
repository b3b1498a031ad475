"""Row 14: something happens, or doesn't for a while, and a message follows by itself."""

import json
from datetime import timedelta

from pushdesk.services import visits
from tests.features import composing, rules
from tests.features.desk import Desk
from tests.features.venue import Venue

TEN = timedelta(minutes=10)
OPENED = {"when": {"event": "opened"}, "then": [{"send": "confirmation"}]}
NOT_OPENED = {
    "when": {"no": "opened", "within": 300, "after": "called"},
    "then": [{"send": "getting_close"}],
}
BOUGHT = {"when": {"event": "purchase"}, "then": [{"send": "dispatch"}]}


def test_row_14_in_the_window_a_tap(desk: Desk, venue: Venue) -> None:
    rules.make(venue, "Tapped", OPENED)
    _switch_on(desk, venue, "Tapped")
    fox = venue.guest(venue.channel())
    composing.write(desk, ["Lunch"], "A question")
    composing.send(desk, venue)
    desk.wait(lambda: fox.titles == ["A question"])
    venue.tap(fox)
    desk.wait(lambda: fox.titles[1:] == ["You are on the list"])


def test_row_14_in_the_window_absence(desk: Desk, venue: Venue) -> None:
    rules.make(venue, "No tap", NOT_OPENED)
    _switch_on(desk, venue, "No tap")
    fox = venue.guest(venue.channel())
    visits.notify(venue.app.ctx, fox.id, TEN)
    desk.wait(venue.all_shown)
    venue.later(TEN / 2 + timedelta(seconds=1))
    desk.wait(lambda: fox.titles[1:] == ["It is almost your turn"])


def test_row_14_from_the_terminal(today: Venue) -> None:
    fox = today.guest(today.channel())
    program, file = today.program, today.program.data_dir.parent / "bought.json"
    file.write_text(json.dumps(BOUGHT), encoding="utf-8")
    program.document("rules", "create", "Bought", "--file", str(file))
    assert program.document("rules", "on", "Bought")["on"]
    program.document("events", "record", fox.pushed_id, "purchase", "--var", "order=42")
    today.until(lambda: fox.titles == ["Your order is on its way"])
    assert program.document("events", "list", fox.pushed_id) != []


def _switch_on(desk: Desk, venue: Venue, name: str) -> None:
    desk.go("Rules")
    desk.switch(name)
    desk.wait(lambda: rules.is_on(venue))
