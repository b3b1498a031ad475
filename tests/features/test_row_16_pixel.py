"""Row 16: the venue's web site puts guests into audiences and takes them out; messages follow."""

from PySide6.QtGui import QGuiApplication

from pushdesk.services import audiences
from tests.features import composing, rules, site
from tests.features.desk import Desk
from tests.features.venue import Venue

ALMOST = "Almost bought"
BOUGHT = {
    "when": {"event": "purchase", "where": {"item": "shoes"}},
    "then": [{"move": {"from": ALMOST, "to": "Bought"}}, {"send": "dispatch"}],
}


def test_row_16_in_the_window(desk: Desk, venue: Venue) -> None:
    audiences.create(venue.app.ctx, ALMOST)
    lunch = venue.channel()
    fox, owl = venue.guest(lunch), venue.guest(lunch, "Night Owl")
    desk.go("Audiences")
    desk.press("Let your web site put guests in")
    desk.press("Copy: Image")
    image = QGuiApplication.clipboard().text()
    site.of(venue).load(fox, image)
    desk.wait(lambda: desk.has("Take Blue Fox out"))
    composing.write(desk, [ALMOST], "Still thinking?")
    composing.send(desk, venue)
    desk.wait(lambda: fox.titles == ["Still thinking?"])
    assert owl.titles == []


def test_row_16_switched_off_and_on_again_in_the_window(desk: Desk, venue: Venue) -> None:
    audiences.create(venue.app.ctx, ALMOST)
    fox, page = venue.guest(venue.channel()), site.of(venue)
    desk.go("Audiences")
    desk.press("Let your web site put guests in")
    desk.wait(lambda: "px.gif" in desk.text("Image"))
    image = desk.text("Image")
    desk.press("Let your web site put guests in")
    desk.wait(lambda: desk.has("Undo") and desk.text("Image") == "")
    page.load(fox, image)
    assert _members(venue, ALMOST) == []
    desk.press("Undo")
    desk.wait(lambda: desk.text("Image") == image)
    page.load(fox, image)
    assert _members(venue, ALMOST) == [fox.id]


def test_row_16_from_the_terminal(today: Venue) -> None:
    program, page = today.program, site.of(today)
    for name in (ALMOST, "Bought"):
        program.document("audiences", "create", name)
    pixel = program.document("audiences", "pixel", ALMOST)
    fox = today.guest(today.channel())
    page.load(fox, pixel["image"])
    assert _members(today, ALMOST) == [fox.id]
    words = ["--to", f"audience:{ALMOST}", "--title", "Still thinking?", "--wait"]
    assert program.document("send", *words)["counts"] == {"shown": 1}
    page.load(fox, pixel["image_out"])
    assert _members(today, ALMOST) == []
    assert program.document("audiences", "pixel", ALMOST, "--off")["key"] is None
    page.load(fox, pixel["image"])
    assert _members(today, ALMOST) == []


def test_row_14_an_event_of_the_page_tag_moves_and_rings(today: Venue) -> None:
    ctx, page, fox = today.app.ctx, site.of(today), today.guest(today.channel())
    for name in (ALMOST, "Bought"):
        audiences.create(ctx, name)
    audiences.add(ctx, ALMOST, fox.id)
    rules.make(today, "Bought", BOUGHT)
    today.program.document("rules", "on", "Bought")
    page.event(fox, "purchase", item="shoes")
    today.until(lambda: fox.titles == ["Your order is on its way"])
    assert (_members(today, ALMOST), _members(today, "Bought")) == ([], [fox.id])


def _members(venue: Venue, name: str) -> list[int]:
    return [each.guest_id for each in audiences.members(venue.app.ctx, name, 10)]
