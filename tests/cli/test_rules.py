"""Rules and events from the terminal."""

import json
from pathlib import Path

import pytest

from pushdesk.app import App
from pushdesk.services import channels, subscriptions
from pushdesk.services.subscriptions import Caller
from tests.cli.terminal import Terminal
from tests.house import PIXEL, a_subscription

CHAIN = {"when": {"event": "paid"}, "then": [{"wait": 60}, {"tell": "{name} has paid"}]}


@pytest.fixture
def guest(app: App) -> str:
    alias = channels.create(app.ctx, "Waiting list").alias
    caller = Caller(None, PIXEL)
    return subscriptions.subscribe(app.ctx, alias, a_subscription(), caller, "page").pushed_id


def test_row_22_from_a_file_to_its_log(terminal: Terminal, guest: str, tmp_path: Path) -> None:
    file = tmp_path / "rule.json"
    file.write_text(json.dumps(CHAIN), encoding="utf-8")
    made = terminal.document("rules", "create", "Paid", "--file", str(file))
    assert (made["on"], made["rule"]) == (False, CHAIN)
    assert terminal.document("rules", "on", "Paid")["on"]
    assert terminal.document("rules", "list")["rules"][0]["name"] == "Paid"
    terminal.document("events", "record", guest, "paid", "--var", "sum=12")
    assert terminal.document("events", "list", guest)[0]["properties"] == {"sum": "12"}
    assert terminal.document("events", "list")[0]["name"] == "paid"
    assert terminal.document("rules", "dry-run", "Paid")["guests"] == 1
    assert terminal.document("rules", "log", "Paid", "--guest", guest) == []
    assert not terminal.document("rules", "off", "Paid")["on"]
    assert terminal.document("rules", "delete", "Paid") == {"deleted": "Paid"}


def test_row_22_ready_rules(terminal: Terminal) -> None:
    keys = [ready["key"] for ready in terminal.document("rules", "list")["ready"]]
    assert "call-again" in keys
    made = terminal.document("rules", "add-ready", "call-again")
    assert terminal.document("rules", "show", made["name"]) == made
    assert "call-again" not in [one["key"] for one in terminal.document("rules", "list")["ready"]]


def test_in_sentences(terminal: Terminal) -> None:
    name = terminal.document("rules", "add-ready", "thank-you")["name"]
    assert terminal.run("rules", "show", name).stdout.splitlines() == [
        f"{name}: off",
        "  When a guest is seated:",
        "  Wait 2 hours.",
        "  Send “Thank you for your visit”.",
    ]


def test_files_that_are_no_rules(terminal: Terminal, tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_bytes(b"\xff")
    for file in (broken, tmp_path / "missing.json"):
        refused = terminal.run("rules", "create", "Rule", "--file", str(file))
        assert (refused.returncode, "can't be read" in refused.stderr) == (1, True)
