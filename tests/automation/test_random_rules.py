"""Random rules and orders of events: the program does what a simple model does; and a restart
between every two steps changes nothing.
"""

import json
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from pushdesk.automation.rules import Rules
from pushdesk.domain import rule_json
from pushdesk.domain.rules import Definition
from pushdesk.errors import Refused
from pushdesk.services import audiences, events, guests, rules
from pushdesk.services.context import Context
from pushdesk.store import rule_log
from tests import house as houses
from tests.automation.reference import Model
from tests.domain.rule_shapes import AUDIENCES, durations, plain_rules

# An event, or some time.
happenings = st.lists(st.sampled_from(["ping", "pong"]) | durations, min_size=1, max_size=8)


def play(
    definitions: Sequence[Definition],
    script: Sequence[str | timedelta],
    *,
    restarts: bool = False,
) -> tuple[dict[str, Definition], list[tuple[str, str]], list[str]]:
    """The rules that could be saved, the log as words, and what was done by whom."""
    with tempfile.TemporaryDirectory() as folder:
        store = houses.open_in(Path(folder))
        house = houses.build(store)
        token = house.guest(house.channel()).token
        guest = guests.by_pass(house.ctx, token).guest.id
        for name in AUDIENCES:
            audiences.create(house.ctx, name)
        kept = {
            f"Rule {number}": definition
            for number, definition in enumerate(definitions)
            if _save(house.ctx, f"Rule {number}", definition)
        }
        engine = Rules(house.ctx)

        def settle() -> None:
            nonlocal engine, store
            for _ in range(3000):
                if restarts:
                    store.close()
                    store = houses.open_in(Path(folder))
                    house.ctx = replace(house.ctx, store=store)
                    engine = Rules(house.ctx)
                if not engine.turn():
                    return
            raise AssertionError("it never ends")

        settle()
        for one in script:
            if isinstance(one, str):
                events.record(house.ctx, guest, one)
            else:
                house.clock.advance(one)
            settle()
        with store.read() as session:
            logged = rule_log.read(session, None, None, 100_000)[::-1]
        store.close()
    log = [(line.rule, f"{line.entry.what} {line.entry.details}") for line in logged]
    done = [
        f"{line.rule} {json.dumps(line.entry.details['step'])}"
        for line in logged
        if line.entry.what == "did"
    ]
    return kept, log, done


def _save(ctx: Context, name: str, definition: Definition) -> bool:
    """Rules in a circle are refused."""
    try:
        rules.enable(ctx, rules.create(ctx, name, definition).id)
    except Refused:
        return False
    return True


@given(st.lists(plain_rules, min_size=1, max_size=3), happenings)
@settings(max_examples=25, deadline=None)
def test_the_program_does_what_the_model_does(
    definitions: list[Definition], script: list[str | timedelta]
) -> None:
    kept, _log, done = play(definitions, script)
    model = Model(kept, houses.EVENING)
    for one in script:
        if isinstance(one, str):
            model.happen(one)
        else:
            model.later(one)
    assert done == [f"{rule} {json.dumps(rule_json.write_step(step))}" for rule, step in model.did]


@given(st.lists(plain_rules, min_size=1, max_size=2), happenings)
@settings(max_examples=3, deadline=None)
def test_a_restart_between_every_two_steps_changes_nothing(
    definitions: list[Definition], script: list[str | timedelta]
) -> None:
    assert play(definitions, script) == play(definitions, script, restarts=True)
