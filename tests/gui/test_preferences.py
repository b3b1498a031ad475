"""Settings are saved on leaving a field; what doesn't fit is told below it."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from pushdesk.gui.main_window import Screen
from pushdesk.gui.preferences.view import Preferences
from pushdesk.gui.theme import DARK
from pushdesk.qr import drawing
from pushdesk.services import preferences, venues
from pushdesk.settings import CAMERA, CONTACT, HOLD, PUBLIC_URL, THEME
from tests.gui.desk_fixture import Desk


@pytest.fixture
def screen(desk: Desk, qtbot: QtBot) -> Preferences:
    desk.house.channel()
    desk.window.go_to(Screen.PREFERENCES)
    shown = desk.window.preferences
    qtbot.waitUntil(lambda: shown.venue.field.text() != "")
    return shown


def test_the_venues_name(desk: Desk, screen: Preferences, qtbot: QtBot) -> None:
    screen.venue.field.setText("Trattoria Luna")
    QTest.keyClick(screen.venue.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: venues.get(desk.house.ctx).name == "Trattoria Luna")
    qtbot.waitUntil(lambda: desk.window.header.venue == "Trattoria Luna")


def test_an_address_that_is_none_is_told_in_place(
    desk: Desk, screen: Preferences, qtbot: QtBot
) -> None:
    screen.public_url.field.setText("luna dot com")
    screen.public_url.field.editingFinished.emit()
    qtbot.waitUntil(lambda: "is no web address" in screen.public_url.told.text())
    assert preferences.get(desk.house.ctx, PUBLIC_URL) == ""
    assert screen.public_url.field.text() == "luna dot com"


def test_the_contact(desk: Desk, screen: Preferences, qtbot: QtBot) -> None:
    screen.contact.field.setText("desk@luna.example")
    screen.contact.field.editingFinished.emit()
    qtbot.waitUntil(lambda: preferences.get(desk.house.ctx, CONTACT) == "desk@luna.example")


def test_the_hold(desk: Desk, screen: Preferences, qtbot: QtBot) -> None:
    click(screen, "20, minutes' hold")
    qtbot.waitUntil(lambda: preferences.get(desk.house.ctx, HOLD) == 20)


def test_the_colours(desk: Desk, screen: Preferences, qtbot: QtBot) -> None:
    click(screen, "Dark, colours")
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    assert application.palette().window().color() == QColor(DARK.paper)
    qtbot.waitUntil(lambda: preferences.get(desk.house.ctx, THEME) == "dark")


def test_the_camera(desk: Desk, screen: Preferences, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: screen.camera.count() == 2)
    screen.camera.setCurrentIndex(1)
    screen.camera.activated.emit(1)
    qtbot.waitUntil(lambda: preferences.get(desk.house.ctx, CAMERA) == "front")


def test_the_logo(desk: Desk, screen: Preferences, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "logo.png"
    file.write_bytes(drawing.png("logo", 64))
    desk.files.picture = file
    screen.logo.choose.click()
    qtbot.waitUntil(lambda: venues.get(desk.house.ctx).logo is not None)
    qtbot.waitUntil(screen.logo.take_away.isEnabled)
    screen.logo.take_away.click()
    qtbot.waitUntil(lambda: venues.get(desk.house.ctx).logo is None)


def click(screen: Preferences, name: str) -> None:
    (chip,) = [each for each in screen.findChildren(QPushButton) if each.accessibleName() == name]
    chip.click()
