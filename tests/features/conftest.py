"""An open venue, its window, and its terminal."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from pushdesk.runtime.clock import ManualClock
from tests.features import venue as venues
from tests.features.desk import Desk
from tests.features.venue import Turned, Venue
from tests.gui.desk_fixture import desk_for
from tests.house import EVENING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture
def venue(tmp_path: Path) -> Iterator[Venue]:
    """On an evening in November, whose clock stands still until it is turned."""
    opened = venues.open_in(tmp_path / "data", ManualClock(EVENING))
    yield opened
    opened.close()


@pytest.fixture
def today(tmp_path: Path) -> Iterator[Venue]:
    """Now, so that the program in another process works on the same data."""
    opened = venues.open_in(tmp_path / "data", Turned())
    yield opened
    opened.close()


@pytest.fixture
def desk(qtbot: QtBot, venue: Venue) -> Iterator[Desk]:
    """The window of the venue of that evening, shown."""
    with desk_for(venue.house) as made:
        made.window.resize(1366, 768)
        made.window.show()
        made.window.activateWindow()
        qtbot.waitExposed(made.window)
        qtbot.waitUntil(lambda: made.window.channels.is_first_time)
        yield Desk(made, qtbot)
