"""Row 12: only those who subscribed between two moments."""

from datetime import timedelta

from tests.features import composing
from tests.features.desk import Desk
from tests.features.venue import Guest, Venue

HOUR = timedelta(hours=1)


def test_row_12_in_the_window(desk: Desk, venue: Venue) -> None:
    begin = venue.clock.now()
    fox, owl = _early_and_late(venue)
    composing.write(desk, ["Lunch"], "Thank you for coming early")
    desk.press(composing.MORE)
    desk.write("From, as 2026-11-21 18:00", composing.moment(venue, begin - HOUR))
    desk.write("To, as 2026-11-21 20:00", composing.moment(venue, begin + HOUR))
    composing.send(desk, venue)
    desk.wait(lambda: fox.titles == ["Thank you for coming early"])
    assert owl.titles == []


def test_row_12_from_the_terminal(today: Venue) -> None:
    begin = today.clock.now()
    fox, owl = _early_and_late(today)
    window = ["--subscribed-to", (begin + HOUR).isoformat()]
    words = ["send", "--to", "app", "--title", "Thank you", *window, "--wait"]
    assert today.program.document(*words)["recipients"] == 1
    assert (fox.titles, owl.titles) == (["Thank you"], [])


def _early_and_late(venue: Venue) -> tuple[Guest, Guest]:
    lunch = venue.channel()
    fox = venue.guest(lunch)
    venue.later(3 * HOUR)
    return fox, venue.guest(lunch, "Night Owl")
