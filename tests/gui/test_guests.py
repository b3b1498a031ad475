"""Guests found as one types, their record, erasing with a way back, lists that come and go."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from pushdesk.errors import NotFound
from pushdesk.gui.guests.history import FIRST
from pushdesk.gui.guests.model import DEVICES, NAME, PAGE, TAIL
from pushdesk.gui.guests.view import Guests
from pushdesk.gui.main_window import Screen
from pushdesk.gui.program import Parts
from pushdesk.services import (
    audiences,
    events,
    guest_lists,
    guest_records,
    guests,
    visits,
)
from pushdesk.services.guest_lists import What
from tests.gui.desk_fixture import Desk
from tests.gui.fakes import FakeFiles
from tests.house import House
from tests.services.mail_host import MailHost

ROOT = QModelIndex()
LIST = "name,email,own:crm\nBlue Fox,fox@example.com,42\nRed Kite,,43\nGrey Owl,no address,44\n"


@dataclass
class Room:
    """The guests' screen alone, shown, with what stands behind its seam."""

    view: Guests
    house: House
    files: FakeFiles
    parts: Parts


@pytest.fixture
def room(qtbot: QtBot, parts: Parts, house: House) -> Iterator[Room]:
    assert isinstance(parts.files, FakeFiles)
    view = Guests(parts)
    view.resize(1254, 700)
    view.show()
    view.activateWindow()
    qtbot.waitExposed(view)
    yield Room(view, house, parts.files, parts)
    view.close()
    view.deleteLater()


def guest(house: House, name: str) -> int:
    channel = house.channel()
    found = guests.find(house.ctx, house.guest(channel).pushed_id)
    guests.rename(house.ctx, found.id, name)
    return found.id


def many(house: House, number: int) -> None:
    """Guests without a device, from a list."""
    lines = "".join(f"Guest {each:06d},{each}\n" for each in range(number))
    guest_lists.apply(house.ctx, guest_lists.read(house.ctx, f"name,own:till\n{lines}"))


def names(view: Guests) -> list[object]:
    model = view.listing.model
    return [model.index(row, NAME).data() for row in range(model.rowCount())]


def opened(room: Room, qtbot: QtBot, name: str = "Blue Fox") -> int:
    guest_id = guest(room.house, name)
    room.view.open_guest(guest_id)
    qtbot.waitUntil(lambda: room.view.record.isVisible() and room.view.record.name.text() == name)
    return guest_id


def test_an_empty_list_says_what_to_do(room: Room, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: "No guests yet" in room.view.listing.nothing)
    assert "import" in room.view.listing.nothing
    with qtbot.waitSignal(room.view.code_wanted):
        room.view.listing.none.deed.click()
    room.view.listing.search.setText("fox")
    qtbot.waitUntil(lambda: "Nobody matches “fox”" in room.view.listing.nothing)
    assert room.view.listing.none.deed.isHidden()


def test_the_columns(room: Room, qtbot: QtBot) -> None:
    guest_id = guest(room.house, "Blue Fox")
    qtbot.waitUntil(lambda: names(room.view) == ["Blue Fox"])
    model = room.view.listing.model
    row = [model.index(0, number).data() for number in range(model.columnCount())]
    whole_id = guests.card(room.house.ctx, guest_id).guest.pushed_id
    assert row[TAIL] == whole_id[-5:]
    assert row[DEVICES] == "1"
    assert row[2] == "English"
    assert str(row[4]).startswith("today")


def test_the_table_searches_as_one_types(room: Room, qtbot: QtBot) -> None:
    for name in ("Blue Fox", "Blue Jay", "Red Kite"):
        guest(room.house, name)
    qtbot.waitUntil(lambda: len(names(room.view)) == 3)
    QTest.keyClicks(room.view.listing.search, "blue j")
    qtbot.waitUntil(lambda: names(room.view) == ["Blue Jay"])
    room.view.listing.search.clear()
    qtbot.waitUntil(lambda: len(names(room.view)) == 3)


def test_pages_come_as_somebody_scrolls(room: Room, qtbot: QtBot) -> None:
    many(room.house, 250)
    room.view.finding.anew()
    model = room.view.listing.model
    qtbot.waitUntil(lambda: model.rowCount() == PAGE)
    assert model.canFetchMore(ROOT)
    room.view.listing.table.scrollToBottom()
    qtbot.waitUntil(lambda: model.rowCount() == 2 * PAGE)
    room.view.listing.table.scrollToBottom()
    qtbot.waitUntil(lambda: model.rowCount() == 250)
    assert not model.canFetchMore(ROOT)
    assert len(set(model.keys)) == 250


def test_nothing_moves_under_the_finger(room: Room, qtbot: QtBot) -> None:
    many(room.house, 150)
    room.view.finding.anew()
    model = room.view.listing.model
    qtbot.waitUntil(lambda: model.rowCount() == PAGE)
    room.view.listing.table.scrollToBottom()
    qtbot.waitUntil(lambda: model.rowCount() == 150)
    before = model.keys
    sixth = model.row_at(5)
    assert sixth is not None
    guests.rename(room.house.ctx, sixth.id, "Blue Fox")
    guest(room.house, "Red Kite")
    qtbot.waitUntil(lambda: names(room.view)[5] == "Blue Fox")
    assert model.keys == before


def test_enter_opens_the_best_match_and_escape_closes(room: Room, qtbot: QtBot) -> None:
    guest(room.house, "Blue Fox")
    guest(room.house, "Red Kite")
    search, record = room.view.listing.search, room.view.record
    search.setText("red")
    qtbot.waitUntil(lambda: names(room.view) == ["Red Kite"])
    QTest.keyClick(search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: record.isVisible() and record.name.text() == "Red Kite")
    QTest.keyClick(room.view, Qt.Key.Key_Escape)
    qtbot.waitUntil(record.isHidden)
    assert search.hasFocus()


def test_arrow_and_enter_in_the_table(room: Room, qtbot: QtBot) -> None:
    guest(room.house, "Blue Fox")
    guest(room.house, "Red Kite")
    qtbot.waitUntil(lambda: names(room.view) == ["Red Kite", "Blue Fox"])
    listing = room.view.listing
    QTest.keyClick(listing.search, Qt.Key.Key_Down)
    assert listing.table.hasFocus()
    QTest.keyClick(listing.table, Qt.Key.Key_Down)
    QTest.keyClick(listing.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: room.view.record.name.text() == "Blue Fox")


def test_a_finger_opens_a_record(room: Room, qtbot: QtBot) -> None:
    guest(room.house, "Blue Fox")
    qtbot.waitUntil(lambda: names(room.view) == ["Blue Fox"])
    table = room.view.listing.table
    place = table.visualRect(room.view.listing.model.index(0, NAME)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: room.view.record.name.text() == "Blue Fox")


def test_name_and_language(room: Room, qtbot: QtBot) -> None:
    guest_id = opened(room, qtbot)
    record, ctx = room.view.record, room.house.ctx
    record.name.setFocus()
    record.name.setText("Grey Owl")
    QTest.keyClick(record.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: guest_records.record(ctx, guest_id).name == "Grey Owl")
    record.language.chosen.emit("de")
    qtbot.waitUntil(lambda: guest_records.record(ctx, guest_id).language == "de")
    qtbot.waitUntil(lambda: record.language.currentText() == "German")
    qtbot.waitUntil(lambda: names(room.view) == ["Grey Owl"])


def test_an_address_is_noted_and_then_proven_by_staff(room: Room, qtbot: QtBot) -> None:
    guest_id = opened(room, qtbot)
    email = room.view.record.email
    email.field.setFocus()
    email.field.setText("fox@example.com")
    QTest.keyClick(email.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Not proven" in email.word)
    email.prove.click()
    qtbot.waitUntil(lambda: email.word.startswith("Proven"))
    assert guest_records.record(room.house.ctx, guest_id).proven
    assert email.prove.isHidden()


def test_what_is_no_address_is_told_and_not_kept(room: Room, qtbot: QtBot) -> None:
    opened(room, qtbot)
    email = room.view.record.email
    email.field.setText("fox at home")
    with qtbot.waitSignal(room.parts.notices.said) as told:
        email.field.editingFinished.emit()
    assert told.args is not None
    assert "no e-mail address" in told.args[0].sentence
    qtbot.waitUntil(lambda: email.field.text() == "")


def test_row_5_a_mailed_code_proves_the_address(post: MailHost, room: Room, qtbot: QtBot) -> None:
    guest_id = opened(room, qtbot)
    guest_records.set_email(room.house.ctx, guest_id, "fox@example.com")
    email = room.view.record.email
    qtbot.waitUntil(email.mail.isVisible)
    email.mail.click()
    assert not email.mail.isEnabled()
    qtbot.waitUntil(email.code.isVisible)
    qtbot.waitUntil(email.mail.isEnabled)
    (letter,) = post.letters
    code = letter["Subject"][:6]
    with qtbot.waitSignal(room.parts.notices.said) as told:
        email.code.setText(f"{(int(code) + 1) % 10**6:06}")
        email.compare.click()
    assert told.args is not None
    assert "not the code" in told.args[0].sentence
    email.code.setText(code)
    QTest.keyClick(email.code, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: email.word.startswith("Proven"))
    assert email.code.isHidden() or not email.code.isVisible()
    assert guest_records.record(room.house.ctx, guest_id).proven


def test_a_mail_that_fails_says_which_setting(room: Room, qtbot: QtBot) -> None:
    guest_id = opened(room, qtbot)
    guest_records.set_email(room.house.ctx, guest_id, "fox@example.com")
    email = room.view.record.email
    qtbot.waitUntil(email.mail.isVisible)
    with qtbot.waitSignal(room.parts.notices.said) as told:
        email.mail.click()
    assert told.args is not None
    assert "mail_server" in told.args[0].sentence
    qtbot.waitUntil(email.mail.isEnabled)
    assert not email.code.isVisible()


def test_a_country(room: Room, qtbot: QtBot) -> None:
    guest_id = opened(room, qtbot)
    country = room.view.record.country
    assert country.currentText() == "not known"
    country.chosen.emit("AT")
    qtbot.waitUntil(lambda: country.currentText() == "Austria")
    assert guest_records.record(room.house.ctx, guest_id).country == "AT"


def test_the_history_is_on_the_card(room: Room, qtbot: QtBot) -> None:
    guest_id = guest(room.house, "Blue Fox")
    visits.notify(room.house.ctx, guest_id, timedelta(minutes=10))
    audiences.create(room.house.ctx, "Regulars")
    audiences.add(room.house.ctx, "Regulars", guest_id)
    room.view.open_guest(guest_id)
    history = room.view.record.history
    qtbot.waitUntil(lambda: len(history.sentences) == 4)
    assert {sentence.partition(" “")[0] for sentence in history.sentences} >= {
        "Visit, called once",
        "Joined",
        "Came into",
    }
    assert not history.more.isVisible()


def test_a_long_history_is_shown_in_part(room: Room, qtbot: QtBot) -> None:
    guest_id = opened(room, qtbot)
    for number in range(30):
        events.record(room.house.ctx, guest_id, f"look.{number}")
    history = room.view.record.history
    room.view.open_record.again()
    qtbot.waitUntil(history.more.isVisible)
    assert len(history.sentences) == FIRST
    history.more.click()
    assert len(history.sentences) == 31


def test_two_records_of_one_guest_become_one(room: Room, qtbot: QtBot) -> None:
    other = guest(room.house, "Blue Fox again")
    guest_records.set_own_id(room.house.ctx, other, "crm", "42")
    guest_id = opened(room, qtbot)
    panel = room.view.record.merge
    assert not room.view.take("42")
    panel.begin.click()
    assert room.view.take("42")
    qtbot.waitUntil(lambda: offered(room) == ["Blue Fox again"])
    panel.chosen.emit(other)
    qtbot.waitUntil(panel.merge.isVisible)
    assert "crm/42" in panel.told.text()
    assert "can't be undone" in panel.told.text()
    assert guest_records.record(room.house.ctx, other).name == "Blue Fox again"
    panel.merge.click()
    qtbot.waitUntil(lambda: room.view.record.own_ids.pairs[:1] == (("crm", "42"),))
    qtbot.waitUntil(lambda: not panel.is_open)
    assert guest_records.record(room.house.ctx, guest_id).name == "Blue Fox"
    with pytest.raises(NotFound):
        guest_records.record(room.house.ctx, other)
    qtbot.waitUntil(lambda: names(room.view) == ["Blue Fox"])


def test_a_scan_finds_the_other_record(desk: Desk, qtbot: QtBot) -> None:
    window, ctx = desk.window, desk.house.ctx
    fox, again = guest(desk.house, "Blue Fox"), guest(desk.house, "Blue Fox again")
    window.go_to(Screen.GUESTS)
    window.guests.open_guest(fox)
    panel = window.guests.record.merge
    qtbot.waitUntil(panel.begin.isVisible)
    panel.begin.click()
    window._scanned(guests.card(ctx, again).guest.pushed_id)
    qtbot.waitUntil(
        lambda: (
            [each.text() for each in panel.findChildren(QPushButton) if "again" in each.text()]
            != []
        )
    )
    assert window.guests.isVisible()


def test_nobody_is_merged_without_being_seen(room: Room, qtbot: QtBot) -> None:
    other = guest(room.house, "Red Kite")
    opened(room, qtbot)
    panel = room.view.record.merge
    panel.begin.click()
    panel.search.setText("blue")
    qtbot.waitUntil(lambda: panel.told.text() == "Nobody matches.")
    panel.search.setText("red")
    qtbot.waitUntil(lambda: offered(room) == ["Red Kite"])
    panel.agreed.emit()
    panel.leave.click()
    assert not panel.is_open
    assert guest_records.record(room.house.ctx, other).name == "Red Kite"


def offered(room: Room) -> list[str]:
    buttons = room.view.record.merge.findChildren(QPushButton)
    return [each.text().partition(" · ")[0] for each in buttons if " · " in each.text()]


def test_own_ids_and_fields(room: Room, qtbot: QtBot) -> None:
    opened(room, qtbot)
    record = room.view.record
    for pairs, name, text in ((record.own_ids, "crm", "42"), (record.fields, "birthday", "12-24")):
        pairs.name.setText(name)
        pairs.text.setText(text)
        QTest.keyClick(pairs.text, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: record.own_ids.pairs == (("crm", "42"),))
    qtbot.waitUntil(lambda: record.fields.pairs == (("birthday", "12-24"),))
    record.own_ids.removed.emit("crm", "42")
    record.fields.removed.emit("birthday", "12-24")
    qtbot.waitUntil(lambda: record.own_ids.pairs == () and record.fields.pairs == ())


def test_an_own_id_of_another_guest_is_refused(room: Room, qtbot: QtBot) -> None:
    guest_records.set_own_id(room.house.ctx, guest(room.house, "Red Kite"), "crm", "42")
    opened(room, qtbot)
    with qtbot.waitSignal(room.parts.notices.said) as told:
        pairs = room.view.record.own_ids
        pairs.name.setText("crm")
        pairs.text.setText("42")
        QTest.keyClick(pairs.text, Qt.Key.Key_Return)
    assert told.args is not None
    assert "Red Kite" in told.args[0].sentence
    assert (pairs.name.text(), pairs.text.text()) == ("crm", "42")


def test_audiences_joined_and_left(room: Room, qtbot: QtBot) -> None:
    audiences.create(room.house.ctx, "Regulars")
    opened(room, qtbot)
    tags = room.view.record.audiences
    qtbot.waitUntil(lambda: tags.join.findText("Regulars") == 0)
    tags.join.activated.emit(0)
    qtbot.waitUntil(lambda: tags.names == ("Regulars",))
    assert tags.join.isHidden()
    tags.left.emit("Regulars")
    qtbot.waitUntil(lambda: tags.names == ())


def test_erasing_can_be_undone_for_ten_seconds(room: Room, qtbot: QtBot) -> None:
    guest_id = opened(room, qtbot)
    with qtbot.waitSignal(room.parts.notices.undoable) as offered:
        room.view.record.erase.click()
    assert offered.args is not None
    what, undo = offered.args
    assert "Blue Fox" in what
    assert room.view.record.isHidden()
    qtbot.waitUntil(lambda: names(room.view) == [])
    undo()
    qtbot.waitUntil(lambda: names(room.view) == ["Blue Fox"])
    room.view.finish()
    assert guest_records.record(room.house.ctx, guest_id).name == "Blue Fox"


def test_erasing_is_done_when_the_time_is_over(room: Room, qtbot: QtBot) -> None:
    guest_id = opened(room, qtbot)
    room.view.record.erase.click()
    with qtbot.waitSignal(room.parts.notices.said) as told:
        room.view.finish()
    assert told.args is not None
    assert told.args[0].sentence == "“Blue Fox” is erased."
    with pytest.raises(NotFound):
        guest_records.record(room.house.ctx, guest_id)


def test_the_floor_is_one_click_away(desk: Desk, qtbot: QtBot) -> None:
    guest_id = guest(desk.house, "Blue Fox")
    desk.window.go_to(Screen.GUESTS)
    desk.window.guests.open_guest(guest_id)
    qtbot.waitUntil(desk.window.guests.record.isVisible)
    desk.window.guests.record.call.click()
    qtbot.waitUntil(lambda: desk.window.floor.card.name.text() == "Blue Fox")
    assert desk.window.floor.isVisible()


def test_a_letter_begins_a_search_in_the_window(desk: Desk, qtbot: QtBot) -> None:
    guest(desk.house, "Blue Fox")
    desk.window.go_to(Screen.GUESTS)
    listing = desk.window.guests.listing
    qtbot.waitUntil(lambda: listing.model.rowCount() == 1)
    listing.table.setFocus()
    QTest.keyClick(listing.table, Qt.Key.Key_B)
    qtbot.waitUntil(lambda: listing.search.text() == "b")
    assert listing.search.hasFocus()


def test_a_list_is_tried_before_it_is_imported(room: Room, qtbot: QtBot, tmp_path: Path) -> None:
    room.files.source = tmp_path / "guests.csv"
    room.files.source.write_text(LIST)
    importing = room.view.importing
    room.view.listing.import_.click()
    qtbot.waitUntil(lambda: importing.model.rowCount() == 3)
    assert importing.isVisible()
    assert "create 2" in importing.told
    assert "refuse 1" in importing.told
    assert guest_records.search(room.house.ctx, "") == []
    importing.kinds.chosen.emit(What.REFUSE)
    assert importing.model.rowCount() == 1
    assert "no address" in str(importing.model.index(0, 2).data())
    importing.apply.click()
    qtbot.waitUntil(lambda: importing.told.startswith("Done: 2 guests are new"))
    assert importing.model.headerData(1, Qt.Orientation.Horizontal) == "Result"
    assert importing.model.index(0, 1).data() == "refused"
    importing.back.click()
    qtbot.waitUntil(lambda: len(names(room.view)) == 2)


def test_an_import_can_be_stopped(room: Room, qtbot: QtBot, tmp_path: Path) -> None:
    lines = "".join(f"Guest {each},{each}\n" for each in range(5000))
    room.files.source = tmp_path / "guests.csv"
    room.files.source.write_text(f"name,own:till\n{lines}")
    importing = room.view.importing
    room.view.choose_list()
    qtbot.waitUntil(importing.apply.isVisible)
    importing.apply.click()
    importing.back.click()
    qtbot.waitUntil(lambda: importing.told.startswith("Stopped."))
    assert 0 < len(guest_records.search(room.house.ctx, "", 10_000)) < 5000
    importing.back.click()
    qtbot.waitUntil(room.view.listing.isVisible)


def test_a_list_that_is_none_has_its_sentence(room: Room, qtbot: QtBot, tmp_path: Path) -> None:
    room.files.source = tmp_path / "guests.csv"
    room.files.source.write_text("name,shoe size\nBlue Fox,42\n")
    room.view.choose_list()
    importing = room.view.importing
    qtbot.waitUntil(lambda: "shoe size" in importing.told)
    assert "p256dh" not in importing.told
    assert importing.another.hasFocus()
    assert importing.apply.isHidden()
    room.files.source.write_text(LIST)
    importing.another.click()
    qtbot.waitUntil(lambda: importing.apply.isVisible() and importing.apply.isEnabled())
    assert importing.another.isHidden()


def test_a_file_that_is_not_there_has_its_sentence(
    room: Room, qtbot: QtBot, tmp_path: Path
) -> None:
    room.files.source = tmp_path / "missing.csv"
    room.view.choose_list()
    qtbot.waitUntil(lambda: "can't be read" in room.view.importing.told)


def test_stepping_back_from_a_dialog(room: Room) -> None:
    room.view.choose_list()
    room.view.save_list()
    assert room.view.listing.isVisible()


def test_the_list_is_saved(room: Room, qtbot: QtBot, tmp_path: Path) -> None:
    guest(room.house, "Blue Fox")
    files = room.parts.files
    assert isinstance(files, FakeFiles)
    files.target = tmp_path / "out.csv"
    with qtbot.waitSignal(room.parts.notices.said) as told:
        room.view.listing.export.click()
    assert told.args is not None
    assert told.args[0].sentence == "Saved as out.csv."
    assert "Blue Fox" in (tmp_path / "out.csv").read_text()
    assert files.asked == ["guests.csv"]
