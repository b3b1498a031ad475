"""A command from its start to its end, beside Python alone and the database library alone.

Each run is a process of its own; files are in the system's cache after the first one.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from table import show

RUNS = 20
WARM_UP = 1
BASELINE = "python -c pass"
PROGRAMS = {
    BASELINE: ["-c", "pass"],
    "import sqlalchemy.orm": ["-c", "import sqlalchemy.orm"],
    "pushdesk --version": ["-m", "pushdesk", "--version"],
    "pushdesk channel list": ["-m", "pushdesk", "channel", "list"],
    "pushdesk send (to nobody)": ["-m", "pushdesk", "send", "--to", "app", "--title", "Hello"],
}


def took(words: list[str], environment: dict[str, str]) -> float:
    begin = time.perf_counter()
    subprocess.run([sys.executable, *words], env=environment, capture_output=True, check=False)
    return time.perf_counter() - begin


def main() -> None:
    seconds: dict[str, list[float]] = {name: [] for name in PROGRAMS}
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"PUSHDESK_DATA_DIR": str(Path(folder))}
        # As for people: modules are compiled once, by the warm-up.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        for run in range(RUNS + WARM_UP):
            for name, words in PROGRAMS.items():
                one = took(words, environment)
                if run >= WARM_UP:
                    seconds[name].append(one)
    show("Start of a command → its end", BASELINE, seconds)


if __name__ == "__main__":
    main()
