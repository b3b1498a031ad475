"""pushdesk messages and pushdesk drafts, and the sends that aren't for now."""

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pushdesk.app import App, Options
from pushdesk.cli.moments import moment
from pushdesk.domain.placeholders import Wording
from pushdesk.domain.requests import Button, Purpose, Request
from pushdesk.domain.targets import App as Everyone
from pushdesk.paths import open_data_dir
from pushdesk.runtime.clock import ManualClock
from pushdesk.services import channels, preferences, repeats, subscriptions
from pushdesk.services import drafts as kept
from pushdesk.services import messages as sends
from pushdesk.services.subscriptions import Caller
from pushdesk.settings import TIME_ZONE
from tests.cli.terminal import Terminal
from tests.house import EVENING, a_subscription, furnish

HELLO = Request((Everyone(),), title="The kitchen closes at ten")
SEND = ["send", "--to", "app", "--title", "The kitchen closes at ten"]


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    clock = ManualClock(EVENING)
    with closing(App(open_data_dir(furnish(tmp_path)), Options(environment={}), clock)) as app:
        preferences.put(app.ctx, TIME_ZONE, "Europe/Rome")  # 20:00 there
        alias = channels.create(app.ctx, "Everyone").alias
        subscriptions.subscribe(app.ctx, alias, a_subscription(), Caller(), "test")
        yield app


def test_how_far_a_message_has_come_and_a_hand_on_the_brake(app: App, terminal: Terminal) -> None:
    sent = sends.send(app.ctx, HELLO)
    assert "sending" in terminal.run("messages", "list", "--running").stdout
    assert "0 of 1 devices" in terminal.run("messages", "show", sent.id).stdout
    assert terminal.document("messages", "pause", sent.id)["state"] == "paused"
    assert terminal.document("messages", "resume", sent.id)["state"] == "sending"
    assert "cancelled" in terminal.run("messages", "cancel", sent.id).stdout
    (one,) = terminal.document("messages", "list")
    assert (one["state"], one["devices"], one["entered"]) == ("cancelled", 1, 0)
    assert terminal.run("messages", "list", "--running").stdout == ""


def test_row_26_later_and_again(app: App, terminal: Terminal) -> None:
    later = terminal.document(*SEND, "--at", "19:30", "--repeat", "FREQ=WEEKLY")
    assert (later["state"], later["zone"]) == ("scheduled", "Europe/Rome")
    assert later["send_at"] == "2026-11-22T18:30:00+00:00"
    line = terminal.run("drafts", "list").stdout
    assert "2026-11-22 19:30 (Every week on Sunday at 19:30)" in line
    assert "draft" in terminal.run("drafts", "unschedule", later["draft"]).stdout
    again = terminal.document("drafts", "schedule", later["draft"], "--at", "2026-12-24T18:00")
    assert again["send_at"] == "2026-12-24T17:00:00+00:00"
    terminal.run("drafts", "delete", later["draft"])
    assert terminal.document("drafts", "list") == []


def test_row_26_a_draft(app: App, terminal: Terminal) -> None:
    draft = terminal.document(*SEND, "--draft")
    assert draft["state"] == "draft"
    assert draft["request"] == {"to": [{"app": True}], "title": "The kitchen closes at ten"}
    assert "The kitchen closes at ten" in terminal.run("drafts", "show", draft["draft"]).stdout


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--at", "soon"], "no time"),
        (["--at", "2026-11-20T18:00"], "This time is over"),
        (["--at", "2020-01-01T18:00"], "too far away"),
        (["--repeat", "FREQ=NEVER"], "no rule"),
        (["--until", "99:99"], "no time"),
        (["--limit", "-1"], "too large|doesn't fit|nobody"),
    ],
)
def test_what_can_not_be_planned_leaves_no_draft(
    app: App, terminal: Terminal, words: list[str], sentence: str
) -> None:
    planned = [] if "--at" in words or "--repeat" in words else ["--draft"]
    refused = terminal.run(*SEND, *words, *planned)
    assert refused.returncode == 1
    assert re.search(sentence, refused.stderr)
    assert kept.every(app.ctx) == []


def test_every_word_reaches_the_request(app: App, terminal: Terminal) -> None:
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
    draft = terminal.document(*SEND, *words, "--draft")["draft"]
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
def test_words_that_make_no_command(terminal: Terminal, words: list[str]) -> None:
    assert terminal.run(*SEND, *words).returncode == 2


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
