"""Row 21: templates for what a venue has to say, in the guest's language, in the owner's words."""

from pushdesk.services import templates
from tests.features import composing
from tests.features.desk import Desk
from tests.features.venue import Guest, Venue


def test_row_21_in_the_window(desk: Desk, venue: Venue) -> None:
    fox, owl = _english_and_german(venue)
    composing.find(desk, "Lunch", "Lunch")
    desk.choose("Template or free text", "delay")
    desk.write("Value for wait", "25")
    composing.send(desk, venue, guests=2)
    desk.wait(lambda: len(fox.titles + owl.titles) == 2)
    assert fox.titles == ["It takes a little longer"]
    assert "about 25 min more" in fox.bodies[0]
    german = templates.get(venue.app.ctx, "delay").wordings["de"]
    assert owl.titles == [german.title]
    assert "25" in owl.bodies[0]


def test_row_21_from_the_terminal(today: Venue) -> None:
    fox, owl = _english_and_german(today)
    program = today.program
    changed = ["--language", "de", "--title", "Bestellung {order} kommt"]
    program.document("templates", "save", "dispatch", *changed)
    words = ["--template", "dispatch", "--var", "order=42", "--wait"]
    assert program.document("send", "--to", "app", *words)["counts"] == {"shown": 2}
    assert fox.titles == ["Your order is on its way"]
    assert owl.titles == ["Bestellung 42 kommt"]
    push = today.service.accepted[0]
    assert (push.urgency, push.ttl > 3 * 3600) == ("normal", True)


def _english_and_german(venue: Venue) -> tuple[Guest, Guest]:
    lunch = venue.channel()
    return venue.guest(lunch), venue.guest(lunch, "Night Owl", language="de")
