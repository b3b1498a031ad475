"""The real program with its window: starts, is alone, and ends on Ctrl+C."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from pushdesk.gui import single_window


@contextmanager
def program(data_dir: Path, *words: str) -> Iterator[subprocess.Popen[str]]:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PUSHDESK_PORT": "0"}
    command = [sys.executable, "-m", "pushdesk", "--data-dir", str(data_dir), *words]
    with subprocess.Popen(command, env=environment, text=True, stderr=subprocess.PIPE) as process:
        try:
            yield process
        finally:
            process.kill()


def answers(data_dir: Path) -> bool:
    socket = QLocalSocket()
    socket.connectToServer(single_window.name_for(data_dir))
    connected = socket.waitForConnected(200)
    socket.abort()
    return connected


def test_one_window_for_each_data_folder(qtbot: QtBot, tmp_path: Path) -> None:
    with program(tmp_path) as first:
        qtbot.waitUntil(lambda: answers(tmp_path), timeout=30_000)
        with program(tmp_path) as second:
            assert second.wait(30) == 0
        assert first.poll() is None
        first.send_signal(signal.SIGINT)
        assert first.wait(30) == 0


def test_a_kiosk_for_no_channel_says_so(tmp_path: Path) -> None:
    with program(tmp_path, "kiosk", "--channel", "AAAAAA") as kiosk:
        _out, told = kiosk.communicate(timeout=30)
    assert kiosk.returncode == 1
    assert "There is no channel “AAAAAA”." in told
