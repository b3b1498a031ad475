"""From the start of the process to the first painted window, beside an empty PySide6 window.

Each run is a process of its own; files are in the system's cache after the first one.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from table import show

RUNS = 10
WARM_UP = 1
EMPTY = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication(sys.argv)
window = QWidget()
window.resize(1366, 768)
window.show()
QTimer.singleShot(0, lambda: (print("painted", flush=True), app.quit()))
app.exec()
"""
DESK = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pushdesk.app import App, Options
from pushdesk.gui import desk
from pushdesk.paths import open_data_dir
import pushdesk.gui.desk as root
shown = root._execute
def execute(application):
    QTimer.singleShot(0, lambda: (print("painted", flush=True), application.quit()))
    return shown(application)
root._execute = execute
app = App(open_data_dir(Path(sys.argv[1])), Options(port=0))
desk.run(app, [])
app.close()
"""


def start(program: str, folder: str) -> float:
    begin = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-c", program, folder], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "painted\n"
    took = time.perf_counter() - begin
    process.stdout.close()
    process.wait()
    return took


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    # As on a desk: modules are compiled once, by the warm-up.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    seconds: dict[str, list[float]] = {"empty PySide6 window": [], "PushDesk": []}
    with tempfile.TemporaryDirectory() as folder:
        for run in range(RUNS + WARM_UP):
            for name, program in (("empty PySide6 window", EMPTY), ("PushDesk", DESK)):
                took = start(program, str(Path(folder)))
                if run >= WARM_UP:
                    seconds[name].append(took)
    show("Process start → window", "empty PySide6 window", seconds)


if __name__ == "__main__":
    main()
