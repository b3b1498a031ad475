"""Measures a row in each state at one scale: python -m tests.gui.row_sizes, printed as JSON.

A process of its own, because Qt reads QT_SCALE_FACTOR once.
"""

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QPoint, QSize
from PySide6.QtWidgets import QApplication

from pushdesk.domain.deliveries import DeliveryState
from pushdesk.domain.visits import State
from pushdesk.gui.floor.waiting_row import WaitingRow
from pushdesk.services import waiting_list
from pushdesk.services.waiting_list import Ladder, Party, Ring, RingState, Row
from tests import house as houses
from tests.gui.desk_fixture import Desk, desk_for
from tests.gui.screen_tools import settle

SIZES = (QSize(1366, 768), QSize(1024, 768), QSize(1024, 700))
LONG_NAME = "Little Wren and a very long family name"


@dataclass(frozen=True)
class Measured:
    """Pixels: what the state's words need and have, and where in its row the main button is."""

    window: str
    state: str
    shown: str
    needs: int
    has: int
    lines_need: int
    lines_have: int
    x: int
    width: int
    height: int
    right: int
    viewport: int


def measure() -> list[Measured]:
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    with tempfile.TemporaryDirectory() as data:
        store = houses.open_in(Path(data))
        with desk_for(houses.build(store)) as desk:
            desk.window.show()
            found = [one for size in SIZES for one in _at(desk, size)]
        store.close()
    return found


def _at(desk: Desk, size: QSize) -> Iterator[Measured]:
    ctx, shown = desk.house.ctx, desk.window.floor.list
    now = ctx.clock.now()
    first = next(iter(waiting_list.every(ctx)), None) or waiting_list.add(ctx, Party(name="A"))
    rows = [replace(row, guest_id=n) for n, row in enumerate(states(first, now), 1)]
    desk.window.resize(size)
    settle(desk)
    shown.show_rows(rows, now, "")
    for number, word in zip(shown.order, ("Calling …", "Seating …", "Saving …"), strict=False):
        shown.show_busy(number, word)
    for _round in range(3):
        QApplication.processEvents()
    for row in shown.rows.values():
        yield _measured(f"{size.width()}×{size.height()}", row, shown.viewport().width())


def _measured(window: str, row: WaitingRow, viewport: int) -> Measured:
    text, main = row.state.text, row.main
    lines = text.text().split("\n")
    metrics = text.fontMetrics()
    return Measured(
        window,
        text.whole,
        " ".join(lines),
        max(metrics.horizontalAdvance(line) for line in lines),
        text.width(),
        metrics.height() * len(lines),
        text.height(),
        main.mapTo(row, QPoint()).x(),
        main.width(),
        main.height(),
        main.mapTo(row, QPoint(main.width(), 0)).x(),
        min(viewport, row.width()),
    )


def states(row: Row, now: datetime) -> list[Row]:
    """A party with a long name and a long wait in each state that the list knows."""
    long_ago = now - timedelta(minutes=99)
    waits = replace(
        row, name=LONG_NAME, size=12, times_called=12, quote_minutes=90, joined_at=long_ago,
        quoted_until=long_ago, notes=("High chair", "Wheelchair"), called_at=long_ago,
    )  # fmt: skip
    called = replace(waits, state=State.CALLED, hold_until=long_ago)
    rings = [replace(waits, ring=Ring(state, "", 50)) for state in RingState]
    phone = replace(waits, phone=replace(row.phone, can_ring=True))
    calls = [replace(called, progress=_ladder(state, now)) for state in DeliveryState]
    others = [replace(called, state=state, hold_until=long_ago) for state in State]
    silent = replace(called, progress=_ladder(DeliveryState.ACCEPTED, long_ago))
    on_page = replace(called, page_shown_at=now)
    # The first three are shown as busy.
    return [waits, waits, waits, *rings, phone, *calls, silent, on_page, *others]


def _ladder(state: DeliveryState, at: datetime) -> Ladder:
    return Ladder("m", state, "", False, at, None, None, None, None)


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    json.dump([asdict(one) for one in measure()], sys.stdout)
