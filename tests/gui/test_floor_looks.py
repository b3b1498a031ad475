"""What the floor looks like: nothing that is pressed is cut, and signs say what they stand for."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from pushdesk.gui.floor.waiting_row import WaitingRow
from pushdesk.gui.main_window import Screen
from pushdesk.services import visits, waiting_list
from pushdesk.services.waiting_list import Party
from tests.gui.desk_fixture import Desk
from tests.gui.screen_tools import SIZE, SMALL, settle


@pytest.mark.parametrize("size", [SIZE, SMALL])
def test_the_minutes_of_a_hold_are_whole_without_scrolling(
    desk: Desk, size: QSize, qtbot: QtBot
) -> None:
    guest = waits(desk, "Blue Fox")
    shown_at(desk, size)
    visits.notify(desk.house.ctx, guest, timedelta(minutes=10))
    desk.house.clock.advance(timedelta(minutes=3))
    desk.window.floor.open_guest(guest)
    qtbot.waitUntil(lambda: not desk.window.floor.card.is_empty)
    settle(desk)
    box = desk.window.floor.card.call_box
    assert is_whole(box.chips)
    assert box.chips.width() >= 5 * 48


@pytest.mark.parametrize("size", [SIZE, SMALL])
def test_the_left_side_needs_no_scrolling(desk: Desk, size: QSize) -> None:
    shown_at(desk, size)
    floor = desk.window.floor
    assert all(is_whole(part) for part in (floor.lanes, floor.code, floor.code.large))


def test_timers_stand_in_one_column_and_no_show_keeps_away_from_the_main_button(
    desk: Desk, qtbot: QtBot
) -> None:
    late = waits(desk, "Blue Fox")
    other = waits(desk, "Grey Owl")
    shown_at(desk, SIZE)
    visits.notify(desk.house.ctx, late, timedelta(minutes=5))
    desk.house.clock.advance(timedelta(minutes=6))
    rows = desk.window.floor.list.rows
    qtbot.waitUntil(lambda: late in rows and rows[late].other.isVisible())
    settle(desk)
    assert right_of(rows[late]) == right_of(rows[other])
    assert rows[late].main.x() - rows[late].other.geometry().right() >= 24


def test_an_empty_list_says_what_it_is_for_and_has_the_button_to_begin(desk: Desk) -> None:
    shown_at(desk, SMALL)
    floor = desk.window.floor
    assert "Each gets a row here." in floor.list.nobody
    assert is_whole(floor.list.add)
    QTest.mouseClick(floor.list.add, Qt.MouseButton.LeftButton)
    assert floor.details.is_adding


def test_the_list_has_the_keys_at_first_and_its_chosen_row_says_so(desk: Desk) -> None:
    guest = waits(desk, "Blue Fox")
    shown_at(desk, SIZE)
    floor = desk.window.floor
    assert floor.list.hasFocus()
    assert floor.list.property("bare") == "yes"
    floor.open_guest(guest)
    row = floor.list.rows[guest]
    assert (floor.list.property("bare"), row.property("chosen")) == ("no", "keys")
    desk.window.scan_panel.field.setFocus()
    assert row.property("chosen") == "yes"


def test_the_sign_says_until_when_the_desk_is_muted(desk: Desk) -> None:
    shown_at(desk, SIZE)
    summary, clock = desk.window.floor.summary, desk.house.clock
    QTest.mouseClick(summary.mute, Qt.MouseButton.LeftButton)
    until = (clock.now() + timedelta(minutes=30)).astimezone()
    assert summary.mute.text() == f"muted until {until:%H:%M}"
    desk.window.resize(SMALL)
    settle(desk)
    assert summary.mute.text() == f"{until:%H:%M}"
    clock.advance(timedelta(minutes=30))
    desk.window.floor.tick()
    assert summary.mute.text() == ""
    assert summary.mute.accessibleName() == "Mute for 30 minutes"


def waits(desk: Desk, name: str) -> int:
    return waiting_list.add(desk.house.ctx, Party(name=name, quote_minutes=30)).guest_id


def shown_at(desk: Desk, size: QSize) -> None:
    desk.house.channel()
    desk.window.go_to(Screen.FLOOR)
    desk.window.resize(size)
    desk.window.show()
    desk.window.activateWindow()
    settle(desk)
    desk.window.go_to(Screen.FLOOR)
    settle(desk)


def right_of(row: WaitingRow) -> int:
    return row.timer.mapTo(row, QPoint(row.timer.width(), 0)).x()


def is_whole(part: QWidget) -> bool:
    """Shown, and inside of each scroll area that it stands in."""
    above = part.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            place = QRect(part.mapTo(above.viewport(), QPoint()), part.size())
            if not above.viewport().rect().contains(place):
                return False
        above = above.parentWidget()
    return part.isVisible()
