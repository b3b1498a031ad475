"""The evening's pictures at 100, 150 and 200 %: python -m tests.gui.scaled_screens OUT_DIR.

Each scale is a process of its own, because Qt reads QT_SCALE_FACTOR once.
"""

import os
import subprocess
import sys
from pathlib import Path

SCALES = {"100": "1", "150": "1.5", "200": "2"}


def main(folder: Path) -> int:
    for name, factor in SCALES.items():
        environment = {"QT_QPA_PLATFORM": "offscreen"} | os.environ | {"QT_SCALE_FACTOR": factor}
        command = [sys.executable, "-m", "tests.gui.screens", str(folder / name), "evening"]
        subprocess.run(command, env=environment, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
