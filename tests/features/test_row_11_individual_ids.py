"""Row 11: one guest on the channels of two venues of one owner is rung once."""

from pushdesk.services import channels, venues
from tests.features import composing
from tests.features.desk import Desk
from tests.features.venue import Venue


def test_row_11_in_the_window(desk: Desk, venue: Venue) -> None:
    other = venues.create(venue.app.ctx, "Osteria")
    lunch, bar = venue.channel("Lunch"), venue.channel("Bar", other.id)
    fox, owl = venue.guest(lunch), venue.guest(bar, "Night Owl")
    venue.subscribe_again(fox, bar)
    composing.write(desk, ["Lunch", "Bar"], "Both closed on Monday")
    composing.send(desk, venue, guests=2)
    desk.wait(lambda: fox.titles + owl.titles == ["Both closed on Monday"] * 2)
    assert len(venue.service.accepted) == 2


def test_row_11_from_the_terminal(today: Venue) -> None:
    program = today.program
    program.document("venue", "create", "Osteria")
    aliases = [
        program.document("channel", "create", name, *where)["alias"]
        for name, where in (("Lunch", []), ("Bar", ["--venue", "Osteria"]))
    ]
    lunch, bar = (channels.get(today.app.ctx, alias) for alias in aliases)
    fox = today.guest(lunch)
    today.subscribe_again(fox, bar)
    to = [f"channel:{alias}" for alias in aliases]
    sent = program.document("send", "--to", *to, "--title", "Closed on Monday", "--wait")
    assert (sent["recipients"], sent["devices"]) == (1, 1)
    assert fox.titles == ["Closed on Monday"]
