"""Each rule of the house is proven by breaking it once."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

VIOLATIONS = [
    ("domain/retry.py", "import pushdesk.services.visits", "Rooms, from the top down"),
    ("portal/health.py", "import pushdesk.sending.sender", "Rooms, from the top down"),
    ("services/links.py", "import PySide6.QtCore", "Qt stays in the window"),
    ("services/links.py", "import sqlalchemy", "SQLAlchemy stays in the store"),
    ("domain/retry.py", "import cryptography", "The domain stands on the standard library"),
    ("gui/floor/view.py", "import pushdesk.store.outbox", "Faces go through services"),
    ("gui/floor/view.py", "import pushdesk.gui.channels.view", "Screens don't know each other"),
]


@pytest.mark.parametrize(("module", "line", "contract"), VIOLATIONS)
def test_a_violation_is_found(tmp_path: Path, module: str, line: str, contract: str) -> None:
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    broken = tmp_path / "src" / "pushdesk" / module
    broken.write_text(f"{broken.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert f"{contract} BROKEN" in done.stdout, done.stdout + done.stderr
    assert done.returncode == 1
