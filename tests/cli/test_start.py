"""A command loads what it works with and nothing more; loading is most of its time."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house import furnish

LOADED = """
import sys
from pushdesk.__main__ import main
try:
    main(sys.argv[1:])
finally:
    print(*sys.modules, file=sys.stderr)
"""
WINDOW = """
import sys
from pushdesk.cli import main
from pushdesk.gui import desk
print(*sys.modules, file=sys.stderr)
"""
HEAVY = {"PySide6", "aiohttp", "requests", "alembic", "fastapi", "uvicorn", "pycurl", "PIL"}


@pytest.mark.parametrize(
    ("words", "unwanted"),
    [
        (["--version"], HEAVY | {"sqlalchemy", "cryptography", "asyncio", "pushdesk.app"}),
        (["--help"], HEAVY | {"sqlalchemy", "cryptography", "asyncio", "pushdesk.app"}),
        (["channel", "list"], HEAVY | {"pushdesk.cli.rules", "pushdesk.sending"}),
        (["guests", "search", "Blue Fox"], HEAVY | {"pushdesk.cli.rules", "pushdesk.sending"}),
        (["visits", "list"], HEAVY | {"pushdesk.cli.rules", "pushdesk.sending"}),
        (["statistics"], HEAVY | {"pushdesk.cli.rules", "pushdesk.sending"}),
    ],
)
def test_what_is_not_loaded(tmp_path: Path, words: list[str], unwanted: set[str]) -> None:
    loaded = loaded_by(LOADED, *words, data_dir=furnish(tmp_path))
    assert "pushdesk.cli.parser" in loaded
    assert not unwanted & loaded


def test_the_window_comes_before_what_answers_guests(tmp_path: Path) -> None:
    loaded = loaded_by(WINDOW, data_dir=tmp_path)
    assert "PySide6" in loaded
    assert not {"aiohttp", "requests", "alembic", "fastapi", "uvicorn", "pycurl"} & loaded


def loaded_by(program: str, *words: str, data_dir: Path) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", program, *words],
        env=os.environ | {"PUSHDESK_DATA_DIR": str(data_dir)},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stderr.split())
