"""Row 24: several languages in one message; each guest gets the own one, others the standard."""

from tests.features import composing
from tests.features.desk import Desk
from tests.features.venue import Guest, Venue


def test_row_24_in_the_window(desk: Desk, venue: Venue) -> None:
    fox, owl = _german_and_french(venue)
    composing.write(desk, ["Lunch"], "Good day", "Hello")
    desk.press("Translate")
    desk.press("German")
    desk.write("Title", "Guten Tag")
    desk.write("Text", "Hallo")
    composing.send(desk, venue, guests=2)
    desk.wait(lambda: (fox.titles, owl.titles) == (["Guten Tag"], ["Good day"]))
    assert (fox.bodies, owl.bodies) == (["Hallo"], ["Hello"])


def test_row_24_from_the_terminal(today: Venue) -> None:
    fox, owl = _german_and_french(today)
    words = ["--title", "Good day", "--body", "Hello", "--translation", "de=Guten Tag|Hallo"]
    today.program.document("send", "--to", "app", *words, "--wait")
    assert (fox.titles, owl.titles) == (["Guten Tag"], ["Good day"])
    assert (fox.bodies, owl.bodies) == (["Hallo"], ["Hello"])


def _german_and_french(venue: Venue) -> tuple[Guest, Guest]:
    lunch = venue.channel()
    return venue.guest(lunch, language="de"), venue.guest(lunch, "Night Owl", language="fr")
