"""No word of a state is ever cut, and the main button is large and never moves."""

import json
import os
import subprocess
import sys

import pytest

from pushdesk.gui.floor.waiting_row import MAIN_HEIGHT, MAIN_WIDTH
from tests.gui.row_sizes import SIZES, Measured


@pytest.mark.parametrize("scale", ["1", "1.5", "2"])
def test_each_state_is_readable_on_small_screens_at(scale: str) -> None:
    found = measured(scale)
    assert {one.window for one in found} == {f"{s.width()}×{s.height()}" for s in SIZES}
    assert len({one.state for one in found}) >= 18
    assert [one for one in found if one.shown != one.state] == []
    assert [one for one in found if one.needs > one.has or one.lines_need > one.lines_have] == []
    assert [one for one in found if one.width < MAIN_WIDTH or one.height < MAIN_HEIGHT] == []
    assert [one for one in found if one.right > one.viewport] == []
    places = {(one.window, one.x) for one in found}
    assert len(places) == len(SIZES)


def measured(scale: str) -> list[Measured]:
    environment = os.environ | {"QT_SCALE_FACTOR": scale, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.gui.row_sizes"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [Measured(**each) for each in json.loads(done.stdout)]
