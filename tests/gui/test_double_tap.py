"""Whoever taps twice, or holds a key down, gets what one tap would have brought."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from pushdesk.domain.holds import DEFAULT_HOLD
from pushdesk.domain.requests import Request
from pushdesk.domain.targets import Channel as ChannelTarget
from pushdesk.domain.visits import State
from pushdesk.gui.main_window import Screen
from pushdesk.gui.notices import Notice, Tone
from pushdesk.services import audiences, channels, messages, venues, visits, waiting_list
from pushdesk.services.waiting_list import Row
from tests.gui.desk_fixture import Desk
from tests.gui.test_floor import joins, on_the_floor, state_of

NOT_YET = 60_000


@pytest.fixture
def faults(desk: Desk) -> list[str]:
    """What the window complains of."""
    told = list[str]()

    def hear(notice: Notice) -> None:
        if notice.tone is not Tone.INFO:
            told.append(notice.what)

    desk.parts.notices.said.connect(hear)
    return told


@contextmanager
def double_taps(milliseconds: int = NOT_YET) -> Iterator[None]:
    """For so long a second tap belongs to the first."""
    before = QApplication.doubleClickInterval()
    QApplication.setDoubleClickInterval(milliseconds)
    yield
    QApplication.setDoubleClickInterval(before)


def enter_twice(field: QLineEdit, text: str) -> None:
    field.setText(text)
    for _each in range(2):
        QTest.keyClick(field, Qt.Key.Key_Return)


def test_one_party_is_added(desk: Desk, faults: list[str], qtbot: QtBot) -> None:
    on_the_floor(desk)
    floor, add = desk.window.floor, desk.window.floor.details.add
    for name in ("Red Kite", "Grey Owl"):
        floor.add_party()
        enter_twice(add.name, name)
        qtbot.waitUntil(lambda: not floor.details.is_adding)
    assert [row.name for row in rows(desk)] == ["Red Kite", "Grey Owl"]
    assert faults == []


def test_a_party_that_was_refused_can_be_saved_again(
    desk: Desk, faults: list[str], qtbot: QtBot
) -> None:
    on_the_floor(desk)
    floor = desk.window.floor
    guest_id = joins(desk.house, "Blue Fox")
    qtbot.waitUntil(lambda: floor.list.order == (guest_id,))
    floor.details.open_add(guest_id)
    for _each in range(2):
        faults.clear()
        floor.details.add.save.click()
        qtbot.waitUntil(lambda: len(faults) == 1)
    assert floor.details.is_adding


def test_the_first_channel(desk: Desk, faults: list[str], qtbot: QtBot) -> None:
    view = desk.window.channels
    qtbot.waitUntil(lambda: view.is_first_time)
    enter_twice(view.first_steps.channel, "Lunch")
    qtbot.waitUntil(lambda: not view.is_first_time)
    enter_twice(view.listing.name, "Bar")
    qtbot.waitUntil(lambda: len(view.listing.entries) == 2)
    assert [one.name for one in channels.every(desk.house.ctx)] == ["Lunch", "Bar"]
    assert faults == []


def test_a_list_that_is_kept_by_hand(desk: Desk, faults: list[str], qtbot: QtBot) -> None:
    listing = desk.window.audiences.listing
    listing.name.setText("Regulars")
    for _each in range(2):
        listing.by_hand.click()
    qtbot.waitUntil(lambda: listing.name.text() == "")
    assert [one.name for one in audiences.every(desk.house.ctx)] == ["Regulars"]
    assert faults == []


def test_another_venue(desk: Desk, faults: list[str], qtbot: QtBot) -> None:
    page = desk.window.preferences.venue
    enter_twice(page.another, "Harbour")
    qtbot.waitUntil(lambda: page.another.text() == "")
    assert [one.name for one in venues.every(desk.house.ctx)][1:] == ["Harbour"]
    assert faults == []


def test_enter_that_closes_a_panel_seats_nobody(desk: Desk, qtbot: QtBot) -> None:
    floor, guest_id = on_the_floor(desk), joins(desk.house, "Blue Fox")
    visits.notify(desk.house.ctx, guest_id, DEFAULT_HOLD)
    qtbot.waitUntil(lambda: floor.list.order == (guest_id,))
    floor.host.choose(guest_id)
    with double_taps():
        floor.details.open_row(rows(desk)[0])
        enter_twice(floor.details.add.name, "Red Kite")
        QTest.keyClick(floor.list, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: [row.name for row in rows(desk)] == ["Red Kite"])
        assert state_of(desk, guest_id) is State.CALLED
    QTest.keyClick(floor.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: rows(desk) == ())


def test_a_key_that_is_held_down_calls_once(desk: Desk, qtbot: QtBot) -> None:
    floor, guest_id = on_the_floor(desk), joins(desk.house, "Blue Fox")
    qtbot.waitUntil(lambda: floor.list.order == (guest_id,))
    floor.host.choose(guest_id)
    floor.list.setFocus()
    hold_down(Qt.Key.Key_Space)
    assert state_of(desk, guest_id) is State.WAITING
    QTest.keyClick(floor.list, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: state_of(desk, guest_id) is State.CALLED)


def hold_down(key: Qt.Key) -> None:
    """What the system sends for a key that has been pressed for a while."""
    focus = QApplication.focusWidget()
    assert focus is not None
    plain = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(focus, QKeyEvent(QEvent.Type.KeyPress, key, plain, "", True))


def test_who_taps_send_twice_has_not_said_yes(desk: Desk, qtbot: QtBot) -> None:
    channel = desk.house.channel("Lunch")
    for _each in range(2):
        desk.house.guest(channel)
    desk.window.go_to(Screen.COMPOSER)
    write, bar = desk.window.composer.write, desk.window.composer.write.bar
    write.show_message(Request((ChannelTarget(channel.alias),), title="Hello"))
    with double_taps():
        desk.window.composer.send()
        qtbot.waitUntil(lambda: bar.question != "")
        bar.yes.click()
        assert bar.question != ""
    assert messages.recent(desk.house.ctx) == []
    bar.yes.click()
    qtbot.waitUntil(lambda: len(messages.recent(desk.house.ctx)) == 2)


def rows(desk: Desk) -> tuple[Row, ...]:
    return waiting_list.floor(desk.house.ctx).rows
