"""What became of what was sent, from the terminal: row 27."""

import argparse
import csv
import io
import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from pushdesk.app import App, Options
from pushdesk.cli import statistics
from pushdesk.cli.options import json_too
from pushdesk.errors import UserError
from pushdesk.paths import open_data_dir
from pushdesk.services import channels, guests, subscriptions, visits
from pushdesk.services.subscriptions import Caller
from tests.house import PIXEL, a_subscription

Run = Callable[..., str]


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    """A guest was called a moment ago."""
    app = App(open_data_dir(tmp_path / "data"), Options(environment={}))
    channel = channels.create(app.ctx, "Waiting list")
    held = subscriptions.subscribe(
        app.ctx, channel.alias, a_subscription(), Caller(None, PIXEL), "page"
    )
    visits.notify(app.ctx, guests.find(app.ctx, held.pushed_id).id, timedelta(minutes=10))
    yield app
    app.close()


@pytest.fixture
def run(app: App, capsys: pytest.CaptureFixture[str]) -> Run:
    parser = argparse.ArgumentParser()
    json_too(parser, default=False)
    statistics.add_parser(parser.add_subparsers())

    def run(*words: str) -> str:
        assert statistics.run(app, parser.parse_args(["statistics", *words])) == 0
        return capsys.readouterr().out

    return run


def document(run: Run, *words: str) -> Any:
    return json.loads(run(*words, "--json"))


def test_row_27_the_days(run: Run) -> None:
    told = document(run, "--days", "7")
    assert told["now"] == {"guests": 1, "devices": 1}
    assert told["total"]["messages"] == 1
    assert told["total"]["counts"] == {"queued": 1}
    assert told["total"]["opted_in"] == {"Waiting list": 1}
    assert len(told["bins"]) == 7
    assert "messages: 1; queued: 1; opted in: 1, out: 0" in run()
    assert document(run, "--days", "1")["by"] == "hour"


def test_row_27_one_message(run: Run) -> None:
    (row,) = csv.DictReader(io.StringIO(run("export", "messages")))
    told = document(run, "--message", row["id"])
    assert told["guests"] == {"addressed": 1, "shown": 0, "opened": 0}
    assert told["by"]["platform"] == {"Android": {"queued": 1}}
    assert "channel Waiting list: queued: 1" in run("--message", row["id"])


def test_row_27_into_a_file(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "days.csv"
    assert document(run, "--days", "7", "--csv", str(file)) == {"file": str(file), "lines": 7}
    assert len(file.read_text("utf-8").splitlines()) == 8
    assert run("export", "days", "--days", "7", "-o", str(file)) == f"{file} has 7 lines.\n"
    assert document(run, "export", "days")["csv"].startswith("begins_at,messages,devices,queued")


@pytest.mark.parametrize(
    "words", [("--days", "0"), ("--message", "nobody"), ("--message", "x", "--csv", "f.csv")]
)
def test_what_it_refuses(run: Run, words: tuple[str, ...]) -> None:
    with pytest.raises(UserError):
        run(*words)
