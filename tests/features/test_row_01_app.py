"""Row 1: everyone subscribed to the venue."""

from tests.features import composing
from tests.features.desk import Desk
from tests.features.venue import Venue


def test_row_1_in_the_window(desk: Desk, venue: Venue) -> None:
    fox = venue.guest(venue.channel("Lunch"))
    owl = venue.guest(venue.channel("Bar"), "Night Owl")
    composing.write(desk, ["Everyone"], "We close at ten")
    composing.send(desk, venue, guests=2)
    desk.wait(lambda: fox.titles == owl.titles == ["We close at ten"])


def test_row_1_from_the_terminal(today: Venue) -> None:
    fox = today.guest(today.channel("Lunch"))
    owl = today.guest(today.channel("Bar"), "Night Owl")
    sent = today.program.document("send", "--to", "app", "--title", "We close at ten", "--wait")
    assert sent["recipients"] == 2
    assert sent["counts"] == {"shown": 2}
    assert fox.titles == owl.titles == ["We close at ten"]
