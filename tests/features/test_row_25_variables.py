"""Row 25: personal variables in the text, with a fallback for whoever has no value."""

from pushdesk.services import guest_records
from tests.features import composing
from tests.features.desk import Desk
from tests.features.venue import Guest, Venue

TITLE, BODY = "Hello {name}", "Your {dish|dish} waits at gate {gate}"


def test_row_25_in_the_window(desk: Desk, venue: Venue) -> None:
    fox, owl = _one_with_a_dish(venue)
    composing.write(desk, ["Lunch"], TITLE, BODY)
    desk.write("Value for gate", "B7")
    composing.send(desk, venue, guests=2)
    desk.wait(
        lambda: (
            fox.bodies + owl.bodies == ["Your soup waits at gate B7", "Your dish waits at gate B7"]
        )
    )
    assert fox.titles + owl.titles == ["Hello Blue Fox", "Hello Night Owl"]


def test_row_25_from_the_terminal(today: Venue) -> None:
    fox, owl = _one_with_a_dish(today)
    words = ["--title", TITLE, "--body", BODY, "--var", "gate=B7"]
    today.program.document("send", "--to", "app", *words, "--wait")
    assert fox.bodies + owl.bodies == ["Your soup waits at gate B7", "Your dish waits at gate B7"]
    assert fox.titles + owl.titles == ["Hello Blue Fox", "Hello Night Owl"]


def _one_with_a_dish(venue: Venue) -> tuple[Guest, Guest]:
    lunch = venue.channel()
    fox, owl = venue.guest(lunch), venue.guest(lunch, "Night Owl")
    guest_records.set_field(venue.app.ctx, fox.id, "dish", "soup")
    return fox, owl
