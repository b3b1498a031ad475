"""A host who gets to a manager's or an owner's deed by keyboard is told whose it is."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pushdesk.gui.main_window import Screen
from pushdesk.services import channels, guest_records, guests, staff
from pushdesk.services.staff import Role
from tests.gui.desk_fixture import Desk


@pytest.fixture
def told(desk: Desk) -> Iterator[list[str]]:
    """All that the banner has said; Hugo, a host, is at the desk."""
    staff.add(desk.house.ctx, "Olga", "1111", Role.OWNER)
    hugo = staff.add(desk.house.ctx, "Hugo", "2222", Role.HOST)
    desk.parts.duty.take(hugo.id)
    said: list[str] = []
    desk.parts.notices.said.connect(lambda notice: said.append(notice.sentence))
    desk.parts.background.failed.connect(lambda error: said.append(str(error)))
    yield said
    desk.parts.duty.take(None)


def test_erasing_with_the_space_bar(desk: Desk, told: list[str], qtbot: QtBot) -> None:
    guest = guests.by_pass(desk.house.ctx, desk.house.guest(desk.house.channel()).token).guest
    desk.window.go_to(Screen.GUESTS)
    desk.window.guests.open_guest(guest.id)
    qtbot.waitUntil(desk.window.guests.record.isVisible)
    QTest.keyClick(desk.window.guests.record.erase, Qt.Key.Key_Space)
    desk.window.guests.finish()
    qtbot.waitUntil(lambda: any(each.startswith("Only an owner may do this.") for each in told))
    assert guest_records.record(desk.house.ctx, guest.id).id == guest.id


def test_a_channel_with_enter(desk: Desk, told: list[str], qtbot: QtBot) -> None:
    desk.house.channel()
    desk.window.go_to(Screen.CHANNELS)
    listing = desk.window.channels.listing
    qtbot.waitUntil(lambda: len(listing.entries) == 1)
    listing.name.setText("Terrace")
    QTest.keyClick(listing.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: any("Only a manager or an owner may do this." in each for each in told))
    assert len(channels.every(desk.house.ctx)) == 1
