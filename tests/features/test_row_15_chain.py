"""Row 15: called, no reply in five minutes, called again, released; and a reply ends it."""

from datetime import timedelta

from pushdesk.services import guests, visits
from tests.features import rules
from tests.features.desk import Desk
from tests.features.venue import Guest, Venue

FIVE = timedelta(minutes=5, seconds=1)
HOLD = timedelta(minutes=30)
NAME = "Call again, then release"


def test_row_15_in_the_window(desk: Desk, venue: Venue) -> None:
    fox = venue.guest(venue.channel())
    desk.go("Rules")
    desk.press(f"Add “{NAME}”")
    desk.switch(NAME)
    desk.wait(lambda: rules.is_on(venue))
    desk.go("Floor")
    desk.window.scan_panel.look_up(fox.pushed_id)
    desk.press("Save")
    desk.press("Notify")
    desk.wait(lambda: fox.titles[1:] == ["Your table is ready"] and rules.waits(venue))
    desk.wait(venue.all_shown)
    venue.later(FIVE)
    desk.wait(lambda: fox.titles[2:] == ["Call 2: your table is ready"])
    desk.wait(venue.all_shown)
    venue.later(FIVE)
    desk.wait(lambda: _is_released(venue, fox) and not rules.waits(venue))
    desk.go("Rules")
    desk.press("What ran and why")
    desk.wait(lambda: desk.says("Done: Release the table."))


def test_row_15_from_the_terminal(today: Venue) -> None:
    fox = today.guest(today.channel())
    program = today.program
    assert program.document("rules", "add-ready", "call-again")["name"] == NAME
    program.document("rules", "on", NAME)
    visits.notify(today.app.ctx, fox.id, HOLD)
    today.until(lambda: today.all_shown() and rules.waits(today))
    today.later(FIVE)
    today.until(lambda: len(fox.titles) == 2 and "Done: Call again." in rules.done(today))
    today.until(today.all_shown)
    today.later(FIVE)
    today.until(lambda: _is_released(today, fox) and not rules.waits(today))
    told = [line["sentence"] for line in program.document("rules", "log", NAME)]
    assert "Done: Release the table." in told


def _is_released(venue: Venue, guest: Guest) -> bool:
    return guests.card(venue.app.ctx, guest.id).visit is None
