"""The first story at the desk: scan, Space, and the truth about the call."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from pushdesk.gui.floor.call_box import CallBox
from pushdesk.gui.floor.recent_row import RecentRow
from pushdesk.gui.main_window import Screen
from pushdesk.services import channels, guests, messages, preferences, subscriptions, visits
from pushdesk.services.subscriptions import Pass
from pushdesk.settings import HOLD
from tests.gui.desk_fixture import Desk

MINUTES = timedelta(minutes=10)


@pytest.fixture
def guest(desk: Desk, qtbot: QtBot) -> Pass:
    """Subscribed, scanned, and on the card with the button ready for Space."""
    channel = desk.house.channel()
    held = desk.house.guest(channel)
    guests.rename(desk.house.ctx, guests.find(desk.house.ctx, held.pushed_id).id, "Blue Fox")
    desk.window.scan_panel.look_up(held.pushed_id)
    qtbot.waitUntil(box(desk).button.hasFocus)
    return held


def test_the_first_story(desk: Desk, qtbot: QtBot) -> None:
    """From nothing: name the venue, show the code, a guest subscribes, is scanned, is called."""
    window = desk.window
    qtbot.waitUntil(lambda: window.channels.is_first_time)
    QTest.keyClick(window.channels.first_steps.channel, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.channels.detail.code.view.is_empty)
    (channel,) = channels.every(desk.house.ctx)
    held = desk.house.guest(channel)
    QTest.keyClicks(QApplication.focusWidget() or window, held.pushed_id)
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Return)
    qtbot.waitUntil(box(desk).button.hasFocus)
    press_space(desk)
    expect_row(desk, qtbot, "sending", "grey")
    qtbot.waitUntil(lambda: messages_of(desk) == 1)
    desk.sender.accepted(0.4)
    expect_row(desk, qtbot, "sent", "blue")
    desk.sender.shown(0.8)
    expect_row(desk, qtbot, "on the phone", "green")
    desk.sender.opened(7.8)
    expect_row(desk, qtbot, "seen", "green")
    assert first_row(desk).bar.bars == 2
    qtbot.waitUntil(lambda: [rung.seconds for rung in box(desk).ladder] == [0.4, 1.2, 9.0])


def test_the_call_is_seen_before_it_is_made(desk: Desk, guest: Pass, qtbot: QtBot) -> None:
    press_space(desk)
    assert first_row(desk).state.word == "sending"
    assert messages_of(desk) <= 1
    qtbot.waitUntil(lambda: messages_of(desk) == 1)


def test_a_second_tap_rings_nobody_twice(desk: Desk, guest: Pass, qtbot: QtBot) -> None:
    press_space(desk)
    press_space(desk)
    qtbot.waitUntil(lambda: box(desk).button.text() == "Again in 15 s")
    press_space(desk)
    desk.house.clock.advance(timedelta(seconds=10))
    desk.window.floor.tick()
    assert box(desk).button.text() == "Again in 5 s"
    assert messages_of(desk) == 1


def test_calling_again_counts(desk: Desk, guest: Pass, qtbot: QtBot) -> None:
    press_space(desk)
    qtbot.waitUntil(lambda: messages_of(desk) == 1)
    desk.sender.accepted()
    desk.house.clock.advance(timedelta(seconds=16))
    qtbot.waitUntil(lambda: tick(desk) == "Call again")
    QTest.keyClicks(box(desk).button, "r")
    qtbot.waitUntil(lambda: messages_of(desk) == 2)
    qtbot.waitUntil(lambda: box(desk).times == "×2")


def test_ctrl_enter_calls_from_any_field(desk: Desk, guest: Pass, qtbot: QtBot) -> None:
    desk.window.scan_panel.field.setFocus()
    QTest.keyClick(
        desk.window.scan_panel.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    )
    qtbot.waitUntil(lambda: messages_of(desk) == 1)


def test_the_chosen_hold_is_the_life_of_the_message(desk: Desk, guest: Pass, qtbot: QtBot) -> None:
    box(desk).chips.choose(timedelta(minutes=20))
    press_space(desk)
    qtbot.waitUntil(lambda: box(desk).timer.text() == "20:00")
    (sent,) = messages.recent(desk.house.ctx)
    assert sent.expires_at - sent.created_at == timedelta(minutes=20)


def test_the_hold_begins_as_the_owner_set_it(desk: Desk, qtbot: QtBot) -> None:
    preferences.put(desk.house.ctx, HOLD, "15")
    qtbot.waitUntil(lambda: box(desk).chips.value == timedelta(minutes=15))


def test_the_hold_counts_up_in_red_when_it_is_over(desk: Desk, guest: Pass, qtbot: QtBot) -> None:
    press_space(desk)
    qtbot.waitUntil(lambda: box(desk).timer.text() == "10:00")
    desk.house.clock.advance(timedelta(minutes=11))
    desk.window.floor.tick()
    assert box(desk).timer.text() == "1:00"
    assert box(desk).timer.property("tone") == "red"


def test_no_sign_turns_amber_and_says_what_to_do(desk: Desk, guest: Pass, qtbot: QtBot) -> None:
    press_space(desk)
    qtbot.waitUntil(lambda: messages_of(desk) == 1)
    desk.sender.accepted()
    expect_row(desk, qtbot, "sent", "blue")
    desk.house.clock.advance(timedelta(seconds=45))
    desk.window.floor.tick()
    expect_row(desk, qtbot, "no sign yet", "amber")
    assert "Call the name" in box(desk).advice


def test_a_phone_that_is_gone_is_told_at_once(desk: Desk, guest: Pass, qtbot: QtBot) -> None:
    press_space(desk)
    qtbot.waitUntil(lambda: messages_of(desk) == 1)
    desk.sender.gone()
    qtbot.waitUntil(lambda: "Blue Fox's phone can't ring" in desk.window.banner.sentence)
    expect_row(desk, qtbot, "phone gone", "red")
    qtbot.waitUntil(lambda: not box(desk).button.isEnabled())
    assert box(desk).button.text() == "Call the name"


def test_a_failed_call_says_to_call_the_name(desk: Desk, guest: Pass, qtbot: QtBot) -> None:
    press_space(desk)
    qtbot.waitUntil(lambda: messages_of(desk) == 1)
    desk.sender.failed("The push service refused it.")
    expect_row(desk, qtbot, "failed", "red")
    qtbot.waitUntil(lambda: "Call the name" in box(desk).advice)


def test_who_has_left_can_not_be_rung(desk: Desk, guest: Pass, qtbot: QtBot) -> None:
    subscriptions.leave(desk.house.ctx, guest.token)
    qtbot.waitUntil(lambda: not box(desk).button.isEnabled())
    assert "unsubscribed" in box(desk).advice


def test_space_opens_nobody_when_the_phone_can_not_ring_any_more(
    desk: Desk, guest: Pass, qtbot: QtBot
) -> None:
    """The row of another guest stands in the list: Space must neither open it nor ring anybody."""
    other = desk.house.guest(desk.house.channel("Terrace"))
    visits.notify(desk.house.ctx, guests.find(desk.house.ctx, other.pushed_id).id, MINUTES)
    qtbot.waitUntil(lambda: first_row_is_shown(desk))
    subscriptions.leave(desk.house.ctx, guest.token)
    qtbot.waitUntil(lambda: not box(desk).button.isEnabled())
    sent = messages_of(desk)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return):
        QTest.keyClick(focused(desk), key)
        QApplication.processEvents()
        assert desk.window.floor.card.name.text() == "Blue Fox"
    assert "unsubscribed" in focused(desk).accessibleName()
    assert messages_of(desk) == sent
    rejoin(desk, guest)
    qtbot.waitUntil(box(desk).button.hasFocus)


def test_a_guest_whose_phone_can_not_ring_is_opened_with_the_reason(
    desk: Desk, guest: Pass, qtbot: QtBot
) -> None:
    subscriptions.leave(desk.house.ctx, guest.token)
    other = desk.house.guest(desk.house.channel("Terrace"))
    shown = desk.window.floor.card.pushed_id
    desk.window.scan_panel.look_up(other.pushed_id)
    qtbot.waitUntil(lambda: shown.text().replace(" ", "") == other.pushed_id)
    desk.window.scan_panel.look_up(guest.pushed_id)
    qtbot.waitUntil(lambda: "unsubscribed" in focused(desk).accessibleName())


def test_who_leaves_at_the_very_moment_is_refused_in_the_banner(
    desk: Desk, guest: Pass, qtbot: QtBot
) -> None:
    desk.parts.events.stop()
    subscriptions.leave(desk.house.ctx, guest.token)
    press_space(desk)
    qtbot.waitUntil(lambda: "unsubscribed" in desk.window.banner.sentence)
    assert messages_of(desk) == 0
    assert QApplication.activeModalWidget() is None


def test_a_nickname_is_kept(desk: Desk, guest: Pass, qtbot: QtBot) -> None:
    name = desk.window.floor.card.name
    name.setFocus()
    name.selectAll()
    QTest.keyClicks(name, "Red Kite", delay=40)
    QTest.keyClick(name, Qt.Key.Key_Return, delay=40)
    qtbot.waitUntil(lambda: guests.find(desk.house.ctx, guest.pushed_id).name == "Red Kite")


def test_a_row_opens_its_guest(desk: Desk, guest: Pass, qtbot: QtBot) -> None:
    press_space(desk)
    qtbot.waitUntil(lambda: messages_of(desk) == 1)
    other = desk.house.guest(desk.house.channel("Terrace"))
    desk.window.scan_panel.look_up(other.pushed_id)
    card = desk.window.floor.card
    qtbot.waitUntil(lambda: card.pushed_id.text().replace(" ", "") == other.pushed_id)
    QTest.mouseClick(first_row(desk), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: card.pushed_id.text().replace(" ", "") == guest.pushed_id)


def test_the_small_code_follows_the_channels(desk: Desk, qtbot: QtBot) -> None:
    first = desk.house.channel()
    code = desk.window.floor.code
    qtbot.waitUntil(lambda: code.alias == first.alias and not code.view.is_empty)
    second = desk.house.channel("Terrace")
    desk.window.go_to(Screen.FLOOR)
    qtbot.waitUntil(code.next.isVisible)
    code.next.click()
    assert code.alias == second.alias


def box(desk: Desk) -> CallBox:
    return desk.window.floor.card.call_box


def first_row(desk: Desk) -> RecentRow:
    return desk.window.floor.recent.rows[0]


def focused(desk: Desk) -> QWidget:
    return QApplication.focusWidget() or desk.window


def first_row_is_shown(desk: Desk) -> bool:
    rows = desk.window.floor.recent.rows
    return bool(rows) and rows[0].isVisible()


def rejoin(desk: Desk, guest: Pass) -> None:
    """With the browser that the guest used before."""
    desk.house.guest(channels.every(desk.house.ctx)[0], pass_token=guest.token)


def press_space(desk: Desk) -> None:
    QTest.keyClick(box(desk).button, Qt.Key.Key_Space)


def tick(desk: Desk) -> str:
    desk.window.floor.tick()
    return box(desk).button.text()


def messages_of(desk: Desk) -> int:
    return len({progress.message_id for progress in messages.recent(desk.house.ctx)})


def expect_row(desk: Desk, qtbot: QtBot, word: str, colour: str) -> None:
    rows = desk.window.floor.recent.rows
    qtbot.waitUntil(lambda: bool(rows) and rows[0].state.word == word)
    assert rows[0].bar.colour == colour
