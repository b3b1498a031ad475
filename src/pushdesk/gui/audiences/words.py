"""How the audiences' screen says kind, count and reach; without any widget."""

from pushdesk.gui.audiences.lookup import Known
from pushdesk.gui.widgets import words as widget_words
from pushdesk.i18n import _, ngettext
from pushdesk.services.audiences import Reach


def kind(known: Known) -> str:
    if known.offered:
        return _("category")
    return _("by conditions") if known.smart else _("by hand")


def reach(found: Reach) -> str:
    """As the composer says it: "Reaches 214 guests on 230 devices now. 12 have no live device"."""
    told = _("Reaches nobody now.")
    if found.guests:
        told = _("Reaches {guests} on {devices} now.").format(
            guests=widget_words.guests(found.guests), devices=widget_words.devices(found.devices)
        )
    if not found.unreachable:
        return told
    rest = ngettext(
        "{n} has no device that rings.", "{n} have no device that rings.", found.unreachable
    )
    return f"{told} {rest.format(n=f'{found.unreachable:,}')}"
