"""The longest turn of the window's thread while somebody types in the guests' table.

Processor time of that thread, from one turn of its event loop to the next; each run types a name of
twelve keys and waits for the answer to each. The more guests, the longer the answer may take, but
never the window.
"""

import os
import tempfile
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication
from tests import house as houses
from tests.gui.desk_fixture import parts_for
from tests.gui.guest_typing import Turns, fill, shows, type_keys

from pushdesk.gui.guests.view import Guests
from pushdesk.gui.program import Parts
from table import show

RUNS = 10
WARM_UP = 1
SIZES = {"20,000 guests": 20_000, "100,000 guests": 100_000}


def longest_turn(parts: Parts) -> float:
    view = Guests(parts)
    view.resize(1254, 700)
    view.show()
    turns = Turns()
    for best in type_keys(view):
        while not shows(view, best):
            QCoreApplication.processEvents()
    turns.stop()
    view.close()
    view.deleteLater()
    return max(turns.seconds)


def measure(guests: int) -> list[float]:
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(houses.open_in(Path(folder))) as store,
        parts_for(houses.build(store)) as parts,
    ):
        fill(store, guests)
        return [longest_turn(parts) for _run in range(RUNS + WARM_UP)][WARM_UP:]


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication([])
    seconds = {name: measure(guests) for name, guests in SIZES.items()}
    show("Longest turn of the window's thread", "20,000 guests", seconds)
    del application


if __name__ == "__main__":
    main()
