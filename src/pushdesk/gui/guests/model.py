"""The columns in which guests are told."""

from collections.abc import Callable
from datetime import datetime

from pushdesk.gui.widgets import words
from pushdesk.gui.widgets.paging import PAGE, Column
from pushdesk.i18n import _
from pushdesk.services.guest_records import Found

__all__ = ["PAGE"]

NAME, TAIL, LANGUAGE, DEVICES, SEEN = range(5)


def columns(now: Callable[[], datetime]) -> tuple[Column[Found], ...]:
    """In the order of NAME … SEEN."""
    return (
        Column(_("Name"), lambda guest: guest.name or _("no name")),
        Column(_("ID ends in"), lambda guest: guest.pushed_id[-5:], 128),
        Column(_("Language"), lambda guest: words.language(guest.language), 152),
        Column(_("Devices"), lambda guest: devices(guest.devices), 120, is_number=True),
        Column(_("Last seen"), lambda guest: words.moment(guest.last_seen_at, now()), 168),
    )


def devices(alive: int) -> str:
    return f"{alive:,}" if alive else _("none")
