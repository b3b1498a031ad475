"""What the tests need of the machine, and what becomes of a test where it is missing."""

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest


def find_program(*names: str) -> str:
    """Its path; where none is installed, the test is skipped, or fails when CI=true."""
    path = next(filter(None, map(shutil.which, names)), None)
    if path is None:
        give_up(f"{names[0]} is not installed")
    return path


def give_up(sentence: str) -> NoReturn:
    """A skip on a laptop; in CI a failure, so that a skipped suite cannot look green."""
    if os.environ.get("CI") == "true":
        pytest.fail(sentence)
    pytest.skip(sentence)


def need_network_interface() -> None:
    """Beside lo; without one Chromium takes itself to be offline and fetches no message."""
    _header, *routes = Path("/proc/net/route").read_text().splitlines()
    if all(route.startswith("lo\t") for route in routes):
        give_up("Chromium needs a network interface with a route, beside lo")
