"""Who is at the desk: signing in, what a role sees, and the locked desk that stays readable."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pushdesk.gui.main_window import Screen
from pushdesk.gui.staff.at_the_desk import AtTheDesk
from pushdesk.gui.staff.lock import Lock
from pushdesk.services import preferences, staff
from pushdesk.services.staff import Permission, Role
from pushdesk.settings import LOCK_MINUTES
from tests.gui.desk_fixture import Desk


@pytest.fixture
def acting() -> list[int | None]:
    """Who has been told to act, one after the other."""
    return []


@pytest.fixture
def here(desk: Desk, acting: list[int | None]) -> Iterator[AtTheDesk]:
    window = desk.window
    made = AtTheDesk(desk.inputs, desk.parts, window.header, window.rail, window, acting.append)
    yield made
    made.stop()


def test_without_staff_nothing_asks(desk: Desk, here: AtTheDesk, qtbot: QtBot) -> None:
    assert not desk.window.header.person.isVisible()
    assert not here.lock.strip.isVisible()
    assert all(here.shift.may(each) for each in Permission)


def test_the_first_one_is_signed_in_and_a_host_sees_less(
    desk: Desk, here: AtTheDesk, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: here.shift.knows)
    _people(desk, qtbot, here)
    assert here.shift.person is not None
    assert here.shift.person.name == "Olga"
    desk.window.go_to(Screen.RULES)
    desk.window.header.person.click()
    _type(here.lock, "2222")
    qtbot.waitUntil(lambda: desk.window.header.person.text() == "Hugo")
    assert _screens(desk) == {Screen.FLOOR, Screen.GUESTS}
    assert desk.window.rail._group.checkedId() == Screen.FLOOR
    desk.window.header.person.click()
    _type(here.lock, "1111")
    qtbot.waitUntil(lambda: len(_screens(desk)) == len(Screen))


def test_a_locked_desk_is_seen_and_nothing_is_done(
    desk: Desk, here: AtTheDesk, acting: list[int | None], qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: here.shift.knows)
    _people(desk, qtbot, here)
    desk.window.header.lock.click()
    assert here.lock.strip.isVisible()
    assert desk.window.floor.isVisible()
    rail = desk.window.rail._group.button(Screen.GUESTS)
    QTest.mouseClick(rail, Qt.MouseButton.LeftButton)
    QTest.keyClick(desk.window, Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    assert desk.window.rail._group.checkedId() == Screen.FLOOR
    QTest.mouseClick(desk.window.header.person, Qt.MouseButton.LeftButton)
    assert here.lock.pad.isVisible()
    here.lock.pad.back.click()
    QTest.mouseClick(here.lock.strip.sign_in, Qt.MouseButton.LeftButton)
    assert here.lock.pad.isVisible()
    _type(here.lock, "9999")
    qtbot.waitUntil(lambda: "nobody's" in here.lock.pad.told.text())
    assert here.shift.is_locked
    _type(here.lock, "2222")
    qtbot.waitUntil(lambda: not here.shift.is_locked)
    assert not here.lock.strip.isVisible()
    assert not here.lock.pad.isVisible()
    assert here.shift.person is not None
    assert acting[-2:] == [None, here.shift.person.id]


def test_it_locks_by_itself(desk: Desk, here: AtTheDesk, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: here.shift.knows)
    _people(desk, qtbot, here)
    preferences.put(desk.house.ctx, LOCK_MINUTES, "5")
    qtbot.waitUntil(lambda: here.lock.minutes == 5)
    here.lock.timer.timeout.emit()
    assert here.shift.is_locked


def test_who_is_archived_is_signed_out(desk: Desk, here: AtTheDesk, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: here.shift.knows)
    _people(desk, qtbot, here)
    desk.window.header.person.click()
    _type(here.lock, "2222")
    qtbot.waitUntil(lambda: desk.window.header.person.text() == "Hugo")
    (hugo,) = [one for one in staff.every(desk.house.ctx) if one.name == "Hugo"]
    staff.archive(desk.house.ctx, hugo.id)
    qtbot.waitUntil(lambda: here.shift.is_locked)


def _people(desk: Desk, qtbot: QtBot, here: AtTheDesk) -> None:
    staff.add(desk.house.ctx, "Olga", "1111", Role.OWNER)
    qtbot.waitUntil(lambda: here.shift.person is not None)
    staff.add(desk.house.ctx, "Hugo", "2222", Role.HOST)


def _screens(desk: Desk) -> set[Screen]:
    group = desk.window.rail._group
    return {Screen(group.id(each)) for each in group.buttons() if not each.isHidden()}


def _type(lock: Lock, pin: str) -> None:
    """As from a keyboard."""
    QTest.keyClicks(lock.pad.field, pin)
    QTest.keyClick(lock.pad.field, Qt.Key.Key_Return)
