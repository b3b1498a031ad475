"""The window's fixtures, and the check that a test leaves nothing behind."""

import os
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pushdesk.gui.program import Parts
from pushdesk.services import preferences
from pushdesk.settings import MAIL_PASSWORD, MAIL_SERVER, MAIL_USER
from tests.gui.desk_fixture import Desk, clear_away, desk_for, parts_for
from tests.house import House
from tests.services import mail_host
from tests.services.mail_host import PASSWORD, USER, MailHost
from tests.webpush.authority import Authority

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


@pytest.fixture
def post(house: House, tmp_path: Path) -> Iterator[MailHost]:
    """A mail server that the venue uses."""
    folder = tmp_path / "certificates"
    folder.mkdir()
    authority = Authority.in_folder(folder)
    house.ctx = replace(
        house.ctx, environment={**house.ctx.environment, "SSL_CERT_FILE": str(authority.ca_file)}
    )
    with mail_host.running(authority.server("localhost")) as host:
        preferences.put(house.ctx, MAIL_SERVER, f"localhost:{host.port}")
        preferences.put(house.ctx, MAIL_USER, USER)
        preferences.put(house.ctx, MAIL_PASSWORD, PASSWORD)
        yield host
