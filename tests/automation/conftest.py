"""A house whose rules are taken turn by turn, by hand."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from pushdesk.automation.rules import Rules
from pushdesk.domain import rule_json
from pushdesk.services import guests, rules, visits
from pushdesk.services.rules import Rule
from tests.house import House

TEN = timedelta(minutes=10)


@dataclass
class Shift:
    """One guest with a phone; `restarts` makes the engine anew before each turn."""

    house: House
    guest: int
    engine: Rules
    restarts: bool = False

    def add(self, definition: str, name: str = "Rule", *, on: bool = True) -> Rule:
        made = rules.create(self.house.ctx, name, rule_json.parse(definition))
        return rules.enable(self.house.ctx, made.id) if on else made

    def run(self, turns: int = 200) -> int:
        """Until nothing is to be done; how many turns that took."""
        for taken in range(turns):
            if self.restarts:
                self.engine = Rules(self.house.ctx)
            if not self.engine.turn():
                return taken
        raise AssertionError("it never ends")

    def later(self, by: timedelta) -> None:
        self.house.clock.advance(by)
        self.run()

    def call(self) -> None:
        visits.notify(self.house.ctx, self.guest, TEN)
        self.run()

    def log(self, rule_id: str | None = None) -> list[str]:
        """Oldest first."""
        return [line.sentence for line in reversed(rules.log(self.house.ctx, rule_id))]


@pytest.fixture
def shift(house: House) -> Shift:
    return new_shift(house)


def new_shift(house: House) -> Shift:
    token = house.guest(house.channel()).token
    guest = guests.by_pass(house.ctx, token).guest.id
    engine = Rules(house.ctx)
    made = Shift(house, guest, engine)
    made.run()
    return made
