"""Among 100,000 guests the window never hesitates while somebody types."""

import gc
from collections.abc import Iterator
from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from pushdesk.gui.desk import keep_loaded
from pushdesk.gui.guests.view import Guests
from pushdesk.gui.program import Parts
from pushdesk.store import Store
from tests.gui.guest_typing import Turns, fill, shows, type_keys

GUESTS = 100_000
LONGEST_TURN = 0.05


@pytest.fixture
def _loaded(parts: Parts) -> Iterator[None]:
    keep_loaded()
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("_loaded")
def test_no_turn_of_the_window_is_long(store: Store, parts: Parts, qtbot: QtBot) -> None:
    fill(store, GUESTS)
    view = Guests(parts)
    view.resize(1254, 700)
    view.show()
    qtbot.waitExposed(view)
    qtbot.waitUntil(partial(shows, view, f"Guest {GUESTS}"))
    turns = Turns()
    for best in type_keys(view):
        qtbot.waitUntil(partial(shows, view, best))
    turns.stop()
    view.close()
    view.deleteLater()
    assert len(turns.seconds) > 10
    assert max(turns.seconds) < LONGEST_TURN
