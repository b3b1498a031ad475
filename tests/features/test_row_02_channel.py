"""Row 2: a named list of the venue with its own QR, link and alias, and a greeting."""

from pushdesk.qr import reading
from pushdesk.services import channels
from tests.features import composing
from tests.features.desk import Desk
from tests.features.venue import Guest, Venue


def test_row_2_in_the_window(desk: Desk, venue: Venue) -> None:
    venue.channel("Bar")
    desk.go("Channels")
    desk.write("Name of a new channel", "Lunch")
    desk.press("Add channel")
    desk.wait(lambda: desk.text("Name of the channel") == "Lunch")
    desk.press("Settings, of this channel")
    desk.write("Welcome message", "Welcome, {name|friend}")
    desk.press("Save")
    ctx = venue.app.ctx
    desk.wait(lambda: any(each.welcome for each in channels.every(ctx)))
    (lunch,) = [each for each in channels.every(ctx) if each.name == "Lunch"]
    fox = venue.guest(lunch)
    desk.wait(lambda: "Welcome, friend" in _texts(fox))
    composing.write(desk, ["Lunch"], "Soup of the day")
    composing.send(desk, venue)
    desk.wait(lambda: fox.titles[1:] == ["Soup of the day"])


def test_row_2_from_the_terminal(today: Venue) -> None:
    program = today.program
    made = program.document("channel", "create", "Lunch")
    program.run("channel", "welcome", made["alias"], "Welcome, {name|friend}")
    code = today.program.data_dir.parent / "code.png"
    assert program.run("channel", "qr", made["alias"], "-o", str(code)).returncode == 0
    assert reading.read_image(code.read_bytes()) == [made["link"]]
    (lunch,) = channels.every(today.app.ctx)
    fox = today.guest(lunch)
    today.until(lambda: "Welcome, friend" in _texts(fox))
    target = f"channel:{made['alias']}"
    sent = program.document("send", "--to", target, "--title", "Soup of the day", "--wait")
    assert sent["counts"] == {"shown": 1}
    assert fox.titles[1:] == ["Soup of the day"]


def _texts(guest: Guest) -> list[str]:
    return [*guest.titles, *guest.bodies]
