"""Secrets stay out of the log; every unexpected error gets in."""

import logging
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from pushdesk import logs

SECRETS = [
    "https://fcm.googleapis.com/fcm/send/dGhpcyBpcyBhIHNlY3JldCBlbmRwb2ludA:APA91bHun",
    "https://web.push.apple.com/QGuQyavXutnMH3vSbKpTfoo9",
    "Authorization: vapid t=eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.abc.def, k=BPub123456789",
    "Authorization: Bearer sk_live_0123456789",
    "GET /g/4f9a8b7c6d5e4f3a2b1c",
    "POST http://127.0.0.1/r/AAAAAAAAAAGzGk0n4x2yqF5m9Qd",
    "-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49\n-----END PRIVATE KEY-----",
]
FRAGMENTS = ["APA91bHun", "QGuQyavX", "eyJ0eXAi", "sk_live", "4f9a8b7c", "GzGk0n4x", "MIGHAgEA"]


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[Path]:
    logs.start(tmp_path / "log")
    yield tmp_path / "log"
    logs.stop()


@pytest.mark.parametrize("secret", SECRETS)
def test_no_secret_in_a_line(secret: str) -> None:
    assert not any(fragment in logs.redact(f"Sent to {secret} now") for fragment in FRAGMENTS)


def test_no_secret_in_a_traceback(log_file: Path) -> None:
    try:
        int(SECRETS[0])
    except ValueError:
        logging.getLogger("x").info("It broke", exc_info=True)
    text = log_file.read_text()
    assert "https://fcm.googleapis.com/…" in text
    assert "APA91bHun" not in text


@pytest.mark.complains
def test_a_thread_that_breaks_is_reported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told: list[str] = []
    logs.start(tmp_path / "log", told.append)
    thread = threading.Thread(target=_break, name="till")
    thread.start()
    thread.join()
    logs.stop()
    assert "Unexpected error in till" in (tmp_path / "log").read_text()
    assert "ZeroDivisionError" in told[0]


def test_a_log_that_cannot_be_opened(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Guests wait: the program works on."""
    logs.start(tmp_path)
    logs.stop()
    assert "The log can't be written" in caplog.text


def test_a_log_on_a_full_disk(capsys: pytest.CaptureFixture[str]) -> None:
    logs.start(Path("/dev/full"))
    logging.getLogger("x").info("A guest has come")
    logs.stop()
    told = capsys.readouterr().err
    assert told.startswith("The log can't be written")
    assert "Traceback" not in told


def _break() -> None:
    raise ZeroDivisionError
