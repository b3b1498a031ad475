"""Row 20: the venue's page reads the guest's Pushed ID, and the venue rings it by that."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pushdesk.services import preferences
from pushdesk.settings import SITES
from tests.features import composing, site
from tests.features.desk import Desk
from tests.features.venue import Venue

MENU = f"{site.ADDRESS}/menu"


def test_row_20_in_the_window(desk: Desk, venue: Venue) -> None:
    lunch = venue.channel()
    fox, owl = venue.guest(lunch), venue.guest(lunch, "Night Owl")
    desk.go("Preferences")
    desk.press("Phones")
    desk.write("Your own web sites", site.ADDRESS)
    QTest.keyClick(desk.window.preferences.phones.sites.field, Qt.Key.Key_Return)
    desk.wait(lambda: preferences.get(venue.app.ctx, SITES) == site.ADDRESS)
    read = site.Site(venue).client_id(fox)
    assert read == fox.pushed_id
    composing.find(desk, read, "Blue Fox")
    desk.write("Title", "Your order is packed")
    composing.send(desk, venue)
    desk.wait(lambda: fox.titles == ["Your order is packed"])
    assert owl.titles == []


def test_row_20_from_the_terminal(today: Venue) -> None:
    """A link of a message to one of the owner's sites tells the site who comes, others don't."""
    fox, read = today.guest(today.channel()), site.of(today).client_id
    words = ["--to", f"pushed_id:{read(fox)}", "--title", "Packed", "--wait"]
    links = [
        "--url",
        MENU,
        "--button",
        f"Map={site.ADDRESS}.evil.example/",
        "--button",
        f"Go={MENU}",
    ]
    assert today.program.document("send", *words, *links)["counts"] == {"shown": 1}
    (packed,) = fox.phone.received
    introduced = f"{MENU}#pushdesk={fox.pushed_id}"
    assert packed.navigate == introduced
    today.world.run(fox.phone.unsubscribe()).result(20)
    assert read(fox) is None
