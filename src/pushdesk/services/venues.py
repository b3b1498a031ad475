"""The owner's venues: each has a name, a logo and channels; this desk stands in one of them."""

from pushdesk.domain.events import SettingChanged
from pushdesk.domain.staff import Permission
from pushdesk.errors import NotFound, Refused
from pushdesk.i18n import _
from pushdesk.services import preferences, texts
from pushdesk.services.context import Context
from pushdesk.settings import VENUE
from pushdesk.store import Session
from pushdesk.store import venues as rows
from pushdesk.store.venues import Venue

__all__ = ["Venue", "choose", "create", "every", "get", "of", "of_guest", "save"]


def get(ctx: Context) -> Venue:
    """The one that this desk stands in: the chosen one, else the first.

    The first is made at the first look; the owner names it later.
    """
    chosen = preferences.get(ctx, VENUE)
    with ctx.store.read() as session:
        found = rows.venue(session, chosen) or rows.first_venue(session)
    return found or _first(ctx)


def every(ctx: Context) -> list[Venue]:
    """The first one first; there is always one."""
    with ctx.store.read() as session:
        found = rows.venues(session)
    return found or [get(ctx)]


def of(ctx: Context, venue_id: int) -> Venue:
    """Raises NotFound."""
    with ctx.store.read() as session:
        found = rows.venue(session, venue_id)
    if found is None:
        raise NotFound(
            _("There is no venue with the number {number}.").format(number=venue_id),
            "",
            _("Look at the list of venues for the right one."),
        )
    return found


def of_guest(ctx: Context, guest_id: int) -> Venue:
    """The venue whose channel the guest joined last."""
    with ctx.store.read() as session:
        found = rows.venue_of_guest(session, guest_id)
    return found or get(ctx)


def create(ctx: Context, name: str) -> Venue:
    """One more, beside the first. Raises UserError."""
    ctx.require(Permission.PREFERENCES)
    name = _name(name)
    get(ctx)  # the first one has to be there, or this would become it
    with ctx.store.write() as session:
        _check_free(session, name)
        made = rows.insert_venue(session, name, ctx.clock.now())
    ctx.bus.publish(SettingChanged(VENUE.key))
    return made


def choose(ctx: Context, venue_id: int) -> Venue:
    """This desk stands in that venue from now on. Raises NotFound."""
    ctx.require(Permission.PREFERENCES)
    venue = of(ctx, venue_id)
    preferences.put(ctx, VENUE, str(venue.id))
    return venue


def save(ctx: Context, name: str, logo: bytes | None) -> Venue:
    """Of the chosen one; `logo` is a picture file's bytes, None takes it away. Raises UserError."""
    ctx.require(Permission.PREFERENCES)
    venue = get(ctx)
    name = _name(name)
    with ctx.store.write() as session:
        if name != venue.name:
            _check_free(session, name)
        rows.update_venue(session, venue.id, name, logo)
    ctx.bus.publish(SettingChanged(VENUE.key))
    return Venue(venue.id, name, logo)


def _name(text: str) -> str:
    return texts.line(text, _("The venue's name"), texts.NAME_LENGTH)


def _check_free(session: Session, name: str) -> None:
    """Guests and commands tell venues apart by their names."""
    if rows.venue_named(session, name) is not None:
        raise Refused(
            _("There is a venue “{name}” already.").format(name=name),
            "",
            _("Choose another name."),
        )


def _first(ctx: Context) -> Venue:
    with ctx.store.write() as session:
        # Another process may have been first.
        found = rows.first_venue(session)
        return found or rows.insert_venue(session, _("Our venue"), ctx.clock.now())
