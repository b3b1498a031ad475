"""From a key on a row of the floor to the row's repaint: idle, and while 10,000 others are sent to.

Both in the real window beside the whole program in one process; the push service is another one.
"""

import os
from statistics import median

from PySide6.QtWidgets import QApplication
from tests.gui.row_reaction import measure

from table import show

DEVICES = 10_000
PRESSES = 40
EVENINGS = 4


def main() -> None:
    found = [measure(DEVICES, PRESSES) for _evening in range(EVENINGS)]
    busy = [second for each in found for second in each.busy]
    seconds = {"idle": [second for each in found for second in each.idle], "while it sends": busy}
    show("From the key to the row's repaint", "idle", seconds)
    sent = sum(each.sent - each.sent_before for each in found) // EVENINGS
    print(
        f"\n{EVENINGS} times over, with {2 * PRESSES} parties on the list: {sent:,} of {DEVICES:,}",
        end=" ",
    )
    print("left between the first and the last of the busy presses.")
    print(f"The budget is 100 ms; the median press while it sends took {_ms(busy)} ms.")


def _ms(seconds: list[float]) -> str:
    return f"{median(seconds) * 1000:.0f}"


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication([])
    main()
