"""pushdesk messages and pushdesk drafts, and the sends that aren't for now."""

import argparse
import json
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pushdesk.app import App, Options
from pushdesk.cli import drafts, messages, send
from pushdesk.cli.moments import moment
from pushdesk.domain.placeholders import Wording
from pushdesk.domain.requests import Button, Purpose, Request
from pushdesk.domain.targets import App as Everyone
from pushdesk.errors import UserError
from pushdesk.paths import open_data_dir
from pushdesk.runtime.clock import ManualClock
from pushdesk.services import channels, preferences, repeats, subscriptions
from pushdesk.services import drafts as kept
from pushdesk.services import messages as sends
from pushdesk.services.subscriptions import Caller
from pushdesk.settings import TIME_ZONE
from tests.house import EVENING, a_subscription

HELLO = Request((Everyone(),), title="The kitchen closes at ten")
SEND = ["send", "--to", "app", "--title", "The kitchen closes at ten"]
RUN: dict[str, Callable[[App, Namespace], int]] = {
    "send": send.run,
    "messages": messages.run,
    "drafts": drafts.run,
}


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    clock = ManualClock(EVENING)
    with closing(App(open_data_dir(tmp_path), Options(environment={}), clock)) as app:
        preferences.put(app.ctx, TIME_ZONE, "Europe/Rome")  # 20:00 there
        alias = channels.create(app.ctx, "Everyone").alias
        subscriptions.subscribe(app.ctx, alias, a_subscription(), Caller(), "test")
        yield app


@pytest.fixture
def pushdesk(app: App, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """What the command prints."""

    def run(*words: str) -> str:
        args = _parser().parse_args(words)
        assert RUN[args.command](app, args) == 0
        return capsys.readouterr().out

    return run


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser()
    parser.add_argument("--json", action="store_true")
    commands: argparse._SubParsersAction[Any] = parser.add_subparsers(dest="command")
    for command in (send, messages, drafts):
        command.add_parser(commands)
    return parser


def test_how_far_a_message_has_come_and_a_hand_on_the_brake(
    app: App, pushdesk: Callable[..., str]
) -> None:
    sent = sends.send(app.ctx, HELLO)
    assert "sending" in pushdesk("messages", "list", "--running")
    assert "0 of 1 devices" in pushdesk("messages", "show", sent.id)
    assert json.loads(pushdesk("messages", "pause", sent.id, "--json"))["state"] == "paused"
    assert json.loads(pushdesk("messages", "resume", sent.id, "--json"))["state"] == "sending"
    assert "cancelled" in pushdesk("messages", "cancel", sent.id)
    (one,) = json.loads(pushdesk("messages", "list", "--json"))
    assert (one["state"], one["devices"], one["entered"]) == ("cancelled", 1, 0)
    assert pushdesk("messages", "list", "--running") == ""


def test_row_26_later_and_again(app: App, pushdesk: Callable[..., str]) -> None:
    later = json.loads(pushdesk(*SEND, "--at", "19:30", "--repeat", "FREQ=WEEKLY", "--json"))
    assert (later["state"], later["zone"]) == ("scheduled", "Europe/Rome")
    assert later["send_at"] == "2026-11-22T18:30:00+00:00"
    line = pushdesk("drafts", "list")
    assert "2026-11-22 19:30 (Every week on Sunday at 19:30)" in line
    assert "draft" in pushdesk("drafts", "unschedule", later["draft"])
    again = pushdesk("drafts", "schedule", later["draft"], "--at", "2026-12-24T18:00", "--json")
    assert json.loads(again)["send_at"] == "2026-12-24T17:00:00+00:00"
    pushdesk("drafts", "delete", later["draft"])
    assert json.loads(pushdesk("drafts", "list", "--json")) == []


def test_row_26_a_draft(app: App, pushdesk: Callable[..., str]) -> None:
    draft = json.loads(pushdesk(*SEND, "--draft", "--json"))
    assert draft["state"] == "draft"
    assert draft["request"] == {"to": [{"app": True}], "title": "The kitchen closes at ten"}
    assert "The kitchen closes at ten" in pushdesk("drafts", "show", draft["draft"])


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--at", "soon"], "no time"),
        (["--at", "2020-01-01T18:00"], "This time is over"),
        (["--repeat", "FREQ=NEVER"], "no rule"),
        (["--until", "99:99"], "no time"),
        (["--limit", "-1"], "too large|doesn't fit|nobody"),
    ],
)
def test_what_can_not_be_planned_leaves_no_draft(app: App, words: list[str], sentence: str) -> None:
    planned = [] if "--at" in words or "--repeat" in words else ["--draft"]
    with pytest.raises(UserError, match=sentence):
        send.run(app, _parser().parse_args([*SEND, *words, *planned]))
    assert kept.every(app.ctx) == []


def test_every_word_reaches_the_request(app: App, pushdesk: Callable[..., str]) -> None:
    words = [
        *(
            "--exclude",
            "audience:Staff",
            "--body",
            "Soup, {name|friend}",
            "--url",
            "https://a.example",
        ),
        *("--subscribed-from", "18:00", "--subscribed-to", "2026-11-21T20:00Z", "--limit", "5"),
        *("--until", "23:00", "--urgency", "low", "--purpose", "news", "--var", "dish=Soup=1"),
        *("--translation", "de=Hallo {name|Gast}|Suppe | Brot", "--translation", "fr=Salut"),
        *("--icon", "https://a.example/i", "--image", "https://a.example/p"),
        *("--button", "Menu=https://a.example/?a=b"),
    ]
    draft = json.loads(pushdesk(*SEND, *words, "--draft", "--json"))["draft"]
    request = kept.get(app.ctx, draft).request
    assert request.subscribed == (EVENING - timedelta(hours=2), EVENING + timedelta(hours=1))
    assert (request.limit, request.until) == (5, EVENING + timedelta(hours=3))
    assert (request.urgency, request.purpose) == ("low", Purpose.NEWS)
    assert request.variables == {"dish": "Soup=1"}
    assert request.translations == {
        "de": Wording("Hallo {name|Gast}", "Suppe | Brot"),
        "fr": Wording("Salut"),
    }
    assert request.buttons == (Button("Menu", "https://a.example/?a=b"),)
    assert (request.icon, request.image) == ("https://a.example/i", "https://a.example/p")


@pytest.mark.parametrize("words", [["--button", "x"], ["--translation", "x"], ["--var", "x"]])
def test_words_that_make_no_command(words: list[str]) -> None:
    with pytest.raises(SystemExit):
        _parser().parse_args([*SEND, *words])


@pytest.mark.parametrize(
    ("text", "to_come", "expected"),
    [
        ("20:01", True, "2026-11-21T19:01"),
        ("20:00", True, "2026-11-22T19:00"),
        ("9:05", True, "2026-11-22T08:05"),
        ("9:05", False, "2026-11-21T08:05"),
        ("2026-12-24 18:00", True, "2026-12-24T17:00"),
        ("2026-12-24T18:00+00:00", True, "2026-12-24T18:00"),
    ],
)
def test_moments(text: str, to_come: bool, expected: str) -> None:
    rome = repeats.zone_named("Europe/Rome")
    found = moment(text, rome, EVENING, to_come=to_come)
    assert found == datetime.fromisoformat(expected).replace(tzinfo=UTC)
