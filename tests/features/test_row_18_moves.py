"""Row 18: waiting, then seated: moved between audiences by rule and by hand; a message follows."""

from datetime import timedelta

from pushdesk.services import audiences, visits
from tests.features import composing, rules
from tests.features.desk import Desk
from tests.features.venue import Venue

HOLD = timedelta(minutes=10)
WAITING = "Called: waiting"
SEATED = "Seated: from waiting to seated, and after three visits to regular"


def test_row_18_in_the_window(desk: Desk, venue: Venue) -> None:
    fox = venue.guest(venue.channel())
    desk.go("Rules")
    for name in (WAITING, SEATED):
        desk.press(f"Add “{name}”")
        desk.switch(name)
    desk.wait(lambda: rules.is_on(venue))
    visits.notify(venue.app.ctx, fox.id, HOLD)
    desk.wait(lambda: _members(venue, "Waiting") == [fox.id])
    visits.seat(venue.app.ctx, fox.id)
    desk.wait(lambda: _members(venue, "Seated") == [fox.id])
    assert _members(venue, "Waiting") == []
    composing.write(desk, ["Seated"], "Enjoy your meal")
    composing.send(desk, venue)
    desk.wait(lambda: fox.titles[1:] == ["Enjoy your meal"])


def test_row_18_from_the_terminal(today: Venue) -> None:
    fox, program = today.guest(today.channel()), today.program
    for name in ("Almost bought", "Bought"):
        program.document("audiences", "create", name)
    program.document("audiences", "add", "Almost bought", fox.pushed_id)
    rule = {
        "when": {"event": "purchase"},
        "then": [{"move": {"from": "Almost bought", "to": "Bought"}}],
    }
    rules.make(today, "Bought", rule)
    program.document("rules", "on", "Bought")
    program.document("events", "record", fox.pushed_id, "purchase")
    today.until(lambda: _members(today, "Bought") == [fox.id])
    words = ["--to", "audience:Bought", "--title", "Thank you", "--wait"]
    assert program.document("send", *words)["counts"] == {"shown": 1}
    program.document("audiences", "remove", "Bought", fox.pushed_id)
    assert _members(today, "Bought") == _members(today, "Almost bought") == []


def _members(venue: Venue, name: str) -> list[int]:
    return [each.guest_id for each in audiences.members(venue.app.ctx, name, 10)]
