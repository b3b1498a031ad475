"""Rules and events from the terminal."""

import argparse
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pushdesk.app import App, Options
from pushdesk.cli import events, rules
from pushdesk.errors import UserError
from pushdesk.paths import open_data_dir
from pushdesk.services import channels, subscriptions
from pushdesk.services.subscriptions import Caller
from tests.house import PIXEL, a_subscription

Command = Callable[..., Any]
CHAIN = {"when": {"event": "paid"}, "then": [{"wait": 60}, {"tell": "{name} has paid"}]}


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    app = App(open_data_dir(tmp_path / "data"), Options(environment={}))
    yield app
    app.close()


@pytest.fixture
def command(app: App, capsys: pytest.CaptureFixture[str]) -> Command:
    """What a command prints with --json."""
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers(dest="command")
    rooms = {"rules": rules, "events": events}
    for room in rooms.values():
        room.add_parser(commands)

    def run(*words: str) -> Any:
        args = parser.parse_args([*words, "--json"])
        assert rooms[args.command].run(app, args) == 0
        return json.loads(capsys.readouterr().out)

    return run


@pytest.fixture
def guest(app: App) -> str:
    alias = channels.create(app.ctx, "Waiting list").alias
    caller = Caller(None, PIXEL)
    return subscriptions.subscribe(app.ctx, alias, a_subscription(), caller, "page").pushed_id


def test_row_22_from_a_file_to_its_log(command: Command, guest: str, tmp_path: Path) -> None:
    file = tmp_path / "rule.json"
    file.write_text(json.dumps(CHAIN), encoding="utf-8")
    made = command("rules", "create", "Paid", "--file", str(file))
    assert (made["on"], made["rule"]) == (False, CHAIN)
    assert command("rules", "on", "Paid")["on"]
    assert command("rules", "list")["rules"][0]["name"] == "Paid"
    command("events", "record", guest, "paid", "--var", "sum=12")
    assert command("events", "list", guest)[0]["properties"] == {"sum": "12"}
    assert command("events", "list")[0]["name"] == "paid"
    assert command("rules", "dry-run", "Paid")["guests"] == 1
    assert command("rules", "log", "Paid", "--guest", guest) == []
    assert not command("rules", "off", "Paid")["on"]
    assert command("rules", "delete", "Paid") == {"deleted": "Paid"}


def test_row_22_ready_rules(command: Command) -> None:
    keys = [ready["key"] for ready in command("rules", "list")["ready"]]
    assert "call-again" in keys
    made = command("rules", "add-ready", "call-again")
    assert command("rules", "show", made["name"]) == made
    assert "call-again" not in [one["key"] for one in command("rules", "list")["ready"]]


def test_in_sentences(app: App, command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    name = command("rules", "add-ready", "thank-you")["name"]
    args = argparse.Namespace(action="show", name=name, json=False)
    rules.run(app, args)
    assert capsys.readouterr().out.splitlines() == [
        f"{name}: off",
        "  When a guest is seated:",
        "  Wait 2 hours.",
        "  Send “follow_up”.",
    ]


def test_files_that_are_no_rules(command: Command, tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_bytes(b"\xff")
    for file in (broken, tmp_path / "missing.json"):
        with pytest.raises(UserError, match="can't be read"):
            command("rules", "create", "Rule", "--file", str(file))
