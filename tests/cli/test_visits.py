"""The waiting list from the terminal; in one process, because undo has only ten seconds."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pushdesk.app import App
from pushdesk.cli import parser, visits
from pushdesk.errors import NotFound, UserError
from pushdesk.paths import open_data_dir

Command = Callable[..., Any]


@pytest.fixture
def command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Command]:
    """Runs `pushdesk visits …` and gives what it prints with --json."""
    app = App(open_data_dir(tmp_path / "data"))

    def run(*words: str) -> Any:
        assert visits.run(app, parser.parse(["visits", *words, "--json"])) == 0
        return json.loads(capsys.readouterr().out)

    yield run
    app.close()


def test_add_call_seat_and_undo(command: Command) -> None:
    added = command("add", "--name", "Mia", "--size", "4", "--quote", "20")
    assert (added["number"], added["lane"], added["state"]) == (1, "3–4", "waiting")
    assert command("late", "10")["sentence"] == "1 party waits 10 min more."
    called = command("notify", "1", "--hold", "5m")
    assert (called["sentence"], called["times"]) == ("Call the name: Mia.", 1)
    seated = command("seat", added["pushed_id"])
    assert command("list") == []
    assert command("undo", str(seated["change"]))["sentence"] == "Taken back."
    (row,) = command("list")
    assert (row["name"], row["state"], row["times_called"]) == ("Mia", "called", 1)
    assert command("no-show", "1")["sentence"] == "Mia did not come."


def test_a_wrong_call_and_who_has_left_come_back(command: Command) -> None:
    command("add", "--name", "Mia")
    command("notify", "1")
    assert command("correct", "1")["sentence"] == "Mia waits again."
    assert [row["state"] for row in command("list")] == ["waiting"]
    command("no-show", "1")
    (ended,) = command("recent")
    assert (ended["number"], ended["name"], ended["outcome"]) == (1, "Mia", "no_show")
    assert command("recall", "1")["sentence"] == "Mia is back on the list."
    assert command("recent") == []
    with pytest.raises(NotFound, match="number 1 has not left"):
        command("recall", "1")


def test_what_is_refused(command: Command) -> None:
    with pytest.raises(NotFound, match="number 7"):
        command("seat", "7")
    with pytest.raises(UserError, match="no delay"):
        command("late", "0")
    with pytest.raises(SystemExit, match="2"):
        command("dance")
