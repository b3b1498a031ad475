"""Whoever taps twice, or holds a key down, gets what one tap would have brought."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from pushdesk.domain.holds import DEFAULT_HOLD
from pushdesk.domain.requests import Request
from pushdesk.domain.targets import Channel as ChannelTarget
from pushdesk.domain.visits import State
from pushdesk.gui.floor.row_look import Deed
from pushdesk.gui.main_window import Screen
from pushdesk.gui.notices import Notice, Tone
from pushdesk.services import audiences, channels, messages, venues, visits, waiting_list
from pushdesk.services.waiting_list import Party, Row
from tests.gui.desk_fixture import Desk
from tests.gui.test_floor import joins, on_the_floor, state_of

CTRL = Qt.KeyboardModifier.ControlModifier
FIRST, SECOND = QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick
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


def test_enter_just_after_a_scan_is_no_second_half(desk: Desk, qtbot: QtBot) -> None:
    floor, held = on_the_floor(desk), desk.house.guest(desk.house.channel())
    with double_taps():
        floor.list.setFocus()
        QTest.keyClicks(floor.list, held.pushed_id)
        QTest.keyClick(floor.list, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: floor.details.is_adding)
        QTest.keyClick(floor.details.add, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: len(rows(desk)) == 1)


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


@pytest.mark.parametrize("how", ["mouse", "key"])
def test_who_taps_send_twice_has_not_said_yes(desk: Desk, qtbot: QtBot, how: str) -> None:
    channel = desk.house.channel("Lunch")
    for _each in range(2):
        desk.house.guest(channel)
    show(desk, Screen.COMPOSER, qtbot)
    write, bar = desk.window.composer.write, desk.window.composer.write.bar
    write.show_message(Request((ChannelTarget(channel.alias),), title="Hello"))
    write.form.words.editor.title.setFocus()

    def tap(button: QPushButton, half: QEvent.Type) -> None:
        if how == "mouse":
            click(button, half)
        else:
            QTest.keyClick(write.window().focusWidget(), Qt.Key.Key_Return, CTRL)

    with double_taps():
        tap(bar.send, FIRST)
        qtbot.waitUntil(lambda: bar.question != "")
        tap(bar.yes, SECOND)
        assert bar.question != ""
    assert messages.recent(desk.house.ctx) == []
    tap(bar.yes, FIRST)
    qtbot.waitUntil(lambda: len(messages.recent(desk.house.ctx)) == 2)


def test_the_second_half_is_not_for_what_lies_below(desk: Desk, qtbot: QtBot) -> None:
    """Ten minutes more close their panel, and the party's card comes forward."""
    show(desk, Screen.FLOOR, qtbot)
    floor, guest_id = desk.window.floor, joins(desk.house, "Blue Fox")
    qtbot.waitUntil(lambda: floor.list.order == (guest_id,))
    visits.notify(desk.house.ctx, guest_id, DEFAULT_HOLD)
    floor.host.choose(guest_id)
    below = floor.card.other.no_show
    qtbot.waitUntil(below.isVisible)
    floor.details.open_late((), "")
    click(floor.details.late.steps[10], FIRST)
    assert below.isVisible()
    click(below, SECOND)
    assert state_of(desk, guest_id) is State.CALLED
    click(below, FIRST)
    qtbot.waitUntil(lambda: rows(desk) == ())


def test_who_is_let_in_is_not_called_by_the_same_key(
    desk: Desk, faults: list[str], qtbot: QtBot
) -> None:
    floor = on_the_floor(desk)
    asks = waiting_list.add(desk.house.ctx, Party(name="Grey Owl", source="kiosk")).guest_id
    qtbot.waitUntil(lambda: floor.list.order == (asks,))
    floor.host.choose(asks)
    with double_taps():
        QTest.keyClick(floor.list, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: Deed.NOTIFY in floor.list.offers(asks))
        QTest.keyClick(floor.list, Qt.Key.Key_Space)
        assert floor.list.rows[asks].state.word != "Calling …"
    QTest.keyClick(floor.list, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: state_of(desk, asks) is State.CALLED)
    assert faults == []


def test_who_undoes_twice_sends_no_correction(desk: Desk, qtbot: QtBot) -> None:
    floor, bar, guest_id = on_the_floor(desk), desk.window.undo_bar, joins(desk.house, "Blue Fox")
    qtbot.waitUntil(lambda: floor.list.order == (guest_id,))
    floor.host.do(guest_id, Deed.NOTIFY)
    qtbot.waitUntil(lambda: bar.sentence != "")
    desk.sender.accepted()
    desk.sender.shown()
    with double_taps():
        bar.button.click()
        qtbot.waitUntil(lambda: bar.button.text() == "Send a correction")
        bar.button.click()
        assert bar.button.text() == "Send a correction"
    assert "Not yet, sorry" not in [each.title for each in messages.recent(desk.house.ctx)]


def test_what_is_deleted_twice_can_be_had_back(desk: Desk, qtbot: QtBot) -> None:
    audiences.create(desk.house.ctx, "Regulars")
    show(desk, Screen.AUDIENCES, qtbot)
    view = desk.window.audiences
    qtbot.waitUntil(lambda: view.editing.is_kept_by_hand)
    for _each in range(2):
        view.detail.delete.click()
    qtbot.waitUntil(lambda: view.is_empty)
    desk.window.undo_bar.button.click()
    qtbot.waitUntil(lambda: not view.is_empty)
    assert [one.name for one in audiences.every(desk.house.ctx)] == ["Regulars"]


def test_one_person_is_added(desk: Desk, qtbot: QtBot) -> None:
    people = desk.window.preferences.staff.people
    people.name.setText("Olga")
    enter_twice(people.pin, "1111")
    qtbot.waitUntil(lambda: people.name.text() == "")
    assert people.told.text() == ""


def show(desk: Desk, screen: Screen, qtbot: QtBot) -> None:
    with qtbot.waitActive(desk.window):
        desk.window.show()
        desk.window.activateWindow()
    desk.window.go_to(screen)


def click(button: QPushButton, half: QEvent.Type) -> None:
    """As the system sends it for a button that is seen."""
    assert button.isVisible()
    place = QPointF(button.rect().center())
    left, plain = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for kind in (half, QEvent.Type.MouseButtonRelease):
        event = QMouseEvent(kind, place, button.mapToGlobal(place), left, left, plain)
        QApplication.sendEvent(button, event)


def rows(desk: Desk) -> tuple[Row, ...]:
    return waiting_list.floor(desk.house.ctx).rows
