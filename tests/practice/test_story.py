"""The first story on real parts, and that it notices each part that is not there."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pushdesk.app import App, Options
from pushdesk.paths import open_data_dir
from pushdesk.practice.answers import Answer
from pushdesk.practice.push_service import PushService
from pushdesk.practice.story import play
from pushdesk.runtime.engine import Engine
from pushdesk.services import channels
from pushdesk.settings import ALL


@dataclass
class Stage:
    app: App
    service: PushService
    world: Engine
    alias: str

    def play(self, limit: float = 15.0) -> tuple[bool, list[str]]:
        lines: list[str] = []
        story = play(self.app.ctx, self.alias, self.service, lines.append, limit)
        return self.world.run(story).result(60), lines


@pytest.fixture
def world() -> Iterator[Engine]:
    engine = Engine("pushdesk-world")
    engine.start()
    yield engine
    engine.stop()


@pytest.fixture
def service(world: Engine) -> Iterator[PushService]:
    made = PushService()
    world.run(made.start()).result(10)
    yield made
    world.run(made.stop()).result(10)


@pytest.fixture
def open_app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], App]]:
    for setting in ALL:
        monkeypatch.delenv(setting.variable, raising=False)
    apps: list[App] = []

    def open_trusting(origin: str) -> App:
        app = App(open_data_dir(tmp_path), Options(port=0, extra_push_hosts=origin))
        apps.append(app)
        app.start()
        return app

    yield open_trusting
    for app in apps:
        app.close()


@pytest.fixture
def stage(world: Engine, service: PushService, open_app: Callable[[str], App]) -> Stage:
    app = open_app(service.origin)
    return Stage(app, service, world, channels.create(app.ctx, "Waiting list").alias)


def test_every_step_really_happens(stage: Stage) -> None:
    complete, lines = stage.play()
    assert complete, lines
    ladder = next(line for line in lines if " · on the phone " in line)
    sent, shown, seen = (float(rung.split()[-2]) for rung in ladder.split(" · "))
    assert max(sent, shown) < seen < 5
    assert any("A further call is refused: This guest has unsubscribed." in line for line in lines)
    assert any(line.startswith("gone ") for line in lines)
    statuses = [attempt.status for attempt in stage.service.attempts]
    assert statuses == [201, 410]


def test_it_can_be_played_again(stage: Stage) -> None:
    assert stage.play()[0]
    assert stage.play()[0]


def test_a_message_that_the_push_service_refuses_is_missing(stage: Stage) -> None:
    stage.service.script(None, [Answer(400)])
    complete, lines = stage.play()
    assert not complete
    assert len([line for line in lines if line.startswith("Missing:")]) == 5
    assert "Missing: The push service took no message." in lines
    assert any("refused the message (status 400)" in line for line in lines)


def test_a_push_service_out_of_order_is_missing_when_the_time_is_up(stage: Stage) -> None:
    stage.service.script(None, [Answer(503, {"Retry-After": "60"})])
    complete, lines = stage.play(limit=1.0)
    assert not complete
    assert "Missing: The guest did not open it." in lines


def test_a_vanished_phone_that_is_not_noticed_is_missing(stage: Stage) -> None:
    stage.service.script(None, [Answer(), Answer(400)])
    complete, lines = stage.play()
    assert not complete
    assert [line for line in lines if line.startswith("Missing:")] == [
        "Missing: The desk did not learn that this phone is gone."
    ]


def test_a_portal_that_is_gone_is_missing(stage: Stage) -> None:
    stage.app.stop()
    complete, lines = stage.play()
    assert not complete
    assert any("gets no answer" in line for line in lines)
    assert not stage.service.attempts


def test_a_push_service_that_is_not_trusted_is_missing(
    world: Engine, service: PushService, open_app: Callable[[str], App]
) -> None:
    app = open_app("http://127.0.0.1:9")
    stage = Stage(app, service, world, channels.create(app.ctx, "Waiting list").alias)
    complete, lines = stage.play()
    assert not complete
    assert any("belongs to no known push service" in line for line in lines)
