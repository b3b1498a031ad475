"""The desk's process dies and is started again beside a running kiosk's."""

import os
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from pushdesk.paths import open_data_dir
from tests.cli.program import Program
from tests.waiting import wait_for

START = 40.0
# How soon guests are told, and how soon they are told that all is well.
SOON = 8.0


@pytest.mark.alone
@pytest.mark.timeout(240)
def test_the_kiosk_tells_guests_and_recovers_by_itself(program: Program) -> None:
    alias = program.document("channel", "create", "Waiting list")["alias"]
    port = _free_port()
    log = open_data_dir(program.data_dir).log
    with _running(program, port) as desk:
        wait_for(lambda: _answers(port), START)
        with _running(program, port, "kiosk", "--channel", alias) as kiosk:
            wait_for(lambda: f"shows the code of {alias}" in _text(log), START)
            desk.kill()
            desk.wait(10)
            wait_for(lambda: "The kiosk misses the desk" in _text(log), SOON)
            with _running(program, port):
                wait_for(lambda: _answers(port), START)
                wait_for(lambda: "The kiosk has the desk back" in _text(log), SOON)
                assert kiosk.poll() is None


@contextmanager
def _running(program: Program, port: int, *words: str) -> Iterator["subprocess.Popen[bytes]"]:
    """A window without a screen, as a process; ended at the end."""
    environment = os.environ | {
        "PUSHDESK_DATA_DIR": str(program.data_dir),
        "PUSHDESK_PORT": str(port),
        "QT_QPA_PLATFORM": "offscreen",
    }
    process = subprocess.Popen(program._command(*words), env=environment)
    try:
        yield process
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(20)
        process.kill()
        process.wait(10)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port


def _answers(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1.0):
        return True
    return False


def _text(log: Path) -> str:
    return log.read_text(encoding="utf-8") if log.exists() else ""
