"""Row 5: an address that is the guest's own and proven, and no other."""

from pushdesk.services import guest_records
from tests.features import composing
from tests.features.desk import Desk
from tests.features.venue import Venue

ADDRESS = "fox@example.com"
SEND = ["send", "--to", f"email:{ADDRESS}", "--title", "Your order is here"]


def test_row_5_in_the_window(desk: Desk, venue: Venue) -> None:
    fox = venue.guest(venue.channel())
    guest_records.set_email(venue.app.ctx, fox.id, ADDRESS)
    desk.go("Guests")
    desk.window.guests.open_guest(fox.id)
    desk.press("I have seen that it is theirs")
    desk.wait(lambda: guest_records.record(venue.app.ctx, fox.id).proven)
    composing.find(desk, ADDRESS, "Blue Fox")
    desk.write("Title", "Your order is here")
    composing.send(desk, venue)
    desk.wait(lambda: fox.titles == ["Your order is here"])


def test_row_5_from_the_terminal(today: Venue) -> None:
    fox = today.guest(today.channel())
    guest_records.set_email(today.app.ctx, fox.id, ADDRESS)
    assert today.program.run(*SEND).returncode == 1
    assert today.program.document("guests", "prove", ADDRESS, "--seen")["proven"]
    assert today.program.document(*SEND, "--wait")["counts"] == {"shown": 1}
    assert fox.titles == ["Your order is here"]
