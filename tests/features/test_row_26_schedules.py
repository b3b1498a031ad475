"""Row 26: messages for later, again and again, capped, and kept as drafts."""

from datetime import timedelta

from pushdesk.services import drafts
from tests.features import composing
from tests.features.desk import Desk
from tests.features.venue import Venue

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def test_row_26_in_the_window_every_day(desk: Desk, venue: Venue) -> None:
    fox = venue.guest(venue.channel())
    composing.write(desk, ["Lunch"], "Soup of the day")
    desk.press("Repeating")
    desk.press("Daily")
    desk.write("Time, as 2026-11-21 18:00", composing.moment(venue, venue.clock.now() + HOUR))
    desk.press("Schedule")
    desk.wait(lambda: desk.has("Back"))
    desk.press("Schedule")
    desk.wait(lambda: [each.state for each in drafts.every(venue.app.ctx)] == ["scheduled"])
    expected: list[str] = []
    for pause in (HOUR, DAY, DAY):
        assert fox.titles == expected
        expected.append("Soup of the day")
        venue.later(pause)
        desk.wait(lambda: fox.titles == expected)


def test_row_26_in_the_window_no_more_than_a_cap(desk: Desk, venue: Venue) -> None:
    lunch = venue.channel()
    fox, owl = venue.guest(lunch), venue.guest(lunch, "Night Owl")
    composing.write(desk, ["Lunch"], "One table is free")
    desk.press(composing.MORE)
    desk.write("At most so many guests", "1")
    composing.send(desk, venue)
    desk.wait(lambda: fox.titles == ["One table is free"])
    assert owl.titles == []


def test_row_26_from_the_terminal(today: Venue) -> None:
    fox = today.guest(today.channel())
    at = (today.clock.now() + HOUR).isoformat()
    words = ["--title", "Soup of the day", "--at", at, "--repeat", "FREQ=DAILY;COUNT=2"]
    planned = today.program.document("send", "--to", "app", *words)
    assert planned["state"] == "scheduled"
    expected: list[str] = []
    for pause in (HOUR, DAY):
        expected.append("Soup of the day")
        today.later(pause)
        today.until(lambda: fox.titles == expected)
    today.until(lambda: drafts.get(today.app.ctx, planned["draft"]).state == "done")


def test_row_26_a_draft_from_the_terminal(today: Venue) -> None:
    fox = today.guest(today.channel())
    program = today.program
    draft = program.document("send", "--to", "app", "--title", "Not yet", "--draft")["draft"]
    assert [each["draft"] for each in program.document("drafts", "list")] == [draft]
    assert fox.titles == []
    program.document("drafts", "send", draft, "--wait")
    assert fox.titles == ["Not yet"]
