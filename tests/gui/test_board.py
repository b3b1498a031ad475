"""The board: who is called and where to go, flash and chime once, by voice what stays silent."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pushdesk.gui.board.card import FLASH_MS
from pushdesk.gui.board.speaker import SystemSpeaker
from pushdesk.gui.board.view import Board
from pushdesk.gui.program import Parts
from pushdesk.services import preferences, visits, waiting_list
from pushdesk.services.waiting_list import Party, Row
from pushdesk.settings import SOUNDS, VOICE
from tests.house import House

HEIGHT = 768
HOLD = timedelta(minutes=10)


@dataclass
class FakeSpeaker:
    """Remembers what it was to be heard."""

    chimes: int = 0
    said: list[str] = field(default_factory=list)

    def chime(self) -> None:
        self.chimes += 1

    def say(self, text: str) -> None:
        self.said.append(text)


@pytest.fixture
def speaker() -> FakeSpeaker:
    return FakeSpeaker()


@pytest.fixture
def board(parts: Parts, speaker: FakeSpeaker, qtbot: QtBot) -> Iterator[Board]:
    made = Board(parts, speaker)
    made.resize(1366, HEIGHT)
    made.show()
    qtbot.waitUntil(lambda: made.venue.accessibleName() != "")
    yield made
    made.close()
    made.deleteLater()


def test_nobody_is_called(board: Board) -> None:
    assert board.none.isVisible()
    assert board.cards == []


def test_a_call_is_large_flashes_and_is_heard_once(
    house: House, board: Board, speaker: FakeSpeaker, qtbot: QtBot
) -> None:
    guest = _party(house, place="Table 4")
    visits.notify(house.ctx, guest.guest_id, HOLD)
    qtbot.waitUntil(lambda: len(board.cards) == 1)
    card = board.cards[0]
    assert card.place.accessibleName() == "Table 4"
    assert card.who.fontInfo().pixelSize() >= 0.08 * HEIGHT
    assert card.flashes
    assert speaker.chimes == 1
    qtbot.waitUntil(lambda: not card.flashes, timeout=2 * FLASH_MS)


def test_without_sounds_it_only_flashes(
    house: House, board: Board, speaker: FakeSpeaker, qtbot: QtBot
) -> None:
    preferences.put(house.ctx, SOUNDS, "off")
    visits.notify(house.ctx, _party(house).guest_id, HOLD)
    qtbot.waitUntil(lambda: len(board.cards) == 1)
    assert board.cards[0].flashes
    assert speaker.chimes == 0


def test_who_has_no_phone_is_called_by_voice_once(
    house: House, board: Board, speaker: FakeSpeaker, qtbot: QtBot
) -> None:
    preferences.put(house.ctx, VOICE, "on")
    guest = _party(house, place="Table 4")
    visits.notify(house.ctx, guest.guest_id, HOLD)
    qtbot.waitUntil(lambda: speaker.said == [f"{guest.name}, Table 4."])
    waiting_list.edit(house.ctx, guest.guest_id, size=3)
    qtbot.waitUntil(lambda: len(board.cards) == 1)
    assert len(speaker.said) == 1


def test_a_full_name_is_never_shown(house: House, board: Board, qtbot: QtBot) -> None:
    guest = _party(house, name="Margarethe Lindqvist-Okonkwo")
    visits.notify(house.ctx, guest.guest_id, HOLD)
    qtbot.waitUntil(lambda: len(board.cards) == 1)
    assert "Lindqvist" not in board.cards[0].accessibleName()


def test_who_is_seated_stands_among_the_recent(house: House, board: Board, qtbot: QtBot) -> None:
    guest = _party(house)
    visits.notify(house.ctx, guest.guest_id, HOLD)
    qtbot.waitUntil(lambda: len(board.cards) == 1)
    visits.seat(house.ctx, guest.guest_id)
    qtbot.waitUntil(lambda: board.cards == [] and board.none.isVisible())
    qtbot.waitUntil(lambda: board.recent == 1)


def test_the_board_speaks_the_rooms_language(
    house: House, parts: Parts, speaker: FakeSpeaker, qtbot: QtBot
) -> None:
    preferences.put(house.ctx, VOICE, "on")
    made = Board(parts, speaker, "fr")
    made.show()
    assert made.none.text() == "Personne n’est appelé pour l’instant"
    guest = _party(house, name="Margarethe Lindqvist")
    visits.notify(house.ctx, guest.guest_id, HOLD)
    said = f"Numéro {guest.number}, présentez-vous à l’accueil."
    qtbot.waitUntil(lambda: speaker.said == [said])
    assert made.cards[0].place.accessibleName() == "Présentez-vous à l’accueil"
    made.close()
    made.deleteLater()


def test_esc_leaves(board: Board, qtbot: QtBot) -> None:
    with qtbot.waitSignal(board.closed):
        QTest.keyClick(board, Qt.Key.Key_Escape)


def test_the_computers_own_speaker_needs_no_sound_device(qtbot: QtBot) -> None:
    speaker = SystemSpeaker()
    speaker.chime()
    speaker.say("Blue Fox 27, Table 4.")
    speaker.deleteLater()


def _party(house: House, name: str = "", place: str = "") -> Row:
    return waiting_list.add(house.ctx, Party(name=name, place=place))
