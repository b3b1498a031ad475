"""What npm brings for looking at pages; `tests/e2e/node/package.json` names it."""

from pathlib import Path

from .browsers.installed import find_program, give_up

# `npm ci` puts it there, beside the other tools that are never part of a commit.
_MODULES = Path(__file__).parents[2] / ".tools" / "node" / "node_modules"


def module(name: str, file: str) -> Path:
    """Where it is not installed, the test is skipped, or fails when CI=true."""
    find_program("node")
    path = _MODULES / name / file
    if not path.exists():
        give_up(f"{name} is not installed: npm ci in .tools/node")
    return path
