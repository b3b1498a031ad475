"""A venue that is run from the terminal."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from pushdesk.app import App, Options
from pushdesk.paths import open_data_dir
from tests.cli.program import Program, Server
from tests.cli.terminal import Terminal
from tests.house import furnish


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path / "data")


@pytest.fixture
def server(program: Program) -> Iterator[Server]:
    server = program.serve()
    yield server
    if server.process.poll() is None:
        server.stop()


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    with closing(App(open_data_dir(furnish(tmp_path / "data")), Options(environment={}))) as app:
        yield app


@pytest.fixture
def terminal(app: App) -> Terminal:
    return Terminal(app)
