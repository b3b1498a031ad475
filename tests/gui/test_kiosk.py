"""The kiosk: the code, who waits, a way in without a phone, and no way out without the PIN."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QBuffer, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from pushdesk.domain.visits import State
from pushdesk.errors import Unavailable
from pushdesk.gui.kiosk.view import Kiosk
from pushdesk.gui.program import Parts
from pushdesk.i18n import NAMES
from pushdesk.qr import reading
from pushdesk.services import guests, preferences, waiting_list
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
    qtbot.waitUntil(lambda: kiosk.ahead.text() == "For 2: 1 party is ahead,")
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


def test_who_has_joined_takes_the_place_along_and_the_next_one_finds_the_list(
    house: House, kiosk: Kiosk, qtbot: QtBot
) -> None:
    _choose(kiosk, "de")
    kiosk.guide.without.click()
    kiosk.guide.check_in.join.click()
    qtbot.waitUntil(lambda: kiosk.guide.thanks != "")
    (row,) = waiting_list.floor(house.ctx).rows
    token = guests.card(house.ctx, row.guest_id).guest.pass_token
    assert _shown(kiosk) == [f"{house.ctx.portal_url}/g/{token}?lang=de"]
    kiosk.guide.finish.click()
    assert kiosk.guide.thanks == ""
    assert _shown(kiosk) == [f"{house.ctx.portal_url}/c/{row.channel}"]
    assert kiosk.languages.value == "en"


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


def test_a_guest_picks_a_language_and_the_next_one_finds_the_standard(
    house: House, kiosk: Kiosk, qtbot: QtBot
) -> None:
    assert [chip.text() for chip in kiosk.languages.chips] == list(NAMES.values())
    _choose(kiosk, "de")
    assert kiosk.ahead.text() == "Für 2: niemand davor"
    kiosk.guide.without.click()
    kiosk.guide.check_in.join.click()
    qtbot.waitUntil(lambda: ", Nummer " in kiosk.guide.thanks)
    (row,) = waiting_list.floor(house.ctx).rows
    assert guests.card(house.ctx, row.guest_id).guest.language == "de"
    qtbot.waitUntil(lambda: kiosk.guide.thanks == "")
    assert kiosk.languages.value == "en"
    assert kiosk.ahead.text().startswith("For 2:")


def test_the_computers_language_is_the_standard(parts: Parts, house: House, qtbot: QtBot) -> None:
    house.channel()
    made = Kiosk(parts, idle_ms=IDLE_MS, standard="pt")
    made.show()
    qtbot.waitUntil(lambda: made.ahead.text() == "Para 2: ninguém à frente")
    _choose(made, "it")
    made.reset()
    assert made.guide.without.text() == "Entrar sem telemóvel"
    made.close()
    made.deleteLater()


@pytest.mark.parametrize("language", list(NAMES))
def test_every_languages_words_fit_on_a_small_screen(
    house: House, kiosk: Kiosk, language: str, qtbot: QtBot
) -> None:
    waiting_list.add(house.ctx, Party(size=2))
    qtbot.waitUntil(lambda: kiosk.quote.text() != "")
    _choose(kiosk, language)
    for page in (kiosk.guide.reset, kiosk.guide.begin):
        page()
        QApplication.processEvents()
        assert kiosk.minimumSizeHint().width() <= kiosk.width() == 1024
    for button in kiosk.findChildren(QAbstractButton):
        if button.isVisible():
            assert button.width() >= button.minimumSizeHint().width(), button.text()


def test_an_upright_screen_has_the_code_above_the_words(kiosk: Kiosk, qtbot: QtBot) -> None:
    kiosk.resize(800, 1280)
    qtbot.waitUntil(lambda: kiosk.guide.y() > kiosk.view.geometry().bottom())
    assert kiosk.width() == 800
    assert kiosk.minimumSizeHint().width() <= 800
    assert kiosk.venue.width() > 600


def test_after_20_seconds_it_is_the_next_guests(house: House, parts: Parts) -> None:
    house.channel()
    made = Kiosk(parts)
    made.guide.begin()
    (idle,) = (timer for timer in made.findChildren(QTimer) if timer.interval() == 20_000)
    assert idle.isActive()
    idle.timeout.emit()
    assert made.guide.currentWidget() is not made.guide.check_in
    assert not idle.isActive()
    made.close()
    made.deleteLater()


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


def _choose(kiosk: Kiosk, language: str) -> None:
    kiosk.languages.chips[list(NAMES).index(language)].click()


def _press(kiosk: Kiosk, pin: str) -> None:
    for digit in pin:
        kiosk.leaving.pad.keys[digit].click()
    kiosk.leaving.pad.ok.click()


def _shown(kiosk: Kiosk) -> list[str]:
    """What a phone's camera reads off the screen."""
    picture = QBuffer()
    kiosk.view.grab().save(picture, "PNG")
    return reading.read_image(bytes(picture.data().data()))
