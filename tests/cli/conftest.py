"""A venue that is run from the terminal."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.program import Program, Server


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path / "data")


@pytest.fixture
def server(program: Program) -> Iterator[Server]:
    server = program.serve()
    yield server
    if server.process.poll() is None:
        server.stop()
