"""What open pages depend on, as values that differ when a page may have to."""

from collections.abc import Hashable, Mapping

from pushdesk.domain.visits import State
from pushdesk.services import waiting_list
from pushdesk.services.context import Context
from pushdesk.services.waiting_list import Row


def essences(ctx: Context) -> Mapping[int, Hashable]:
    """Guest → what their page shows, of all on the list.

    Sends and receipts change nothing in it; calls, places, quotes and answers do.
    """
    return {row.guest_id: _essence(row) for row in waiting_list.every(ctx)}


def _essence(row: Row) -> Hashable:
    return (
        row.visit_id,
        row.state,
        row.change_id,
        row.name,
        row.number,
        row.size,
        row.lane,
        row.place,
        row.quoted_until,
        row.quote_reason,
        row.hold_until,
        row.times_called,
        row.call_name,
        row.ahead if row.state in {State.PENDING, State.WAITING} else 0,
        row.warn_ahead,
    )
