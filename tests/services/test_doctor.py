"""The doctor's findings, whatever answers at the public address."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from pushdesk.paths import DataDir
from pushdesk.services import doctor
from pushdesk.services.doctor import Finding
from tests.house import House

OK = b"HTTP/1.0 200 OK\r\n\r\n"
ANSWERS = {
    "nothing": b"",
    "no HTTP": b"220 mail.example.com ESMTP\r\n",
    "an error": b"HTTP/1.0 502 Bad Gateway\r\n\r\n",
    "cut short": b"HTTP/1.0 200 OK\r\nContent-Length: 99\r\n\r\n{",
    "endless line": b"HTTP/1.0 200 OK\r\nX: " + b"x" * 70_000,
    "no JSON": OK + b"<html>",
    "no object": OK + b"[]",
    "deep JSON": OK + b"[" * 400_000,
    "no text": OK + b"\xff\xfe",
    "somebody else": OK + b'{"status":"fine"}',
    "elsewhere": b"HTTP/1.0 302 Found\r\nLocation: http://[/\r\n\r\n",
}


@contextmanager
def answering(answer: bytes) -> Iterator[str]:
    """One connection, one answer."""

    def run() -> None:
        connection, _address = listening.accept()
        with connection:
            connection.recv(65536)
            connection.sendall(answer)
            connection.shutdown(socket.SHUT_WR)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=run)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        thread.join()


@pytest.fixture
def examine(house: House, tmp_path: Path) -> Callable[[str], dict[str, Finding]]:
    data_dir = DataDir(tmp_path)
    data_dir.keys.mkdir()

    def examine(url: str) -> dict[str, Finding]:
        ctx = replace(house.ctx, environment={"PUSHDESK_PUBLIC_URL": url})
        return {finding.check: finding for finding in doctor.examine(ctx, data_dir)}

    return examine


@pytest.mark.parametrize("case", ANSWERS)
def test_whatever_answers(examine: Callable[[str], dict[str, Finding]], case: str) -> None:
    with answering(ANSWERS[case]) as url:
        found = examine(url)
    assert not found["portal"].ok
    assert found["portal"].what_to_do


@pytest.mark.parametrize("url", ["http://127.0.0.1:1", "https://desk.invalid"])
def test_nobody_answers(examine: Callable[[str], dict[str, Finding]], url: str) -> None:
    assert "doesn't answer" in examine(url)["portal"].sentence
