"""The loop that looks at what is due by itself, woken by what happens."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event

import pytest

from pushdesk.automation.automation import Automation
from pushdesk.domain.events import ChangedElsewhere, DeskTold, RuleChanged
from pushdesk.runtime.engine import Engine
from pushdesk.services import events
from tests.automation.conftest import Shift

LIMIT = 10.0


@pytest.fixture
def engine() -> Iterator[Engine]:
    engine = Engine()
    engine.start()
    yield engine
    engine.stop()


def test_row_22_rules_run_by_themselves(shift: Shift, engine: Engine) -> None:
    shift.add(
        '{"when": {"event": "paid"}, "then": [{"tell": "now"}, {"wait": 60}, {"tell": "later"}]}'
    )
    told = {"now": Event(), "later": Event()}
    waits = Event()

    def hear(event: object) -> None:
        if isinstance(event, DeskTold):
            told[event.sentence].set()
        if isinstance(event, RuleChanged) and shift.log()[-1] == "Waits: Wait 1 minute.":
            waits.set()

    shift.house.ctx.bus.subscribe(hear)
    with ThreadPoolExecutor(2) as workers:

        async def make() -> Automation:
            automation = Automation(shift.house.ctx, workers)
            await automation.start()
            return automation

        automation = engine.run(make()).result()
        events.record(shift.house.ctx, shift.guest, "paid")
        assert told["now"].wait(LIMIT)
        assert waits.wait(LIMIT)
        shift.house.clock.advance(timedelta(minutes=1))
        shift.house.ctx.bus.publish(ChangedElsewhere())
        assert told["later"].wait(LIMIT)
        engine.run(automation.stop(5.0)).result()
