"""python -m tests.evening --seed N: plays one busy evening and prints what became of it."""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.evening import checks, evening
from tests.evening.parties import PARTIES
from tests.evening.rig import open_venue


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--parties", type=int, default=PARTIES)
    chosen = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, open_venue(Path(folder)) as rig:
        played = evening.run(rig, chosen.seed, checks.after_step, chosen.parties)
        checks.at_the_end(played)
        lines = {"seed": chosen.seed, **checks.table(played)}
    lines["seconds"] = round(time.monotonic() - began)
    for name, value in lines.items():
        sys.stdout.write(f"{name:<24}{value}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
