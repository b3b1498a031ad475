"""The floor at the desk: the waiting list, its one button, and the truth about each call."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from pushdesk.domain.events import MessageQueued
from pushdesk.domain.visits import State
from pushdesk.gui.floor.row_look import Deed
from pushdesk.gui.floor.view import Floor
from pushdesk.gui.floor.waiting_row import MAIN_HEIGHT, MAIN_WIDTH, WaitingRow
from pushdesk.gui.main_window import MainWindow, Screen
from pushdesk.services import (
    guests,
    messages,
    page_receipts,
    preferences,
    replies,
    subscriptions,
    visits,
    waiting_list,
)
from pushdesk.services.replies import Reply
from pushdesk.services.waiting_list import Party
from pushdesk.settings import HOLD, SCAN_ACTION, TEST_RING
from tests.gui.desk_fixture import Desk
from tests.house import House

BACK = "Bring back: Blue Fox"
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def guest(desk: Desk, qtbot: QtBot) -> int:
    """Blue Fox, two people, on the list with a phone and chosen."""
    preferences.put(desk.house.ctx, TEST_RING, "off")
    guest_id = joins(desk.house, "Blue Fox")
    floor = on_the_floor(desk)
    qtbot.waitUntil(lambda: floor.list.order == (guest_id,))
    floor.host.choose(guest_id)
    floor.list.setFocus()
    qtbot.waitUntil(lambda: floor.card.name.text() == "Blue Fox")
    return guest_id


def test_a_call_is_seen_before_it_is_made_and_followed_to_the_answer(
    desk: Desk, guest: int, qtbot: QtBot
) -> None:
    row, floor = row_of(desk, guest), desk.window.floor
    QTest.keyClick(floor.list, Qt.Key.Key_Space)
    assert row.state.word == "Calling …"
    qtbot.waitUntil(lambda: state_of(desk, guest) is State.CALLED)
    assert row.main.width() == MAIN_WIDTH
    assert row.main.height() >= MAIN_HEIGHT
    desk.sender.accepted(0.4)
    qtbot.waitUntil(lambda: (row.state.word, row.bar.colour) == ("sent", "blue"))
    qtbot.waitUntil(lambda: deed(row) is Deed.AGAIN)
    desk.sender.shown(0.8)
    qtbot.waitUntil(lambda: (row.state.word, row.bar.colour) == ("on the phone", "green"))
    qtbot.waitUntil(lambda: deed(row) is Deed.SEAT)
    qtbot.waitUntil(lambda: [rung.seconds for rung in floor.card.call_box.ladder][:2] == [0.4, 1.2])
    replies.answer(desk.house.ctx, guest, Reply.COMING)
    qtbot.waitUntil(lambda: row.state.word == "on the way")
    assert floor.summary.told == "Blue Fox is on the way."
    assert desk.sounds == ["join", "reply"]
    QTest.keyClick(floor.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: floor.list.order == ())


def test_enter_while_the_call_is_made_seats_next_and_a_second_space_calls_nobody(
    desk: Desk, guest: int, qtbot: QtBot
) -> None:
    floor = desk.window.floor
    floor.host.do(guest, Deed.NOTIFY)
    floor.host.do(guest, Deed.AGAIN)
    floor.host.do(guest, Deed.SEAT)
    qtbot.waitUntil(lambda: not listed(desk))
    assert len(messages.recent(desk.house.ctx)) == 1
    qtbot.waitUntil(lambda: "seated" in desk.window.undo_bar.sentence)


def test_no_sign_turns_amber_is_heard_once_and_calls_again(
    desk: Desk, guest: int, qtbot: QtBot
) -> None:
    floor, row = desk.window.floor, row_of(desk, guest)
    QTest.keyClick(floor.list, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: state_of(desk, guest) is State.CALLED)
    desk.sender.accepted()
    qtbot.waitUntil(lambda: row.state.word == "sent")
    desk.house.clock.advance(timedelta(seconds=46))
    floor.tick()
    floor.tick()
    assert (row.state.word, row.bar.colour) == ("no sign yet", "amber")
    assert desk.sounds == ["join", "unreached"]
    assert floor.summary.unreached.text() == "1 not reached"
    QTest.keyClicks(floor.list, "r")
    qtbot.waitUntil(lambda: times_called(desk, guest) == 2)
    qtbot.waitUntil(lambda: "×2" in row.accessibleName())


def test_the_timer_counts_down_and_then_up_in_red(desk: Desk, guest: int) -> None:
    floor, row = desk.window.floor, row_of(desk, guest)
    assert row.timer.text() == "10:00"
    desk.house.clock.advance(timedelta(minutes=11))
    floor.tick()
    assert (row.timer.text(), row.timer.property("tone")) == ("+1:00", "red")
    assert row.property("age") == "1"
    desk.house.clock.advance(timedelta(minutes=5))
    floor.tick()
    assert row.property("age") == "2"


def test_the_end_of_the_hold_offers_no_show_in_place(desk: Desk, guest: int, qtbot: QtBot) -> None:
    preferences.put(desk.house.ctx, HOLD, "5")
    floor, row = desk.window.floor, row_of(desk, guest)
    qtbot.waitUntil(lambda: floor.deeds.hold == timedelta(minutes=5))
    QTest.keyClick(floor.list, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: row.timer.text() == "5:00" and row.state.word != "Calling …")
    assert not row.other.isVisible()
    desk.house.clock.advance(timedelta(minutes=6))
    floor.tick()
    assert row.other.text() == "No-show"
    QTest.mouseClick(row.other, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: row.state.word == "off the list")
    assert not listed(desk)
    QTest.keyClick(floor.list, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: listed(desk) == {guest})


def test_nothing_moves_under_the_finger(desk: Desk, guest: int, qtbot: QtBot) -> None:
    floor = desk.window.floor
    other = waiting_list.add(desk.house.ctx, Party(name="Red Kite")).guest_id
    qtbot.waitUntil(lambda: floor.list.order == (guest, other))
    QTest.mousePress(row_of(desk, other), Qt.MouseButton.LeftButton)
    waiting_list.add(desk.house.ctx, Party(name="Grey Owl", source="kiosk"))
    floor.deeds.do(Deed.LEAVE, guest)
    qtbot.waitUntil(lambda: len(floor.list.order) == 3)
    qtbot.waitUntil(lambda: row_of(desk, guest).state.word == "off the list")
    assert floor.list.order[:2] == (guest, other)
    QTest.mouseRelease(row_of(desk, other), Qt.MouseButton.LeftButton)
    assert floor.list.is_frozen
    qtbot.waitUntil(lambda: not floor.list.is_frozen and len(floor.list.order) == 2)
    assert floor.list.order[0] == other


def test_a_tap_on_a_row_that_has_just_moved_was_meant_for_another(
    desk: Desk, guest: int, qtbot: QtBot
) -> None:
    floor = desk.window.floor
    other = waiting_list.add(desk.house.ctx, Party(name="Red Kite")).guest_id
    qtbot.waitUntil(lambda: floor.list.order == (guest, other))
    visits.leave(desk.house.ctx, guest)  # at another desk
    qtbot.waitUntil(lambda: floor.list.order == (other,))
    assert not is_called_by_a_tap(desk, other)
    qtbot.waitUntil(lambda: is_called_by_a_tap(desk, other))


def test_who_asks_to_join_stands_last_and_pushes_nobody(
    desk: Desk, guest: int, qtbot: QtBot
) -> None:
    floor = desk.window.floor
    place = row_of(desk, guest).main.mapTo(desk.window, QPoint())
    asks = waiting_list.add(desk.house.ctx, Party(name="Grey Owl", size=7, source="kiosk")).guest_id
    later = waiting_list.add(desk.house.ctx, Party(name="Red Kite")).guest_id
    qtbot.waitUntil(lambda: floor.list.order == (guest, later, asks))
    QApplication.processEvents()
    assert row_of(desk, guest).main.mapTo(desk.window, QPoint()) == place
    assert "quote" not in row_of(desk, asks).accessibleName()
    assert floor.summary.asking.text() == "1 asks to join"
    QTest.mouseClick(floor.summary.asking, Qt.MouseButton.LeftButton)
    assert floor.list.current == asks
    assert row_of(desk, asks).other.text() == "Decline"


def test_who_is_accepted_into_an_empty_lane_is_promised_nothing_and_not_late(
    desk: Desk, guest: int, qtbot: QtBot
) -> None:
    asks = waiting_list.add(desk.house.ctx, Party(name="Grey Owl", size=7, source="kiosk")).guest_id
    qtbot.waitUntil(lambda: asks in desk.window.floor.list.rows)
    desk.window.floor.host.do(asks, Deed.ACCEPT)
    qtbot.waitUntil(lambda: state_of(desk, asks) is State.WAITING)
    assert waiting_list.row(desk.house.ctx, asks).quote_minutes is None
    row = row_of(desk, asks)
    qtbot.waitUntil(lambda: deed(row) is Deed.NOTIFY)
    assert (row.timer.text(), row.timer.property("tone")) == ("0:00", "ink")


def test_enter_in_a_line_is_not_the_list_s(desk: Desk, guest: int, qtbot: QtBot) -> None:
    """A search that nobody fits must not seat who was chosen before; nor a new nickname."""
    floor, field = desk.window.floor, desk.window.scan_panel.field
    QTest.keyClick(floor.list, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: state_of(desk, guest) is State.CALLED)
    replies.answer(desk.house.ctx, guest, Reply.COMING)
    qtbot.waitUntil(lambda: deed(row_of(desk, guest)) is Deed.SEAT)
    for line in (field, floor.card.name):
        line.setFocus()
        line.setText("anna")
        QTest.keyClick(line, Qt.Key.Key_Return, delay=40)
        assert state_of(desk, guest) is State.COMING


def test_search_and_lanes_narrow_the_list(desk: Desk, guest: int, qtbot: QtBot) -> None:
    floor = desk.window.floor
    six = waiting_list.add(desk.house.ctx, Party(name="Grey Owl", size=6)).guest_id
    qtbot.waitUntil(lambda: floor.list.order == (guest, six))
    QTest.keyClicks(floor.list, "g")
    qtbot.waitUntil(lambda: floor.list.order == (six,))
    QTest.keyClick(focused(desk), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: floor.list.order == (guest, six) and floor.list.current == six)
    QTest.mouseClick(floor.lanes.rows[0].filter, Qt.MouseButton.LeftButton)
    assert list(floor.list.order) == [guest]
    QTest.keyClick(floor.list, Qt.Key.Key_Escape)
    assert list(floor.list.order) == [guest, six]
    QTest.keyClick(floor.list, Qt.Key.Key_Up)
    assert floor.list.current == guest


def test_a_search_also_finds_who_has_just_left_and_names_who_is_not_there(
    desk: Desk, guest: int, qtbot: QtBot
) -> None:
    floor, field = desk.window.floor, desk.window.scan_panel.field
    floor.host.do(guest, Deed.SEAT)
    qtbot.waitUntil(lambda: floor.list.order == ())
    field.setFocus()
    field.setText("blu")
    QTest.keyClicks(field, "e")
    qtbot.waitUntil(lambda: len(floor.list.left) == 1)
    before = desk.window.scan_panel.line
    QTest.keyClick(field, Qt.Key.Key_Return, delay=40)
    assert "“blue”" in floor.list.nobody
    QTest.mouseClick(floor.list.left[0].back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: floor.list.order == (guest,))
    qtbot.waitUntil(lambda: floor.list.left == ())
    assert desk.window.scan_panel.line == before
    QTest.keyClick(floor.list, Qt.Key.Key_Escape)
    assert field.text() == ""


def test_enter_after_quick_letters_ends_the_search_and_seats_nobody(
    desk: Desk, guest: int, qtbot: QtBot
) -> None:
    floor, field = desk.window.floor, desk.window.scan_panel.field
    QTest.keyClick(floor.list, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: state_of(desk, guest) is State.CALLED)
    other = waiting_list.add(desk.house.ctx, Party(name="Anna")).guest_id
    qtbot.waitUntil(lambda: other in floor.list.rows)
    QTest.keyClicks(focused(desk), "an")
    QTest.keyClick(floor.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: floor.list.current == other)
    assert field.text() == ""
    assert state_of(desk, guest) is State.CALLED


def test_a_party_without_a_phone_is_added_by_name_and_changed(
    desk: Desk, guest: int, qtbot: QtBot
) -> None:
    floor = desk.window.floor
    QTest.keyClicks(floor.list, "n")
    qtbot.waitUntil(lambda: floor.details.is_adding)
    QTest.keyClicks(floor.details.add.name, "Red Kite", delay=40)
    QTest.keyClick(floor.details.add.name, Qt.Key.Key_Return, delay=40)
    qtbot.waitUntil(lambda: len(floor.list.order) == 2)
    added = floor.list.order[1]
    assert row_of(desk, added).name.accessibleName() == "Red Kite"
    qtbot.waitUntil(lambda: floor.details.guest_id == added)
    floor.card.other.edit.click()
    floor.details.add.choose_size(5)
    floor.details.add.notes[0].setChecked(True)
    floor.details.add.save.click()
    qtbot.waitUntil(lambda: "5 people" in floor.card.facts.party)
    assert "High chair" in floor.card.facts.party


def test_the_next_party_is_typed_while_the_last_is_being_added(
    desk: Desk, guest: int, qtbot: QtBot
) -> None:
    floor, add = desk.window.floor, desk.window.floor.details.add
    floor.add_party()
    add.name.setText("Red Kite")
    add.save.click()
    floor.add_party()
    add.name.setText("Grey Owl")
    with qtbot.waitSignal(floor.offered, check_params_cb=lambda said, *_undo: "Red Kite" in said):
        pass
    assert floor.details.is_adding
    assert add.name.text() == "Grey Owl"
    add.save.click()
    qtbot.waitUntil(lambda: len(floor.list.order) == 3)


def test_a_suggestion_without_a_chip_is_promised_as_it_stands(
    desk: Desk, guest: int, qtbot: QtBot
) -> None:
    for number in range(3):
        waiting_list.add(desk.house.ctx, Party(name=f"Party {number}"))
    qtbot.waitUntil(lambda: len(desk.window.floor.list.order) == 4)
    add = desk.window.floor.details.add
    desk.window.floor.add_party()
    qtbot.waitUntil(lambda: "60" in add.suggested)
    assert add.quotes.value is None
    add.save.click()
    qtbot.waitUntil(lambda: len(desk.window.floor.list.order) == 5)
    assert waiting_list.floor(desk.house.ctx).rows[-1].quote_minutes == 60
    desk.window.floor.add_party()
    add.choose_size(9)
    qtbot.waitUntil(lambda: "nobody is ahead" in add.suggested)


def test_a_muted_desk_shows_a_crossed_out_speaker(desk: Desk, guest: int, qtbot: QtBot) -> None:
    mute = desk.window.floor.summary.mute
    loud = mute.icon().cacheKey()
    QTest.mouseClick(mute, Qt.MouseButton.LeftButton)
    assert mute.accessibleName() == "Sounds on again"
    assert mute.icon().cacheKey() != loud


def test_two_desks_see_the_same_list(desk: Desk, guest: int, qtbot: QtBot) -> None:
    other = Floor(desk.parts, QWidget())
    try:
        qtbot.waitUntil(lambda: other.list.order == (guest,))
        desk.window.floor.host.do(guest, Deed.SEAT)
        qtbot.waitUntil(lambda: other.list.order == ())
        other.host.do(guest, Deed.SEAT)
        qtbot.waitUntil(lambda: "not waiting any more" in desk.window.banner.sentence)
    finally:
        other.deleteLater()


def test_a_wrong_call_is_taken_back_and_corrected(desk: Desk, guest: int, qtbot: QtBot) -> None:
    QTest.keyClick(desk.window.floor.list, Qt.Key.Key_Space)
    qtbot.waitUntil(desk.window.undo_bar.isVisible)
    QTest.keyClick(desk.window, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: desk.window.undo_bar.button.text() == "Send a correction")
    assert state_of(desk, guest) is State.WAITING
    QTest.mouseClick(desk.window.undo_bar.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk.window.undo_bar.button.text() == "Undo")
    assert len(desk.house.heard(MessageQueued)) == 2


def test_the_undo_bar_moves_and_covers_no_button(desk: Desk, guest: int, qtbot: QtBot) -> None:
    window = desk.window
    window.header.show_person("Mia", "host", has_staff=True)
    QApplication.processEvents()
    before = places(window)
    window.undo_bar.offer("Blue Fox is seated.", lambda: None)
    QApplication.processEvents()
    assert window.undo_bar.isVisible()
    after = places(window)
    assert {button: after[button] for button in before} == before
    bar = window.undo_bar
    covered = QRect(bar.mapTo(window, QPoint()), bar.size())
    assert not [button.text() for button, place in before.items() if place.intersects(covered)]


def test_the_key_for_undo_says_what_to_do_when_it_is_too_late(
    desk: Desk, guest: int, qtbot: QtBot
) -> None:
    QTest.keyClick(desk.window.floor.list, Qt.Key.Key_Z, CTRL)
    assert "Wrong call" in desk.window.banner.sentence


def test_a_wrong_call_is_put_right_long_after_the_undo(
    desk: Desk, guest: int, qtbot: QtBot
) -> None:
    floor, row = desk.window.floor, row_of(desk, guest)
    QTest.keyClick(floor.list, Qt.Key.Key_Backspace)  # nobody was called: nothing happens
    QTest.keyClick(floor.list, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: state_of(desk, guest) is State.CALLED)
    desk.sender.accepted()
    desk.sender.shown()
    qtbot.waitUntil(lambda: row.state.word == "on the phone")
    desk.house.clock.advance(timedelta(minutes=8))
    QTest.keyClick(floor.list, Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: state_of(desk, guest) is State.WAITING)
    assert desk.sender.latest().title == "Not yet, sorry"
    qtbot.waitUntil(lambda: deed(row) is Deed.NOTIFY)
    assert not floor.card.other.correct.isEnabled()


def test_who_has_left_is_brought_back_from_the_list_of_the_last_two_hours(
    desk: Desk, guest: int, qtbot: QtBot
) -> None:
    floor, panel = desk.window.floor, desk.window.floor.details.ended
    QTest.keyClick(floor.list, Qt.Key.Key_F6)
    qtbot.waitUntil(lambda: "Nobody has left" in panel.line)
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    floor.host.do(guest, Deed.SEAT)
    qtbot.waitUntil(lambda: floor.list.order == ())
    desk.house.clock.advance(timedelta(minutes=90))
    QTest.mouseClick(floor.list.ended, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: [row.back.accessibleName() for row in panel.rows] == [BACK])
    QTest.mouseClick(panel.rows[0].back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: floor.list.order == (guest,))
    qtbot.waitUntil(lambda: panel.rows == [])
    qtbot.waitUntil(lambda: "back on the list" in desk.window.undo_bar.sentence)


def test_the_focus_stays_with_a_party_while_another_leaves(
    desk: Desk, guest: int, qtbot: QtBot
) -> None:
    floor, panel = desk.window.floor, desk.window.floor.details.ended
    visits.seat(desk.house.ctx, guest)
    QTest.keyClick(floor.list, Qt.Key.Key_F6)
    qtbot.waitUntil(lambda: len(panel.rows) == 1)
    (kept,) = panel.rows
    kept.back.setFocus()
    desk.house.clock.advance(timedelta(minutes=1))
    other = waiting_list.add(desk.house.ctx, Party(name="Ada"))
    visits.leave(desk.house.ctx, other.guest_id)
    qtbot.waitUntil(lambda: len(panel.rows) == 2)
    assert panel.rows[1] is kept
    assert kept.back.hasFocus()


def test_nobody_sees_two_buttons_for_one_thing(desk: Desk, guest: int, qtbot: QtBot) -> None:
    floor, card, row = desk.window.floor, desk.window.floor.card, row_of(desk, guest)
    qtbot.waitUntil(lambda: not card.is_empty)
    assert not card.call_box.button.isVisible()
    assert card.other.seat.isVisible()
    card.call_box.chips.press(timedelta(minutes=15))
    QTest.mouseClick(row.main, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: row.timer.text() == "15:00")
    replies.answer(desk.house.ctx, guest, Reply.COMING)
    qtbot.waitUntil(lambda: deed(row) is Deed.SEAT)
    assert not card.other.seat.isVisible()
    qtbot.waitUntil(desk.window.undo_bar.isVisible)
    QApplication.processEvents()
    place = card.other.edit.mapTo(desk.window, QPoint())
    desk.house.clock.advance(timedelta(minutes=20))
    floor.tick()
    assert row.other.text() == "No-show"
    assert not card.other.no_show.isVisible()
    qtbot.waitUntil(lambda: card.other.edit.mapTo(desk.window, QPoint()) == place)
    desk.window.resize(1024, 768)
    qtbot.waitUntil(card.other.no_show.isVisible)
    assert not row.other.isVisible()


def test_who_is_called_can_be_called_again_by_a_button(
    desk: Desk, guest: int, qtbot: QtBot
) -> None:
    again, row = desk.window.floor.card.other.again, row_of(desk, guest)
    qtbot.waitUntil(again.isVisible)
    assert not again.isEnabled()
    QTest.keyClick(desk.window.floor.list, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: state_of(desk, guest) is State.CALLED)
    qtbot.waitUntil(lambda: desk.window.undo_bar.sentence == "Blue Fox is called.")
    desk.sender.accepted()
    desk.sender.opened()
    qtbot.waitUntil(lambda: deed(row) is Deed.SEAT)
    assert not again.isEnabled()
    desk.house.clock.advance(timedelta(seconds=16))
    desk.window.floor.tick()
    assert again.text() == "Again  R"
    QTest.mouseClick(again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: times_called(desk, guest) == 2)
    qtbot.waitUntil(lambda: desk.window.undo_bar.sentence == "Blue Fox is called again.")


def test_after_the_seat_the_card_keeps_the_last_call_and_offers_no_other(
    desk: Desk, guest: int, qtbot: QtBot
) -> None:
    floor, card = desk.window.floor, desk.window.floor.card
    QTest.keyClick(floor.list, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: state_of(desk, guest) is State.CALLED)
    desk.sender.accepted()
    desk.sender.shown()
    qtbot.waitUntil(lambda: row_of(desk, guest).state.word == "on the phone")
    floor.host.do(guest, Deed.SEAT)
    qtbot.waitUntil(card.other.recall.isVisible)
    assert card.call_box.state.word == "on the phone"
    assert not card.call_box.button.isVisible()
    assert not card.call_box.chips.isVisible()
    desk.house.clock.advance(timedelta(hours=3))
    floor.details.refresh()
    qtbot.waitUntil(card.call_box.button.isVisible)
    qtbot.waitUntil(lambda: not card.other.recall.isVisible())


def test_a_party_without_a_phone_is_called_by_name(desk: Desk, guest: int, qtbot: QtBot) -> None:
    floor = desk.window.floor
    other = waiting_list.add(desk.house.ctx, Party(name="Red Kite")).guest_id
    qtbot.waitUntil(lambda: other in floor.list.rows)
    floor.open_guest(other)
    assert row_of(desk, other).state.word == "call the name"
    QTest.keyClick(floor.list, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: row_of(desk, other).state.word == "called by name")
    qtbot.waitUntil(lambda: floor.card.call_box.state.word == "called by name")
    assert floor.card.call_box.advice == ""
    floor.host.do(other, Deed.LEAVE)
    qtbot.waitUntil(floor.card.other.recall.isVisible)


def test_the_open_page_of_a_party_without_a_phone_has_shown_the_call(
    desk: Desk, guest: int, qtbot: QtBot
) -> None:
    floor = desk.window.floor
    other = waiting_list.add(desk.house.ctx, Party(name="Red Kite")).guest_id
    qtbot.waitUntil(lambda: other in floor.list.rows)
    floor.open_guest(other)
    QTest.keyClick(floor.list, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: row_of(desk, other).state.word == "called by name")
    page_shows(desk, other, 2)
    row, box = row_of(desk, other), floor.card.call_box
    qtbot.waitUntil(lambda: (row.state.word, row.bar.colour) == ("on the page", "green"))
    qtbot.waitUntil(lambda: [(one.word, one.seconds) for one in box.ladder] == [("on the page", 2)])
    assert (box.state.word, box.advice, floor.card.facts.hint) == ("on the page", "", "")
    assert floor.summary.unreached.isHidden()


def test_the_page_stands_for_a_phone_until_that_is_tapped(
    desk: Desk, guest: int, qtbot: QtBot
) -> None:
    floor, row = desk.window.floor, row_of(desk, guest)
    box = floor.card.call_box
    QTest.keyClick(floor.list, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: state_of(desk, guest) is State.CALLED)
    desk.sender.accepted(0.4)
    qtbot.waitUntil(lambda: row.state.word == "sent")
    desk.house.clock.advance(timedelta(minutes=1))
    floor.tick()
    assert row.state.word == "no sign yet"
    page_shows(desk, guest)
    qtbot.waitUntil(lambda: row.state.word == "on the page")
    qtbot.waitUntil(lambda: deed(row) is Deed.SEAT)
    qtbot.waitUntil(lambda: [rung.word for rung in box.ladder] == ["sent", "on the page", "seen"])
    assert (box.advice, floor.summary.unreached.isHidden()) == ("", True)
    desk.sender.opened()
    qtbot.waitUntil(lambda: row.state.word == "seen")
    qtbot.waitUntil(lambda: [rung.word for rung in box.ladder] == ["sent", "on the phone", "seen"])


def page_shows(desk: Desk, guest: int, after: int = 0) -> None:
    call = waiting_list.row(desk.house.ctx, guest).called_at
    assert call is not None
    desk.house.clock.advance(timedelta(seconds=after))
    page_receipts.record(desk.house.ctx, guest, call)


def test_who_has_left_can_not_be_rung_and_is_called_by_name(
    desk: Desk, guest: int, qtbot: QtBot
) -> None:
    channel = desk.window.floor.code
    held = desk.house.guest(desk.house.channel("Terrace"))
    subscriptions.leave(desk.house.ctx, held.token)
    desk.window.floor.open_guest(guests.find(desk.house.ctx, held.pushed_id).id)
    box = desk.window.floor.card.call_box
    qtbot.waitUntil(lambda: box.button.text() == "Call the name")
    assert not box.button.isEnabled()
    assert "Call the name" in box.advice
    qtbot.waitUntil(lambda: bool(channel.alias))


def test_a_phone_that_rang_at_the_door_and_has_left_rings_no_more(desk: Desk, qtbot: QtBot) -> None:
    house, floor = desk.house, on_the_floor(desk)
    held = house.guest(house.channel())
    guest = waiting_list.add(house.ctx, Party(guests.by_pass(house.ctx, held.token).guest.id))
    desk.sender.accepted()
    desk.sender.shown()
    qtbot.waitUntil(lambda: guest.guest_id in floor.list.rows)
    row = row_of(desk, guest.guest_id)
    qtbot.waitUntil(lambda: row.state.word == "phone rings")
    subscriptions.leave(house.ctx, held.token)
    qtbot.waitUntil(lambda: row.state.word == "phone can't ring")


def test_a_nickname_is_kept(desk: Desk, guest: int, qtbot: QtBot) -> None:
    name = desk.window.floor.card.name
    qtbot.waitUntil(lambda: name.text() == "Blue Fox")
    name.setFocus()
    name.selectAll()
    QTest.keyClicks(name, "Red Kite", delay=40)
    QTest.keyClick(name, Qt.Key.Key_Return, delay=40)
    qtbot.waitUntil(lambda: guests.card(desk.house.ctx, guest).guest.name == "Red Kite")


def test_a_scan_seats_where_the_owner_wants_it(desk: Desk, guest: int, qtbot: QtBot) -> None:
    preferences.put(desk.house.ctx, SCAN_ACTION, "seat")
    floor = desk.window.floor
    qtbot.waitUntil(lambda: floor.host.scan_action == "seat")
    floor.scanned(guest)
    qtbot.waitUntil(lambda: not listed(desk))


def test_eight_rows_are_seen_at_once_and_the_small_window_holds_everything(
    desk: Desk, guest: int, qtbot: QtBot
) -> None:
    floor = desk.window.floor
    for number in range(8):
        waiting_list.add(desk.house.ctx, Party(name=f"Party {number}", size=number + 1))
    qtbot.waitUntil(lambda: len(floor.list.order) == 9)
    desk.window.undo_bar.hide()
    QApplication.processEvents()
    rows = [floor.list.rows[number] for number in floor.list.order]
    assert floor.list.viewport().height() >= 8 * rows[0].height()
    for size in (QSize(1024, 768), QSize(1024, 700)):
        desk.window.resize(size)
        QApplication.processEvents()
        assert desk.window.size() == size
        qtbot.waitUntil(lambda: rows[0].width() <= floor.list.viewport().width())
        assert rows[0].main.width() == MAIN_WIDTH


def joins(house: House, name: str, size: int = 2) -> int:
    guest_id = guests.find(house.ctx, house.guest(house.channel()).pushed_id).id
    guests.rename(house.ctx, guest_id, name)
    waiting_list.add(house.ctx, Party(guest_id, size=size, quote_minutes=10))
    return guest_id


def on_the_floor(desk: Desk) -> Floor:
    desk.window.go_to(Screen.FLOOR)
    return desk.window.floor


def row_of(desk: Desk, guest_id: int) -> WaitingRow:
    return desk.window.floor.list.rows[guest_id]


def is_called_by_a_tap(desk: Desk, guest_id: int) -> bool:
    row = row_of(desk, guest_id)
    QTest.mouseClick(row.main, Qt.MouseButton.LeftButton)
    return row.state.word == "Calling …"


def deed(row: WaitingRow) -> Deed | None:
    return row.offer.deed if row.offer else None


def listed(desk: Desk) -> set[int]:
    return {row.guest_id for row in waiting_list.floor(desk.house.ctx).rows}


def state_of(desk: Desk, guest_id: int) -> State:
    return waiting_list.row(desk.house.ctx, guest_id).state


def times_called(desk: Desk, guest_id: int) -> int:
    return waiting_list.row(desk.house.ctx, guest_id).times_called


def places(window: MainWindow) -> dict[QPushButton, QRect]:
    """Of all buttons that are seen, in the window."""
    seen = (button for button in window.findChildren(QPushButton) if button.isVisible())
    return {button: QRect(button.mapTo(window, QPoint()), button.size()) for button in seen}


def focused(desk: Desk) -> QWidget:
    return QApplication.focusWidget() or desk.window
