"""Row 13: a message dies with what it announces; a phone that is off never shows it late."""

from datetime import timedelta

from pushdesk.practice.behaviours import Offline
from tests.features import composing
from tests.features.desk import Desk
from tests.features.venue import Guest, Venue

ELEVEN = timedelta(minutes=11)


def test_row_13_in_the_window(desk: Desk, venue: Venue) -> None:
    fox = venue.guest(venue.channel(), behaviour=Offline())
    for title, valid in (("Your table", "10 min"), ("Your coat", "4 h")):
        composing.write(desk, ["Lunch"], title)
        desk.press(valid)
        composing.send(desk, venue)
    desk.wait(lambda: len(venue.service.accepted) == 2)
    _comes_back(venue, fox)
    desk.wait(lambda: fox.titles == ["Your coat"])


def test_row_13_from_the_terminal(today: Venue) -> None:
    fox = today.guest(today.channel(), behaviour=Offline())
    for title, valid in (("Your table", "10m"), ("Your coat", "4h")):
        today.program.document("send", "--to", "app", "--title", title, "--ttl", valid)
    today.until(lambda: len(today.service.accepted) == 2)
    _comes_back(today, fox)
    today.until(lambda: fox.titles == ["Your coat"])


def _comes_back(venue: Venue, guest: Guest) -> None:
    venue.later(ELEVEN)
    venue.in_the_world(guest.phone.come_online)
