"""What the floor asks for at each change: a list of 200 parties, beside its rows by hand in SQL."""

import sqlite3
import tempfile
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from tests import house as houses
from tests.house import House

from pushdesk.services import guests, visits, waiting_list
from pushdesk.services.waiting_list import Party
from table import show

RUNS = 60
WARM_UP = 5
PARTIES = 200
BARE = """SELECT visit.*, guest.name, guest.pushed_id FROM visit
  JOIN guest ON guest.id = visit.guest_id WHERE visit.ended_at IS NULL ORDER BY opened_at"""


def build(house: House) -> None:
    """Each with a phone that has been tried; each third is called."""
    channel = house.channel()
    for number in range(PARTIES):
        guest = guests.by_pass(house.ctx, house.guest(channel).token).guest.id
        waiting_list.add(house.ctx, Party(guest, size=number % 8 + 1, quote_minutes=20))
        if number % 3 == 0:
            visits.notify(house.ctx, guest, timedelta(minutes=10))


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = houses.open_in(Path(folder))
        house = houses.build(store)
        build(house)
        seconds: dict[str, list[float]] = {"visits and names in SQL": [], "the floor's list": []}
        with closing(sqlite3.connect(Path(folder) / "pushdesk.db")) as database:
            for run in range(RUNS + WARM_UP):
                begin = time.perf_counter()
                assert len(database.execute(BARE).fetchall()) == PARTIES
                between = time.perf_counter()
                assert len(waiting_list.floor(house.ctx).rows) == PARTIES
                if run >= WARM_UP:
                    seconds["visits and names in SQL"].append(between - begin)
                    seconds["the floor's list"].append(time.perf_counter() - between)
        store.close()
    show(f"A list of {PARTIES} parties", "visits and names in SQL", seconds)


if __name__ == "__main__":
    main()
