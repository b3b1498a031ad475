"""How the rules' screen says numbers and what was last; without any widget."""

from datetime import datetime

from pushdesk.gui.rules.lookup import Known
from pushdesk.gui.widgets import words
from pushdesk.i18n import _, ngettext
from pushdesk.services.rules import LogLine


def guests(number: int) -> str:
    return ngettext("{n} guest", "{n} guests", number).format(n=f"{number:,}")


def standing(known: Known, now: datetime) -> str:
    """“3 guests in it now · today 19:03, Blue Fox: Done: Call again.”."""
    inside = _("Nobody in it now.")
    if known.rule.running:
        inside = _("{guests} in it now.").format(guests=guests(known.rule.running))
    return f"{inside} {last(known.last, now)}"


def last(line: LogLine | None, now: datetime) -> str:
    if line is None:
        return _("It has done nothing yet.")
    return _("Last, {time}: {guest}: {what}").format(
        time=words.moment(line.at, now), guest=line.guest, what=line.sentence
    )
