"""What a key or a scan means for a party; without any widget."""

from datetime import datetime, timedelta

from pushdesk.domain import holds
from pushdesk.domain.visits import CALLED, State
from pushdesk.gui.floor.row_look import Deed
from pushdesk.services.waiting_list import Row


def by_space(row: Row) -> Deed:
    match row.state:
        case State.PENDING:
            return Deed.ACCEPT
        case State.CANCELLED:
            return Deed.DISMISS
        case State.WAITING:
            return Deed.NOTIFY
        case _:
            return Deed.AGAIN


def by_enter(row: Row) -> Deed | None:
    """Seats who is called; None where Enter does nothing."""
    if row.state is State.PENDING:
        return Deed.ACCEPT
    return Deed.SEAT if row.state in CALLED else None


def by_backspace(row: Row) -> Deed | None:
    """Nobody should have called."""
    return Deed.CORRECT if row.state in CALLED else None


def by_scan(row: Row, action: str, now: datetime) -> Deed | None:
    """`action` is the setting: notify or seat. None while the call is only a moment ago."""
    match row.state:
        case State.PENDING:
            return Deed.ACCEPT
        case State.WAITING:
            return Deed.SEAT if action == "seat" else Deed.NOTIFY
        case State.CANCELLED:
            return None
        case _:
            cooling = holds.cool_down_left(now, row.called_at) > timedelta(0)
            return None if cooling else Deed.SEAT
