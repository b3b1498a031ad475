"""pushdesk send: what became of the message, in words and in the exit status."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from pushdesk.app import App, Options
from pushdesk.cli import parser, send, sending
from pushdesk.errors import UserError
from pushdesk.paths import open_data_dir
from pushdesk.practice.answers import Answer
from pushdesk.practice.keys import BrowserKeys
from pushdesk.practice.push_service import PushService
from pushdesk.runtime.engine import Engine
from pushdesk.services import channels, subscriptions
from pushdesk.services.subscriptions import Caller
from tests.cli.program import Program
from tests.house import furnish

SEND = ["send", "--to", "app", "--title", "The kitchen closes at ten"]


@pytest.fixture
def service() -> Iterator[PushService]:
    engine = Engine()
    engine.start()
    service = PushService()
    engine.run(service.start()).result()
    yield service
    engine.run(service.stop()).result()
    engine.stop()


@pytest.fixture
def app(tmp_path: Path, service: PushService) -> Iterator[App]:
    options = Options(extra_push_hosts=service.origin, environment={})
    with closing(App(open_data_dir(furnish(tmp_path)), options)) as app:
        yield app


@pytest.fixture
def phone(app: App, service: PushService) -> str:
    """The token of the one subscribed device."""
    token = service.create_subscription(app.ctx.vapid_public_key)
    subscription = {"endpoint": service.endpoint(token), "keys": BrowserKeys().as_json()}
    alias = channels.create(app.ctx, "Everyone").alias
    subscriptions.subscribe(app.ctx, alias, subscription, Caller(), "test")
    return token


def test_taken(app: App, phone: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert send.run(app, parser.parse(SEND)) == 0
    printed = capsys.readouterr()
    assert "1 accepted" in printed.out
    assert printed.err == ""


@pytest.mark.parametrize("json", [[], ["--json"]])
def test_nobody_took_it(
    app: App,
    phone: str,
    service: PushService,
    capsys: pytest.CaptureFixture[str],
    json: list[str],
) -> None:
    service.remove_subscription(phone)
    assert send.run(app, parser.parse([*SEND, "--wait", *json])) == (0 if json else 1)
    printed = capsys.readouterr()
    assert printed.err == "No push service has taken the message: 1 gone.\n"
    assert "gone" in printed.out


def test_it_leaves_later(
    app: App,
    phone: str,
    service: PushService,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sending, "WAIT_SECONDS", 0.2)
    service.script(phone, [Answer(503, headers={"Retry-After": "60"})])
    assert send.run(app, parser.parse(SEND)) == 0
    assert "when the desk or “pushdesk serve” runs" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["--ttl", "0"], ["--ttl", "0s"], ["--ttl", "29d"]])
def test_a_time_that_does_not_fit(app: App, phone: str, words: list[str]) -> None:
    with pytest.raises(UserError, match="valid for that long or short"):
        send.run(app, parser.parse([*SEND, *words]))


def test_what_can_not_start_leaves_nothing_in_the_outbox(tmp_path: Path) -> None:
    program = Program(tmp_path / "data", HTTPS_PROXY="ftp://proxy.example")
    refused = program.run(*SEND)
    assert refused.returncode == 1
    assert "HTTPS_PROXY" in refused.stderr
