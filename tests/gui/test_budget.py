"""The budgets of the floor, counted with real keys, taps and scans in the real window."""

import time
from dataclasses import dataclass
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from pushdesk.domain.visits import State
from pushdesk.services import guests, preferences, waiting_list
from pushdesk.services.waiting_list import Party, Row
from pushdesk.settings import TEST_RING
from tests.gui.desk_fixture import Desk
from tests.gui.test_floor import joins, listed, on_the_floor, row_of

REACTION_SECONDS = 0.1


@dataclass
class Hand:
    """Counts what a person does."""

    desk: Desk
    acts: int = 0

    def key(self, key: Qt.Key) -> None:
        self.acts += 1
        QTest.keyClick(self._focus(), key)

    def tap(self, widget: QWidget) -> None:
        self.acts += 1
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def scan(self, code: str) -> None:
        """What the scanner's filter lets through, whatever has the focus."""
        self.acts += 1
        self.desk.window._scanned(code)

    def _focus(self) -> QWidget:
        return QApplication.focusWidget() or self.desk.window


@pytest.fixture
def hand(desk: Desk) -> Hand:
    preferences.put(desk.house.ctx, TEST_RING, "off")
    on_the_floor(desk)
    return Hand(desk)


@pytest.fixture
def guest(desk: Desk, hand: Hand, qtbot: QtBot) -> int:
    """On the list and chosen; the list has the focus."""
    guest_id = joins(desk.house, "Blue Fox")
    floor = desk.window.floor
    qtbot.waitUntil(lambda: floor.list.order == (guest_id,))
    floor.host.choose(guest_id)
    floor.list.setFocus()
    return guest_id


def test_scan_in_takes_a_scan_one_size_and_enter(desk: Desk, hand: Hand, qtbot: QtBot) -> None:
    """And by the scanner alone: a second scan saves the usual two, later ones notify and seat."""
    held = desk.house.guest(desk.house.channel())
    hand.scan(held.pushed_id)
    qtbot.waitUntil(lambda: desk.window.floor.details.is_adding)
    qtbot.waitUntil(lambda: not desk.window.scan_panel.line.startswith("Ready"))
    hand.key(Qt.Key.Key_4)
    hand.key(Qt.Key.Key_Return)
    assert hand.acts == 3
    qtbot.waitUntil(lambda: [row.size for row in rows(desk)] == [4])


def test_scans_alone_add_notify_and_seat(desk: Desk, hand: Hand, qtbot: QtBot) -> None:
    held = desk.house.guest(desk.house.channel())
    guest_id = guests.find(desk.house.ctx, held.pushed_id).id
    floor = desk.window.floor
    floor.scanned(guest_id)
    floor.scanned(guest_id)
    qtbot.waitUntil(lambda: floor.list.order == (guest_id,))
    floor.scanned(guest_id)
    qtbot.waitUntil(lambda: shown_state(desk, guest_id) is State.CALLED)
    floor.scanned(guest_id)  # within the cool-down nothing happens
    desk.house.clock.advance(timedelta(seconds=16))
    floor.scanned(guest_id)
    qtbot.waitUntil(lambda: not listed(desk))


@pytest.mark.parametrize("by", ["key", "tap", "lane"])
def test_notify_seat_and_undo_take_one_each(
    desk: Desk, hand: Hand, guest: int, qtbot: QtBot, by: str
) -> None:
    row = row_of(desk, guest)
    began = time.perf_counter()
    match by:
        case "key":
            hand.key(Qt.Key.Key_Space)
        case "tap":
            hand.tap(row.main)
        case _:
            hand.key(Qt.Key.Key_F2)
    assert row.state.word == "Calling …"
    assert time.perf_counter() - began < REACTION_SECONDS
    qtbot.waitUntil(lambda: rows(desk)[0].state is State.CALLED)
    qtbot.waitUntil(lambda: shown_state(desk, guest) is State.CALLED)
    hand.key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not listed(desk))
    assert hand.acts == 2
    qtbot.waitUntil(lambda: "seated" in desk.window.undo_bar.sentence)
    hand.tap(desk.window.undo_bar.button)
    qtbot.waitUntil(lambda: listed(desk) == {guest})
    assert hand.acts == 3


def test_everyone_ten_minutes_later_takes_two_and_tells_how_many_before(
    desk: Desk, hand: Hand, guest: int, qtbot: QtBot
) -> None:
    floor = desk.window.floor
    waiting_list.add(desk.house.ctx, Party(name="Red Kite", quote_minutes=20))
    qtbot.waitUntil(lambda: len(floor.list.order) == 2)
    hand.tap(floor.summary.late)
    qtbot.waitUntil(lambda: "2 parties" in floor.details.late.count)
    hand.tap(floor.details.late.steps[10])
    assert hand.acts == 2
    qtbot.waitUntil(lambda: [row.quote_minutes for row in rows(desk)] == [20, 30])


def test_everyone_ten_minutes_later_by_key(
    desk: Desk, hand: Hand, guest: int, qtbot: QtBot
) -> None:
    hand.key(Qt.Key.Key_B)
    qtbot.waitUntil(lambda: desk.window.floor.details.is_late)
    hand.key(Qt.Key.Key_Return)
    assert hand.acts == 2
    qtbot.waitUntil(lambda: [row.quote_minutes for row in rows(desk)] == [20])


def test_no_show_takes_one(desk: Desk, hand: Hand, guest: int, qtbot: QtBot) -> None:
    hand.key(Qt.Key.Key_X)
    qtbot.waitUntil(lambda: not listed(desk))
    assert hand.acts == 1


def rows(desk: Desk) -> tuple[Row, ...]:
    return waiting_list.floor(desk.house.ctx).rows


def shown_state(desk: Desk, guest_id: int) -> State | None:
    """As the window knows it."""
    row = desk.window.floor.host.row_of(guest_id)
    return row.state if row else None
