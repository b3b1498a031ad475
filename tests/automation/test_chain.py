"""Row 15: a chain over days, with and without a restart between every two steps."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from pushdesk.app import App, Options
from pushdesk.automation.rules import Rules
from pushdesk.paths import open_data_dir
from pushdesk.runtime.clock import ManualClock
from pushdesk.services import events, guest_records, guests, rules, visits
from tests.house import EVENING, House

OPTIONS = Options(environment={})
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


class Venue:
    """The program on one folder; `restarts` makes it anew before each step of a rule."""

    def __init__(self, folder: Path, *, restarts: bool) -> None:
        self._folder, self._restarts = open_data_dir(folder), restarts
        clock = ManualClock(EVENING)
        self.app = App(self._folder, OPTIONS, clock)
        self.house = House(self.app.ctx, clock)
        token = self.house.guest(self.house.channel()).token
        self.guest = guests.by_pass(self.house.ctx, token).guest.id
        self.engine = Rules(self.house.ctx)

    def settle(self) -> None:
        for _ in range(200):
            if self._restarts:
                self.app.close()
                self.app = App(self._folder, OPTIONS, self.house.clock)
                self.house.ctx = self.app.ctx
                self.engine = Rules(self.app.ctx)
            if not self.engine.turn():
                return
        raise AssertionError("it never ends")

    def then(self, happens: Callable[[], object], later: timedelta = MINUTE) -> None:
        happens()
        self.settle()
        self.house.clock.advance(later)
        self.settle()

    def log(self) -> list[tuple[str, str]]:
        return [(line.rule, line.sentence) for line in reversed(rules.log(self.house.ctx))]

    def happened(self) -> list[str]:
        return [event.name for event in reversed(events.of_guest(self.house.ctx, self.guest, 500))]


def a_week(folder: Path, *, restarts: bool) -> tuple[list[tuple[str, str]], list[str], int]:
    venue = Venue(folder, restarts=restarts)
    for ready in rules.shipped(venue.house.ctx):
        rules.enable(venue.house.ctx, rules.add_ready(venue.house.ctx, ready.id).id)
    guest_records.set_field(venue.house.ctx, venue.guest, "birthday", "1999-11-23")
    venue.house.tick(venue.guest)
    venue.settle()

    def call() -> None:
        visits.notify(venue.house.ctx, venue.guest, 10 * MINUTE)

    venue.then(call, 5 * MINUTE)
    venue.then(lambda: None, 5 * MINUTE)
    for _ in range(3):
        venue.then(call, 2 * MINUTE)
        venue.then(lambda: visits.seat(venue.house.ctx, venue.guest), 2 * HOUR)
        venue.then(lambda: None, DAY)
    venue.then(lambda: None, 60 * DAY)
    rings = len(guests.card(venue.house.ctx, venue.guest).progress)
    told = venue.log(), venue.happened(), rings
    venue.app.close()
    return told


def test_row_15_restarts_lose_and_double_nothing(tmp_path: Path) -> None:
    log, happened, rings = a_week(tmp_path / "through", restarts=False)
    assert (log, happened, rings) == a_week(tmp_path / "restarted", restarts=True)
    # Calls, their repeats and ends; of three thanks and a birthday two, which is the week's cap.
    assert rings == 7
    assert happened.count("released") == 1
    assert log[-1][1] == "Ended."
