"""The columns in which an import says what it would do or has refused, a row a line of the file."""

from dataclasses import dataclass

from pushdesk.gui.widgets.paging import Column, Dress
from pushdesk.i18n import _
from pushdesk.services.guest_lists import PlannedLine, What

LINE, DEED, SENTENCE = range(3)


@dataclass(frozen=True)
class Look:
    """`colour` is a field of the theme's Colours."""

    word: str
    icon: str
    colour: str


def look(what: What) -> Look:
    return {
        What.CREATE: Look(_("create"), "plus-circle", "green"),
        What.UPDATE: Look(_("update"), "arrows-clockwise", "blue"),
        What.SKIP: Look(_("skip"), "minus-circle", "grey"),
        What.REFUSE: Look(_("refuse"), "x-circle", "red"),
    }[what]


def columns(*, done: bool = False) -> tuple[Column[PlannedLine], ...]:
    """In the order of LINE, DEED, SENTENCE; once it is `done`, what is left was refused."""
    deed = Column[PlannedLine](_("Would"), lambda line: look(line.what).word, 136, _dress)
    if done:
        deed = Column[PlannedLine](_("Result"), lambda _line: _("refused"), 136, _dress)
    return (
        Column(_("Line"), lambda line: f"{line.number:,}", 104, is_number=True),
        deed,
        Column(_("Which means"), lambda line: line.sentence),
    )


def _dress(line: PlannedLine) -> Dress:
    seen = look(line.what)
    return Dress(seen.icon, seen.colour)
