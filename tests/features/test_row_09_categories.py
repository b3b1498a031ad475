"""Row 9: topics that guests tick while they subscribe; a tick is the consent to news."""

from pushdesk.services import audiences, categories, preferences
from pushdesk.settings import QUIET_FROM
from tests.features import composing
from tests.features.desk import Desk
from tests.features.venue import Guest, Venue


def test_row_9_in_the_window(desk: Desk, venue: Venue) -> None:
    audiences.create(venue.app.ctx, "Wine")
    desk.go("Audiences")
    desk.press("Offer as a category")
    desk.wait(lambda: categories.audience_names(venue.app.ctx) == {"Wine"})
    fox, owl = _one_ticks(venue)
    composing.write(desk, ["Lunch"], "A tasting on Sunday")
    desk.press("News and offers")
    composing.send(desk, venue)
    desk.wait(lambda: fox.titles == ["A tasting on Sunday"])
    assert owl.titles == []


def test_row_9_from_the_terminal(today: Venue) -> None:
    preferences.put(today.app.ctx, QUIET_FROM, "")  # this test runs at night as well
    program = today.program
    program.document("audiences", "create", "Wine")
    offered = program.document("category", "offer", "Wine", "--label", "de=Wein")
    assert offered == [{"audience": "Wine", "labels": {"de": "Wein"}}]
    fox, owl = _one_ticks(today)
    words = ["--to", "app", "--title", "A tasting on Sunday", "--purpose", "news"]
    assert program.document("send", *words, "--wait")["recipients"] == 1
    assert (fox.titles, owl.titles) == (["A tasting on Sunday"], [])


def _one_ticks(venue: Venue) -> tuple[Guest, Guest]:
    lunch = venue.channel()
    fox, owl = venue.guest(lunch), venue.guest(lunch, "Night Owl")
    assert venue.boxes(fox, lunch) == {"Wine"}
    venue.subscribe_again(fox, lunch, "Wine")
    return fox, owl
