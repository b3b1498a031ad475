"""Row 17: include and exclude audiences, by hand and by condition, with the count beforehand."""

import json

from pushdesk.domain.conditions import Language
from pushdesk.services import audiences
from tests.features import composing
from tests.features.desk import Desk
from tests.features.venue import Guest, Venue


def test_row_17_in_the_window(desk: Desk, venue: Venue) -> None:
    fox, owl, kite = _germans_and_one_who_complained(venue)
    audiences.create(venue.app.ctx, "Germans", Language("de"))
    composing.write(desk, ["Germans"], "Gänse sind da")
    desk.press(composing.MORE)
    desk.write("But not this channel, audience or guest", "compl")
    desk.press("Add Complained")
    composing.send(desk, venue)
    desk.wait(lambda: fox.titles == ["Gänse sind da"])
    assert (owl.titles, kite.titles) == ([], [])


def test_row_17_from_the_terminal(today: Venue) -> None:
    fox, owl, kite = _germans_and_one_who_complained(today)
    program = today.program
    condition = json.dumps({"language": "de"})
    assert (
        program.document("audiences", "create", "Germans", "--condition", condition)["guests"] == 2
    )
    words = ["--to", "audience:Germans", "--exclude", "audience:Complained", "--title", "Gänse"]
    assert program.document("send", *words, "--wait")["recipients"] == 1
    assert (fox.titles, owl.titles, kite.titles) == (["Gänse"], [], [])


def _germans_and_one_who_complained(venue: Venue) -> tuple[Guest, Guest, Guest]:
    lunch = venue.channel()
    fox = venue.guest(lunch, language="de")
    owl = venue.guest(lunch, "Night Owl", language="de")
    kite = venue.guest(lunch, "Red Kite", language="es")
    audiences.create(venue.app.ctx, "Complained")
    audiences.add(venue.app.ctx, "Complained", owl.id)
    return fox, owl, kite
