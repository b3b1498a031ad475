"""What npm brings for looking at pages; `tests/e2e/node/package.json` names it."""

import shutil
from pathlib import Path

import pytest

# `npm ci` puts it there, beside the other tools that are never part of a commit.
_MODULES = Path(__file__).parents[2] / ".tools" / "node" / "node_modules"


def module(name: str, file: str) -> Path:
    """The program itself needs no Node.js: without it the test is skipped."""
    path = _MODULES / name / file
    if shutil.which("node") is None or not path.exists():
        pytest.skip(f"Node.js or {name} is not installed: npm ci in .tools/node")
    return path
