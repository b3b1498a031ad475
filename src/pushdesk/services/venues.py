"""The venue: its name and logo."""

from pushdesk.domain.events import SettingChanged
from pushdesk.i18n import _
from pushdesk.services import texts
from pushdesk.services.context import Context
from pushdesk.store import venues as rows
from pushdesk.store.venues import Venue

__all__ = ["Venue", "get", "save"]


def get(ctx: Context) -> Venue:
    """The venue; made at the first look, named by the owner later."""
    with ctx.store.read() as session:
        found = rows.venue(session)
    return found or _first(ctx)


def save(ctx: Context, name: str, logo: bytes | None) -> Venue:
    """`logo` is a picture file's bytes; None takes it away. Raises UserError."""
    venue = get(ctx)
    name = texts.line(name, _("The venue's name"), texts.NAME_LENGTH)
    with ctx.store.write() as session:
        rows.update_venue(session, name, logo)
    ctx.bus.publish(SettingChanged("venue"))
    return Venue(venue.id, name, logo)


def _first(ctx: Context) -> Venue:
    with ctx.store.write() as session:
        # Another process may have been first.
        return rows.venue(session) or rows.insert_venue(session, _("Our venue"), ctx.clock.now())
