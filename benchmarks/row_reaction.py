"""From a key on a row of the floor to the row's repaint: idle, and while 10,000 others are sent to.

Both in the real window beside the whole program in one process; the push service is another one.
"""

import os
from statistics import median

from PySide6.QtWidgets import QApplication
from tests.gui.row_reaction import measure

from table import show

DEVICES = 10_000
PRESSES = 200


def main() -> None:
    found = measure(DEVICES, PRESSES)
    seconds = {"idle": found.idle, "while it sends": found.busy}
    show("From the key to the row's repaint", "idle", seconds)
    sent = found.sent - found.sent_before
    print(f"\n{sent:,} of {DEVICES:,} left between the first and the last of the busy presses.")
    print(f"The budget is 100 ms; the median press while it sends took {_ms(found.busy)} ms.")


def _ms(seconds: list[float]) -> str:
    return f"{median(seconds) * 1000:.0f}"


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication([])
    main()
