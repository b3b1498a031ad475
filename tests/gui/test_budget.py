"""The budgets of the floor, counted with real keys, taps and scans in the real window."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from pushdesk.domain.deliveries import DeliveryState
from pushdesk.domain.visits import State
from pushdesk.services import guests, messages, preferences, waiting_list
from pushdesk.services.waiting_list import Party, Row
from pushdesk.settings import TEST_RING
from tests.gui import row_reaction
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

    def letter(self, letter: str, qtbot: QtBot) -> None:
        """Alone, so that it is no scanner's."""
        self.acts += 1
        QTest.keyClicks(self._focus(), letter)
        qtbot.waitUntil(lambda: not self.desk.scanner.is_busy)

    def tap(self, widget: QWidget) -> None:
        self.acts += 1
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def scan(self, code: str) -> None:
        """Key by key at a scanner's speed, into whatever has the focus."""
        self.acts += 1
        QTest.keyClicks(self._focus(), code)
        QTest.keyClick(self._focus(), Qt.Key.Key_Return)
        # The same code within two seconds is one scan.
        self.desk.house.clock.advance(timedelta(seconds=3))

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
    hand.scan(held.pushed_id)
    qtbot.waitUntil(lambda: floor.details.is_adding)
    hand.scan(held.pushed_id)
    qtbot.waitUntil(lambda: floor.list.order == (guest_id,))
    qtbot.waitUntil(lambda: not floor.details.is_adding)
    hand.scan(held.pushed_id)
    qtbot.waitUntil(lambda: shown_state(desk, guest_id) is State.CALLED)
    hand.scan(held.pushed_id)  # within the cool-down nothing happens
    qtbot.waitUntil(lambda: desk.window.scan_panel.line.startswith("Found"))
    desk.house.clock.advance(timedelta(seconds=16))
    hand.scan(held.pushed_id)
    qtbot.waitUntil(lambda: not listed(desk))
    assert hand.acts == 5


def test_the_same_code_twice_at_once_is_one_scan(desk: Desk, hand: Hand, qtbot: QtBot) -> None:
    """A scanner's double click must not save the party that its first click has opened."""
    held = desk.house.guest(desk.house.channel())
    hand.scan(held.pushed_id)
    desk.house.clock.advance(timedelta(seconds=-3))
    qtbot.waitUntil(lambda: desk.window.floor.details.is_adding)
    hand.scan(held.pushed_id)
    assert not listed(desk)


def test_r_calls_again_once_the_cool_down_is_over(
    desk: Desk, hand: Hand, guest: int, qtbot: QtBot
) -> None:
    row = row_of(desk, guest)
    hand.key(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: shown_state(desk, guest) is State.CALLED)
    qtbot.waitUntil(lambda: row.main.text() == "Again 15 s")
    for _tap in range(2):
        hand.letter("r", qtbot)
        hand.tap(row.main)
    assert rows(desk)[0].times_called == 1
    assert desk.window.banner.sentence == ""
    desk.house.clock.advance(timedelta(seconds=15))
    desk.window.floor.tick()
    assert row.main.text() == "Again"
    before = hand.acts
    hand.letter("r", qtbot)
    # The call itself may be entered before the letter's time is over.
    assert row.state.word in {"Calling …", "sending"}
    assert hand.acts == before + 1
    qtbot.waitUntil(lambda: rows(desk)[0].times_called == 2)


def test_what_goes_to_many_can_be_taken_back_before_it_leaves(
    desk: Desk, hand: Hand, guest: int, qtbot: QtBot
) -> None:
    """A call to one party leaves at once; what everybody would be told waits for ten seconds."""
    hand.key(Qt.Key.Key_B)
    qtbot.waitUntil(lambda: desk.window.floor.details.is_late)
    hand.key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [row.quote_minutes for row in rows(desk)] == [20])
    assert desk.sender.latest().state is DeliveryState.QUEUED
    qtbot.waitUntil(lambda: "10 min more" in desk.window.undo_bar.sentence)
    QTest.keyClick(desk.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: [row.quote_minutes for row in rows(desk)] == [10])
    assert messages.recent(desk.house.ctx) == []


@pytest.mark.parametrize("by", ["key", "tap"])
def test_a_call_that_waits_is_taken_back_by_the_same_tap(
    desk: Desk, hand: Hand, guest: int, qtbot: QtBot, by: str
) -> None:
    row, floor = row_of(desk, guest), desk.window.floor
    floor.deeds.grace.milliseconds = 60_000
    for told in (("sending …", "Stop"), ("waits", "Notify"), ("sending …", "Stop")):
        if by == "tap":
            hand.tap(row.main)
        else:
            hand.key(Qt.Key.Key_Space)
        assert (row.state.word, row.main.text()) == told
    assert rows(desk)[0].state is State.WAITING
    hand.key(Qt.Key.Key_Space)
    floor.deeds.grace.milliseconds = 1
    hand.key(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: shown_state(desk, guest) is State.CALLED)


@pytest.mark.alone
def test_a_row_answers_at_once_while_ten_thousand_others_are_sent_to(
    qapp: QApplication, record_property: Callable[[str, object], None]
) -> None:
    """Where the machine itself is slow, sending makes it no worse than twice."""
    found = row_reaction.measure(10_000, 15)
    assert found.sent_before < found.sent < 10_000
    idle, busy = median(found.idle), median(found.busy)
    record_property("idle_ms", idle * 1000)
    record_property("sending_ms", busy * 1000)
    assert busy <= max(REACTION_SECONDS, 2 * idle)


@pytest.mark.parametrize("by", ["key", "tap", "lane"])
def test_notify_seat_and_undo_take_one_each(
    desk: Desk, hand: Hand, guest: int, qtbot: QtBot, by: str
) -> None:
    row = row_of(desk, guest)
    began = time.thread_time()  # other programs' time is not ours
    match by:
        case "key":
            hand.key(Qt.Key.Key_Space)
        case "tap":
            hand.tap(row.main)
        case _:
            hand.key(Qt.Key.Key_F2)
    assert row.state.word == "Calling …"
    assert time.thread_time() - began < REACTION_SECONDS
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
