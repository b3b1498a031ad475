"""Row 8: one guest, several, or a whole audience in one send; each rings once."""

from pushdesk.services import audiences
from tests.features import composing
from tests.features.desk import Desk
from tests.features.venue import Guest, Venue


def test_row_8_in_the_window(desk: Desk, venue: Venue) -> None:
    fox, owl, kite = _three(venue)
    composing.write(desk, ["Lunch", "Regulars"], "Winter menu", "Goose and dumplings")
    composing.find(desk, "red", "Red Kite")
    composing.send(desk, venue, guests=3)
    desk.wait(lambda: fox.titles == owl.titles == kite.titles == ["Winter menu"])
    assert kite.bodies == ["Goose and dumplings"]


def test_row_8_taken_back_it_rings_nobody(desk: Desk, venue: Venue) -> None:
    fox, _owl, _kite = _three(venue)
    composing.write(desk, ["Lunch"], "Too early")
    desk.press("Send")
    desk.press("Undo")
    desk.wait(lambda: desk.text("Title") == "Too early" and desk.has("Take away Lunch"))
    composing.write(desk, [], "In time")
    composing.send(desk, venue)
    desk.wait(lambda: fox.titles == ["In time"])


def test_row_8_from_the_terminal(today: Venue) -> None:
    fox, owl, kite = _three(today)
    (lunch,) = [
        each for each in today.program.document("channel", "list") if each["name"] == "Lunch"
    ]
    to = [f"channel:{lunch['alias']}", "audience:Regulars", f"pushed_id:{kite.pushed_id}"]
    sent = today.program.document("send", "--to", *to, "--title", "Winter menu", "--wait")
    assert (sent["recipients"], sent["counts"]) == (3, {"shown": 3})
    assert fox.titles == owl.titles == kite.titles == ["Winter menu"]


def _three(venue: Venue) -> tuple[Guest, Guest, Guest]:
    """On the channel, in the audience, and neither; the first is in both."""
    bar = venue.channel("Bar")
    fox = venue.guest(venue.channel("Lunch"))
    owl, kite = venue.guest(bar, "Night Owl"), venue.guest(bar, "Red Kite")
    audiences.create(venue.app.ctx, "Regulars")
    for regular in (fox, owl):
        audiences.add(venue.app.ctx, "Regulars", regular.id)
    return fox, owl, kite
