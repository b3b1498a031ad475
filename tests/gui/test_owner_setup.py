"""What an owner sets up on the first evening: a copy of everything, the public address."""

import zipfile

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pushdesk.gui.main_window import Screen
from pushdesk.gui.preferences.view import Page, Preferences
from pushdesk.services import venue_keys
from tests.gui.desk_fixture import Desk


def opened(desk: Desk, qtbot: QtBot) -> Preferences:
    desk.house.channel()
    desk.window.go_to(Screen.PREFERENCES)
    screen = desk.window.preferences
    qtbot.waitUntil(lambda: screen.venue.name.field.text() != "")
    return screen


def test_a_copy_of_everything_is_saved_from_the_window(
    desk: Desk, qtbot: QtBot, tmp_path_factory: pytest.TempPathFactory
) -> None:
    database = desk.house.ctx.store.file
    assert database is not None
    venue_keys.load(database.parent / "keys", desk.house.ctx.store)
    copy = opened(desk, qtbot).venue.copy
    qtbot.waitUntil(lambda: copy.told.text() == "No copy has been saved yet.")
    disk = tmp_path_factory.mktemp("disk")
    desk.files.target = disk / "venue.backup"
    QTest.mouseClick(copy.save, Qt.MouseButton.LeftButton)
    assert desk.files.asked == ["venue-2026-11-21.backup"]
    qtbot.waitUntil(lambda: copy.told.text() == f"Saved as venue.backup in {disk}.")
    with zipfile.ZipFile(desk.files.target) as archive:
        assert "pushdesk.db" in archive.namelist()
    desk.house.channel("Terrace")
    desk.parts.events.everything_changed.emit()
    qtbot.waitUntil(lambda: copy.told.text().startswith("Last copy: today "))


def test_a_copy_in_the_data_folder_is_refused_in_place(desk: Desk, qtbot: QtBot) -> None:
    database = desk.house.ctx.store.file
    assert database is not None
    copy = opened(desk, qtbot).venue.copy
    desk.files.target = database.with_name("venue.backup")
    copy.save.click()
    qtbot.waitUntil(lambda: "own data folder" in copy.told.text())
    assert copy.save.isEnabled()


def test_the_note_at_the_code_leads_to_the_public_address(desk: Desk, qtbot: QtBot) -> None:
    desk.house.channel()
    code = desk.window.channels.detail.code
    qtbot.waitUntil(code.set_address.isVisible)
    QTest.mouseClick(code.set_address, Qt.MouseButton.LeftButton)
    screen = desk.window.preferences
    assert screen.isVisible()
    assert screen.pages.value == Page.PHONES
    assert screen.phones.public_url.field.hasFocus()


def test_the_public_address_is_checked_on_wish(desk: Desk, qtbot: QtBot) -> None:
    phones = opened(desk, qtbot).phones
    desk.window.preferences.turn_to(Page.PHONES)
    QTest.mouseClick(phones.check.check, Qt.MouseButton.LeftButton)
    assert not phones.check.check.isEnabled()
    qtbot.waitUntil(lambda: "works on this computer only" in phones.check.told)
    assert "doesn't answer: Connection refused." in phones.check.told
    assert phones.check.check.isEnabled()
