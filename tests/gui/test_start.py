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
from pushdesk.gui.program import Parts
from pushdesk.gui.training import Lesson, Tasks, TrainingStrip
from pushdesk.practice.checklist import Checklist, Task
from pushdesk.services import visits, waiting_list
from pushdesk.services.waiting_list import Party
from tests.house import House


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


class Learner:
    """A program whose checklist follows what somebody new really does."""

    def __init__(self, checklist: Checklist) -> None:
        self._checklist = checklist

    def tasks_done(self) -> frozenset[Task]:
        return self._checklist.done()


def test_the_training_strip_ticks_off_what_was_done(
    house: House, parts: Parts, qtbot: QtBot
) -> None:
    strip = TrainingStrip(parts.theme, [("Blue Fox", "BCDEFGHJKLNPRS")])
    qtbot.addWidget(strip)
    checklist = Checklist(house.ctx)
    Lesson(parts, Learner(checklist), strip.tasks)
    assert len(strip.tasks.told) == 8
    assert not _ticked(strip.tasks)
    party = waiting_list.add(house.ctx, Party())
    visits.seat(house.ctx, party.guest_id)
    qtbot.waitUntil(lambda: _ticked(strip.tasks) == {Task.ADD, Task.SEAT})
    assert strip.tasks.accessibleName() == "2 of 8 tasks are done"
    checklist.stop()


def _ticked(tasks: Tasks) -> set[Task]:
    return {task for task, told in tasks.told.items() if "done" in told.accessibleName()}
