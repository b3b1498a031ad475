"""The kiosk: the code, who waits, a way in without a phone, and no way out without the PIN."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pushdesk.domain.visits import State
from pushdesk.errors import Unavailable
from pushdesk.gui.kiosk.view import Kiosk
from pushdesk.gui.program import Parts
from pushdesk.services import preferences, waiting_list
from pushdesk.services.waiting_list import Party
from pushdesk.settings import KIOSK_PIN
from tests.house import House

IDLE_MS = 300


@pytest.fixture
def kiosk(house: House, parts: Parts, qtbot: QtBot) -> Iterator[Kiosk]:
    house.channel()
    made = Kiosk(parts, idle_ms=IDLE_MS)
    made.resize(1024, 768)
    made.show()
    qtbot.waitUntil(lambda: not made.view.is_empty and made.ahead.text() != "")
    yield made
    made.close()
    made.deleteLater()


def test_the_code_is_nearly_half_the_height(kiosk: Kiosk) -> None:
    assert min(kiosk.view.width(), kiosk.view.height()) >= 0.45 * kiosk.height()


def test_how_many_wait_and_how_long(house: House, kiosk: Kiosk, qtbot: QtBot) -> None:
    assert kiosk.ahead.text() == "For 2: nobody is ahead"
    waiting_list.add(house.ctx, Party(size=2))
    qtbot.waitUntil(lambda: kiosk.ahead.text() == "For 2: 1 party is ahead")
    assert kiosk.quote.text().startswith("about ")
    kiosk.guide.without.click()
    QTest.keyClick(kiosk, Qt.Key.Key_8)
    assert kiosk.ahead.text() == "For 8: nobody is ahead"


def test_iphones_have_steps_of_their_own(kiosk: Kiosk) -> None:
    assert "Home Screen" not in " ".join(each.text() for each in kiosk.guide.steps.told)
    kiosk.guide.steps.phones.findChildren(type(kiosk.guide.without))[1].click()
    assert "Home Screen" in " ".join(each.text() for each in kiosk.guide.steps.told)


def test_who_has_no_phone_joins_with_a_size_alone(house: House, kiosk: Kiosk, qtbot: QtBot) -> None:
    kiosk.guide.without.click()
    QTest.keyClick(kiosk, Qt.Key.Key_4)
    kiosk.guide.check_in.join.click()
    qtbot.waitUntil(lambda: kiosk.guide.thanks != "")
    (row,) = waiting_list.floor(house.ctx).rows
    assert (row.size, row.state, row.source) == (4, State.PENDING, "kiosk")
    assert kiosk.guide.thanks == f"{row.name}, number {row.number}"


def test_a_name_is_taken_and_gone_for_the_next_guest(
    house: House, kiosk: Kiosk, qtbot: QtBot
) -> None:
    kiosk.guide.without.click()
    kiosk.guide.check_in.name.setText("Mara")
    QTest.keyClick(kiosk.guide.check_in.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: kiosk.guide.thanks.startswith("Mara"))
    qtbot.waitUntil(lambda: kiosk.guide.thanks == "")
    assert kiosk.guide.check_in.name.text() == ""
    assert [row.name for row in waiting_list.floor(house.ctx).rows] == ["Mara"]


def test_without_a_pin_esc_leaves(kiosk: Kiosk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(kiosk.closed):
        QTest.keyClick(kiosk, Qt.Key.Key_Escape)


def test_only_the_pin_leaves(house: House, kiosk: Kiosk, qtbot: QtBot) -> None:
    preferences.put(house.ctx, KIOSK_PIN, "4711")
    qtbot.waitUntil(lambda: kiosk.leaving.needs_pin)
    QTest.keyClick(kiosk, Qt.Key.Key_Escape)
    pad = kiosk.leaving.pad
    assert pad.isVisible()
    for _each in range(5):
        pad.keys["1"].click()
        pad.ok.click()
    assert "Wait a minute" in pad.told.text()
    _press(kiosk, "4711")
    assert kiosk.isVisible()
    kiosk.leaving.forgive()
    pad.back.click()
    assert not pad.isVisible()
    kiosk.leave.click()
    with qtbot.waitSignal(kiosk.closed):
        _press(kiosk, "4711")


def test_a_database_that_is_away_for_a_moment_is_told_and_comes_back(
    kiosk: Kiosk, qtbot: QtBot
) -> None:
    kiosk.away(Unavailable("The database can't be opened."))
    assert kiosk.note.isVisible()
    assert not kiosk.view.is_empty
    qtbot.waitUntil(lambda: not kiosk.note.isVisible())


def _press(kiosk: Kiosk, pin: str) -> None:
    for digit in pin:
        kiosk.leaving.pad.keys[digit].click()
    kiosk.leaving.pad.ok.click()
