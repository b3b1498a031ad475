"""Deliveries as the desk thinks of them: one call a message, whatever devices it rings."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from pushdesk.gui.widgets import states, words
from pushdesk.gui.widgets.states import Look
from pushdesk.services.guests import Guest, Progress


@dataclass(frozen=True)
class Call:
    """`progress` is that of the device that came furthest."""

    message_id: str
    guest_id: int
    who: str
    title: str
    progress: Progress

    def look(self, now: datetime) -> Look:
        return states.look(self.progress, now)

    def after(self) -> str:
        """Seconds of the last rung that was reached; empty before the first."""
        reached = [
            rung.seconds for rung in states.ladder(self.progress) if rung.seconds is not None
        ]
        return states.seconds(reached[-1]) if reached else ""


def calls(newest_first: Iterable[Progress]) -> list[Call]:
    """Keeps the order."""
    return [
        _call(list(devices))
        for _message, devices in groupby(newest_first, key=lambda progress: progress.message_id)
    ]


def _call(devices: list[Progress]) -> Call:
    best = states.furthest(devices)
    who = words.who(best.guest_name, best.pushed_id)
    return Call(best.message_id, best.guest_id, who, best.title, best)


def guest_name(guest: Guest) -> str:
    return words.who(guest.name, guest.pushed_id)


def minutes_and_seconds(seconds: float) -> str:
    whole = int(abs(seconds))
    return f"{whole // 60}:{whole % 60:02d}"
