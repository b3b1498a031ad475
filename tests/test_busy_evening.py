"""An hour of a busy evening: 200 parties, four lanes, three staff, the network down in the middle.

No visit is in a wrong state, every message comes in time or is honestly expired, nothing is lost,
and memory stays flat. `python -m tests.evening --seed N` plays another one.
"""

from pathlib import Path

import pytest

from tests.evening import checks, evening
from tests.evening.rig import open_venue

# From minute 10 to minute 60, with all that the simulated phones and the model keep for themselves.
MOST_GROWTH = 48.0


@pytest.mark.alone
@pytest.mark.timeout(400)
@pytest.mark.parametrize(("seed", "parties"), [(1, 200), (2, 60), (3, 60)])
def test_busy_evening(tmp_path: Path, seed: int, parties: int) -> None:
    with open_venue(tmp_path) as rig:
        played = evening.run(rig, seed, checks.after_step, parties)
        checks.at_the_end(played)
        assert played.memory[60] - played.memory[10] < MOST_GROWTH
        assert {"seated", "no_show"} <= checks.outcomes(played).keys()
