"""The frame: keys, notices, training, one window for each venue, sizes for fingers."""

import gc
import weakref
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from pushdesk.domain.events import ConnectionChanged, KeyRefused
from pushdesk.errors import UserError
from pushdesk.gui import single_window
from pushdesk.gui.bug_dialog import BugDialog, BugReporter
from pushdesk.gui.main_window import Screen
from pushdesk.gui.notices import Tone
from pushdesk.gui.problem import Problem
from pushdesk.gui.program import Parts
from pushdesk.gui.single_window import SingleWindow
from pushdesk.gui.staff.at_the_desk import AtTheDesk
from pushdesk.services import guests, visits
from tests.gui.desk_fixture import Desk, desk_for
from tests.gui.screen_tools import settle
from tests.house import House

CTRL = Qt.KeyboardModifier.ControlModifier


def test_each_screen_has_its_key(desk: Desk, qtbot: QtBot) -> None:
    window = desk.window
    for number, screen in enumerate(
        (
            window.floor,
            window.channels,
            window.history,
            window.preferences,
            window.guests,
            window.audiences,
            window.composer,
            window.rules,
        )
    ):
        QTest.keyClick(desk.window, Qt.Key(Qt.Key.Key_1 + number), CTRL)
        qtbot.waitUntil(screen.isVisible)


def test_help_lies_over_the_window_and_goes_again(desk: Desk, qtbot: QtBot) -> None:
    QTest.keyClick(desk.window, Qt.Key.Key_F1)
    assert desk.window.help.isVisible()
    assert desk.window.rect().contains(desk.window.help.geometry())
    QTest.keyClick(desk.window.help, Qt.Key.Key_Escape)
    qtbot.waitUntil(desk.window.help.isHidden)


def test_help_goes_when_somebody_goes_elsewhere(desk: Desk) -> None:
    desk.window.help.toggle()
    desk.window.go_to(Screen.HISTORY)
    assert desk.window.help.isHidden()


def test_f11_shows_the_code_from_the_floor(desk: Desk, qtbot: QtBot) -> None:
    channel = desk.house.channel()
    desk.window.go_to(Screen.FLOOR)
    qtbot.waitUntil(lambda: desk.window.floor.code.alias == channel.alias)
    QTest.keyClick(desk.window, Qt.Key.Key_F11)
    kiosk = desk.window.kiosk
    assert kiosk is not None
    qtbot.waitUntil(lambda: not kiosk.view.is_empty)


def test_a_lost_connection_is_told(desk: Desk, qtbot: QtBot) -> None:
    desk.house.ctx.bus.publish(ConnectionChanged(online=False, sentence="The network is down."))
    qtbot.waitUntil(lambda: "The network is down." in desk.window.banner.sentence)
    assert desk.window.header.connection == "No connection: calls wait"
    desk.house.ctx.bus.publish(ConnectionChanged(online=True, sentence=""))
    qtbot.waitUntil(lambda: desk.window.header.connection == "Connected")


def test_a_refused_key_is_told(desk: Desk, qtbot: QtBot) -> None:
    desk.house.ctx.bus.publish(KeyRefused("The key was refused."))
    qtbot.waitUntil(lambda: "The key was refused." in desk.window.banner.sentence)


def test_a_notice_steals_no_focus_and_moves_nothing(desk: Desk, qtbot: QtBot) -> None:
    desk.window.go_to(Screen.FLOOR)
    desk.window.scan_panel.field.setFocus()
    before = desk.window.floor.geometry()
    desk.parts.notices.fault(UserError("It broke.", "The wire is cut.", "Mend it."))
    assert desk.window.banner.sentence == "It broke. The wire is cut. Mend it."
    assert desk.window.scan_panel.field.hasFocus()
    QApplication.processEvents()
    assert desk.window.floor.geometry() == before


def test_an_alarm_is_not_hidden_by_a_lesser_notice(desk: Desk) -> None:
    desk.parts.notices.say(Tone.ALARM, "Blue Fox's phone can't ring any more.")
    desk.parts.notices.say(Tone.INFO, "The link is copied.")
    assert desk.window.banner.sentence == "Blue Fox's phone can't ring any more."


def test_a_second_start_raises_the_first_window(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    name = single_window.name_for(tmp_path)
    assert not single_window.raise_first(name)
    first = SingleWindow(name)
    first.wanted.connect(desk.window.come_forward)
    desk.window.showMinimized()
    with qtbot.waitSignal(first.wanted):
        assert single_window.raise_first(name)
    assert not desk.window.isMinimized()
    first.stop()
    first.deleteLater()


def test_each_venue_has_a_window_of_its_own(tmp_path: Path) -> None:
    assert single_window.name_for(tmp_path / "a") != single_window.name_for(tmp_path / "b")


class Class:
    """A training of one guest."""

    def __init__(self, house: House) -> None:
        self.guest = house.guest(house.channel())

    def practice_guests(self) -> Sequence[tuple[str, str]]:
        return [("Blue Fox", self.guest.pushed_id)]


def test_training_offers_guests_to_scan(qtbot: QtBot, house: House) -> None:
    with desk_for(house, training=Class(house)) as desk:
        desk.window.show()
        (pick,) = [
            each for each in desk.window.findChildren(QPushButton) if each.text() == "Blue Fox"
        ]
        pick.click()
        qtbot.waitUntil(lambda: desk.window.floor.details.is_adding)


def test_a_bug_can_be_copied(qtbot: QtBot, parts: Parts) -> None:
    reporter = BugReporter(parts.theme)
    reporter.tell("Traceback: the report")
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), BugDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, BugDialog)
    dialog.copy.click()
    assert QApplication.clipboard().text() == "Traceback: the report"
    dialog.accept()
    reporter.deleteLater()


def test_a_start_that_fails_has_three_sentences(qtbot: QtBot, parts: Parts) -> None:
    problem = Problem(parts.theme, UserError("The port is in use.", "Another has it.", "Wait."))
    problem.show()
    problem.accept()
    problem.deleteLater()


@pytest.mark.parametrize("size", [QSize(1024, 700), QSize(1366, 768)], ids=["1024", "1366"])
def test_everything_has_a_name_and_room_for_a_finger(desk: Desk, qtbot: QtBot, size: QSize) -> None:
    guest = guests.find(desk.house.ctx, desk.house.guest(desk.house.channel()).pushed_id)
    visits.notify(desk.house.ctx, guest.id, timedelta(minutes=10))
    desk.window.resize(size)
    desk.window.floor.open_guest(guest.id)
    qtbot.waitUntil(lambda: not desk.window.floor.card.is_empty)
    qtbot.waitUntil(lambda: desk.window.channels.detail.name.text() != "")
    for screen in Screen:
        desk.window.go_to(screen)
        QApplication.processEvents()
        assert desk.window.size() == size
        for kind in (QPushButton, QToolButton, QLineEdit, QComboBox):
            for widget in desk.window.findChildren(kind):
                if widget.isVisible():
                    is_for_a_finger(widget)


def is_for_a_finger(widget: QWidget) -> None:
    assert widget.accessibleName(), widget
    assert min(widget.width(), widget.height()) >= 48, widget.accessibleName()
    if isinstance(widget, QPushButton):
        assert widget.width() >= widget.minimumSizeHint().width(), widget.text()


def test_the_main_button_is_large(desk: Desk, qtbot: QtBot) -> None:
    guest = guests.find(desk.house.ctx, desk.house.guest(desk.house.channel()).pushed_id)
    desk.window.floor.open_guest(guest.id)
    button = desk.window.floor.card.call_box.button
    qtbot.waitUntil(button.hasFocus)
    desk.window.resize(1024, 700)
    QApplication.processEvents()
    assert button.width() >= 120
    assert button.height() >= 56


def test_nothing_holds_a_window_that_was_closed(qtbot: QtBot, house: House) -> None:
    """A slot is held by its sender, where Python's collector can't look."""
    closed = a_day_at_the_desk(house)
    gc.collect()
    assert closed() is None


def a_day_at_the_desk(house: House) -> "weakref.ref[QWidget]":
    channel = house.channel()
    guest = guests.find(house.ctx, house.guest(channel).pushed_id)
    with desk_for(house) as desk:
        staff = AtTheDesk(
            desk.inputs, desk.parts, desk.window.header, desk.window.rail, desk.window
        )
        desk.window.show()
        desk.window.floor.open_guest(guest.id)
        for screen in Screen:
            desk.window.go_to(screen)
            settle(desk)
        desk.window.show_kiosk(channel.alias)
        settle(desk)
        staff.stop()
        return weakref.ref(desk.window)
