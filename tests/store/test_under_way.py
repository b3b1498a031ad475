"""Looks into what goes on cost no more when a million others are over: small indexes are used."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine, event

from pushdesk.sending.attempts import Room
from pushdesk.sending.clerk import Clerk
from pushdesk.services import messages, waiting_list
from pushdesk.services.context import Context
from tests.house import House

LOOKS: dict[str, Callable[[Context], object]] = {
    "ix_delivery_due": lambda ctx: Clerk(ctx).claim(Room(9, 9)),
    "uq_visit_open": waiting_list.floor,
}
ASKED = {"ix_delivery_due": "delivery.state IN", "uq_visit_open": "visit.ended_at IS NULL"}


@pytest.mark.parametrize("index", LOOKS)
def test_what_goes_on_is_found_by_its_index(house: House, index: str) -> None:
    house.guest(house.channel())
    messages.send(house.ctx, messages.read_request('{"to": [{"app": true}], "title": "Hello"}'))
    plans: list[str] = []

    def explain(_made: object, cursor: Any, statement: str, values: Any, *_rest: object) -> None:
        if ASKED[index] in statement and statement.startswith("SELECT"):
            asked = cursor.connection.execute(f"EXPLAIN QUERY PLAN {statement}", values)
            plans.append(" ".join(line[3] for line in asked))

    event.listen(Engine, "before_cursor_execute", explain)
    try:
        LOOKS[index](house.ctx)
    finally:
        event.remove(Engine, "before_cursor_execute", explain)
    assert len(plans) > 1
    assert [plan for plan in plans if index not in plan] == []
