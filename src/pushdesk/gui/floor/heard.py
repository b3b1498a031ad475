"""What the staff should hear of between two looks at the list; without any widget."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pushdesk.domain.visits import State
from pushdesk.gui.floor import row_look
from pushdesk.i18n import _
from pushdesk.services.waiting_list import Floor, Row


class Sound(StrEnum):
    REPLY = "reply"
    CANCEL = "cancel"
    UNREACHED = "unreached"
    JOIN = "join"


# The strip above the list has room for so much of a name and for what is said of it.
_LONGEST_NAME = 20


@dataclass(frozen=True)
class Heard:
    """`sentence` is the sound's twin for the eye."""

    sound: Sound
    guest_id: int
    sentence: str


def news(before: Floor, after: Floor) -> list[Heard]:
    """Answers, and the first party on a list that was empty: later ones need no sound."""
    known = {row.guest_id: row for row in before.rows}
    heard = [_answer(row) for row in after.rows if _has_answered(known.get(row.guest_id), row)]
    if after.rows and not before.rows:
        first = after.rows[0]
        sentence = _("{guest} is the first on the list.").format(guest=_short(first))
        heard.append(Heard(Sound.JOIN, first.guest_id, sentence))
    return heard


def unreached(floor: Floor, now: datetime) -> dict[int, Heard]:
    """By guest."""
    return {
        row.guest_id: Heard(
            Sound.UNREACHED, row.guest_id, _("{guest} is not reached.").format(guest=_short(row))
        )
        for row in floor.rows
        if row_look.is_unreached(row, now)
    }


def _has_answered(before: Row | None, after: Row) -> bool:
    told = (State.COMING, State.LATER, State.CANCELLED)
    return before is not None and after.state in told and before.answered_at != after.answered_at


def _answer(row: Row) -> Heard:
    if row.state is State.CANCELLED:
        return Heard(Sound.CANCEL, row.guest_id, _("{guest} cancels.").format(guest=_short(row)))
    sentence = (
        _("{guest} is on the way.") if row.state is State.COMING else _("{guest} asks for time.")
    )
    return Heard(Sound.REPLY, row.guest_id, sentence.format(guest=_short(row)))


def _short(row: Row) -> str:
    name = row.name
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1].rstrip()}…"
