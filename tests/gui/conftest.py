"""The window's fixtures, and the check that a test leaves nothing behind."""

import os
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pushdesk.gui.program import Parts
from tests.gui.desk_fixture import Desk, clear_away, desk_for, parts_for
from tests.house import House

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def leaves_nothing_behind(qapp: QApplication) -> Iterator[None]:
    """Threads, windows and running timers end with the test that began them."""
    before = set(threading.enumerate())
    yield
    clear_away()
    assert set(threading.enumerate()) <= before
    assert [widget for widget in qapp.topLevelWidgets() if widget.isVisible()] == []
    assert [timer for timer in qapp.findChildren(QTimer) if timer.isActive()] == []


@pytest.fixture
def parts(qapp: QApplication, house: House) -> Iterator[Parts]:
    with parts_for(house) as made:
        yield made


@pytest.fixture
def desk(qtbot: QtBot, house: House) -> Iterator[Desk]:
    """The window, shown, with the keyboard's focus."""
    with desk_for(house) as made:
        made.window.resize(1366, 768)
        made.window.show()
        made.window.activateWindow()
        qtbot.waitExposed(made.window)
        qtbot.waitUntil(lambda: made.window.channels.is_first_time)
        yield made
