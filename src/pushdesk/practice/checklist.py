"""Eight things that somebody new has done once, ticked off by what really happened."""

from enum import StrEnum

from pushdesk.domain.events import EventRecorded, GuestFound
from pushdesk.services import audits
from pushdesk.services.context import Context

_LATEST = 50


class Task(StrEnum):
    ADD = "add"
    NOTIFY = "notify"
    AGAIN = "again"
    SEAT = "seat"
    UNDO = "undo"
    NO_SHOW = "no_show"
    LATE = "late"
    FIND = "find"


_BY_EVENT = {
    "joined_list": Task.ADD,
    "called": Task.NOTIFY,
    "called_again": Task.AGAIN,
    "seated": Task.SEAT,
    "no_show": Task.NO_SHOW,
}


class Checklist:
    """Simulated guests only ask to join, so whoever joins the list was let in by a person."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self._heard: set[Task] = set()
        self._unsubscribe = ctx.bus.subscribe(self._hear)

    def stop(self) -> None:
        self._unsubscribe()

    def done(self) -> frozenset[Task]:
        """What was undone since stays done: it has been tried."""
        for deed in audits.recent(self._ctx, _LATEST):
            if deed.undone:
                self._heard.add(Task.UNDO)
            if deed.action == "late":
                self._heard.add(Task.LATE)
        return frozenset(self._heard)

    def _hear(self, event: object) -> None:
        """In whatever thread published."""
        match event:
            case EventRecorded(name=name) if name in _BY_EVENT:
                self._heard.add(_BY_EVENT[name])
            case GuestFound():
                self._heard.add(Task.FIND)
