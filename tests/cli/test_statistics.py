"""What became of what was sent, from the terminal: row 27."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from pushdesk.app import App
from pushdesk.services import channels, guests, subscriptions, visits
from pushdesk.services.subscriptions import Caller
from tests.cli.terminal import Terminal
from tests.house import PIXEL, a_subscription

Run = Callable[..., str]


@pytest.fixture
def app(app: App) -> App:
    """A guest was called a moment ago."""
    channel = channels.create(app.ctx, "Waiting list")
    held = subscriptions.subscribe(
        app.ctx, channel.alias, a_subscription(), Caller(None, PIXEL), "page"
    )
    visits.notify(app.ctx, guests.find(app.ctx, held.pushed_id).id, timedelta(minutes=10))
    return app


@pytest.fixture
def run(terminal: Terminal) -> Run:
    def run(*words: str) -> str:
        return terminal.run("statistics", *words).stdout

    return run


def test_row_27_the_days(terminal: Terminal, run: Run) -> None:
    told = terminal.document("statistics", "--days", "7")
    assert told["now"] == {"guests": 1, "devices": 1}
    assert told["total"]["messages"] == 1
    assert told["total"]["counts"] == {"queued": 1}
    assert told["total"]["opted_in"] == {"Waiting list": 1}
    assert len(told["bins"]) == 7
    assert "messages: 1; queued: 1; opted in: 1, out: 0" in run()
    assert terminal.document("statistics", "--days", "1")["by"] == "hour"


def test_row_27_one_message(terminal: Terminal, run: Run) -> None:
    (row,) = csv.DictReader(io.StringIO(run("export", "messages")))
    told = terminal.document("statistics", "--message", row["id"])
    assert told["guests"] == {"addressed": 1, "shown": 0, "opened": 0}
    assert told["by"]["platform"] == {"Android": {"queued": 1}}
    assert "channel Waiting list: queued: 1" in run("--message", row["id"])


def test_row_27_into_a_file(terminal: Terminal, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "days.csv"
    assert terminal.document("statistics", "--days", "7", "--csv", str(file)) == {
        "file": str(file),
        "lines": 7,
    }
    assert len(file.read_text("utf-8").splitlines()) == 8
    assert run("export", "days", "--days", "7", "-o", str(file)) == f"{file} has 7 lines.\n"
    assert terminal.document("statistics", "export", "days")["csv"].startswith(
        "begins_at,messages,devices,queued"
    )


@pytest.mark.parametrize(
    "words", [("--days", "0"), ("--message", "nobody"), ("--message", "x", "--csv", "f.csv")]
)
def test_what_it_refuses(terminal: Terminal, words: tuple[str, ...]) -> None:
    refused = terminal.run("statistics", *words)
    assert (refused.returncode, refused.stdout) == (1, "")
