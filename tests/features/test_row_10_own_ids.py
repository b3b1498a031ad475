"""Row 10: the venue's own numbers for a guest, from a list; a message goes by that number."""

from pushdesk.services import guest_records
from tests.features import composing
from tests.features.desk import Desk
from tests.features.venue import Venue


def test_row_10_in_the_window(desk: Desk, venue: Venue) -> None:
    fox = venue.guest(venue.channel())
    guest_records.set_own_id(venue.app.ctx, fox.id, "crm", "4711")
    composing.find(desk, "4711", "Blue Fox")
    desk.write("Title", "Your glasses are ready")
    composing.send(desk, venue)
    desk.wait(lambda: fox.titles == ["Your glasses are ready"])


def test_row_10_from_the_terminal(today: Venue) -> None:
    fox = today.guest(today.channel())
    program, file = today.program, today.program.data_dir.parent / "guests.csv"
    file.write_text(f"pushed_id,own:crm,own:till\n{fox.pushed_id},4711,t-9\n", encoding="utf-8")
    assert program.run("guests", "import", str(file)).returncode == 0
    for system, number in (("crm", "4711"), ("till", "t-9")):
        words = ["--to", f"own:{system}/{number}", "--title", system]
        assert program.document("send", *words, "--wait")["counts"] == {"shown": 1}
    assert fox.titles == ["crm", "till"]
