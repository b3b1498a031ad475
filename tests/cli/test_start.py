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
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *words],
        env=os.environ | {"PUSHDESK_DATA_DIR": str(furnish(tmp_path))},
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(done.stderr.split())
    assert "pushdesk.cli.parser" in loaded
    assert not unwanted & loaded
