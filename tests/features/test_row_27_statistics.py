"""Row 27: the numbers of a send are what the phones did."""

from pushdesk.practice.behaviours import Offline
from pushdesk.services import broadcasts, statistics
from tests.features import composing
from tests.features.desk import Desk
from tests.features.venue import Guest, Venue

REACH = "It was on the phone of 2 of 3 guests (67 %); 1 opened it."


def test_row_27_in_the_window(desk: Desk, venue: Venue) -> None:
    fox, owl, kite = _three(venue)
    composing.write(desk, ["Lunch"], "The kitchen closes")
    composing.send(desk, venue, guests=3)
    desk.wait(lambda: len(fox.titles + owl.titles) == 2 and len(venue.service.accepted) == 3)
    (sent,) = broadcasts.recent(venue.app.ctx)
    desk.wait(lambda: _shown(venue, sent.id) == 2)
    venue.tap(fox)
    desk.go("History")
    desk.press("Messages, history")
    desk.open_row("The kitchen closes")
    desk.wait(lambda: desk.says(REACH))
    venue.in_the_world(kite.phone.come_online)
    desk.wait(lambda: desk.says("It was on the phone of 3 of 3 guests"))


def test_row_27_from_the_terminal(today: Venue) -> None:
    fox, _owl, _kite = _three(today)
    program = today.program
    sent = program.document("send", "--to", "app", "--title", "The kitchen closes")
    today.until(lambda: _shown(today, sent["id"]) == 2 and len(today.service.accepted) == 3)
    today.tap(fox)
    told = program.document("statistics", "--message", sent["id"])
    assert told["counts"] == {"accepted": 1, "shown": 1, "opened": 1}
    assert told["guests"] == {"addressed": 3, "shown": 2, "opened": 1}
    assert told["by"]["channel"] == {"Lunch": told["counts"]}
    total = program.document("statistics", "--days", "1")["total"]
    assert (total["messages"], total["counts"]) == (1, told["counts"])
    assert total["opted_in"] == {"Lunch": 3}


def _three(venue: Venue) -> tuple[Guest, Guest, Guest]:
    """The last one's phone is off."""
    lunch = venue.channel()
    fox, owl = venue.guest(lunch), venue.guest(lunch, "Night Owl")
    return fox, owl, venue.guest(lunch, "Red Kite", Offline())


def _shown(venue: Venue, message_id: str) -> int:
    return statistics.of_message(venue.app.ctx, message_id).reach.shown
