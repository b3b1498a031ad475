"""Deliveries that nobody has ended yet, in the words of the index that has these only."""

from typing import Any

from sqlalchemy import BindParameter, ColumnElement, bindparam

from pushdesk.domain.deliveries import DeliveryState
from pushdesk.store import tables

_STATES = [DeliveryState.QUEUED.value, DeliveryState.SENDING.value]


def is_under_way() -> ColumnElement[bool]:
    """Exactly as `ix_delivery_due` says it, words in the statement: SQLite compares the texts."""
    states: BindParameter[Any] = bindparam(
        "under_way", _STATES, expanding=True, literal_execute=True
    )
    return tables.Delivery.state.in_(states)
