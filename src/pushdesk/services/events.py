"""What happens to guests, by name: from the desk, phones, pages, and the venue's own programs."""

from collections.abc import Mapping

from pushdesk.domain import rules
from pushdesk.domain.events import EventRecorded
from pushdesk.errors import NotFound, UserError
from pushdesk.i18n import _
from pushdesk.services import texts
from pushdesk.services.context import Context
from pushdesk.store import email_codes, guests
from pushdesk.store import events as rows
from pushdesk.store.events import Happened

__all__ = ["OWN_NAMES", "Happened", "names", "of_guest", "recent", "record"]

# What the program itself says of a guest.
OWN_NAMES = (
    "subscribed",
    "left",
    "shown",
    "opened",
    "answered",
    "called",
    "called_again",
    "seated",
    "released",
    "joined_audience",
    "left_audience",
    "category_chosen",
    "category_dropped",
    "asked_to_join",
    "joined_list",
    "declined",
    "left_list",
    "cancelled",
    "no_show",
    "recalled",
    "undone",
    "getting_close",
    "call_told",
    "call_relayed",
    email_codes.MAILED,
    email_codes.PROVEN,
)
_NO_PROPERTIES: Mapping[str, str] = {}


def record(
    ctx: Context,
    guest_id: int,
    name: str,
    properties: Mapping[str, str] = _NO_PROPERTIES,
    source: str = "api",
) -> None:
    """Rules may start or go on by it. Raises UserError for a bad name or property, NotFound."""
    checked = check(name, properties)
    with ctx.store.write() as session:
        if guests.by_id(session, guest_id) is None:
            raise NotFound(
                _("This guest is not known here any more."),
                _("The guest has been forgotten."),
                _("Let the guest scan the subscribe code first."),
            )
        rows.insert(session, guest_id, name, checked, source, ctx.clock.now())
    ctx.bus.publish(EventRecorded(guest_id, name))


def names(ctx: Context) -> list[str]:
    """Of the program itself, then all that have ever been recorded."""
    with ctx.store.read() as session:
        return [*OWN_NAMES, *sorted(rows.names(session) - set(OWN_NAMES))]


def of_guest(ctx: Context, guest_id: int, limit: int = 50) -> list[Happened]:
    """The latest first."""
    with ctx.store.read() as session:
        return rows.of_guest(session, guest_id, limit)


def recent(ctx: Context, limit: int = 50) -> list[Happened]:
    """Of all guests, the latest first."""
    with ctx.store.read() as session:
        return rows.recent(session, limit)


def check(name: str, properties: Mapping[str, str]) -> dict[str, str]:
    """The properties, cleaned. Raises UserError."""
    if not rules.EVENT_NAME.fullmatch(name):
        raise UserError(
            _("“{name}” can't be the name of an event.").format(name=name[:40]),
            _("It has Latin letters and digits, with _ . - and : between them, 64 at most."),
            _("Choose a name such as “purchase” or “cart.abandoned”."),
        )
    if len(properties) > rules.MAX_PROPERTIES:
        raise UserError(
            _("This event has too many properties."),
            _("There are {n}; {most} fit.").format(n=len(properties), most=rules.MAX_PROPERTIES),
            _("Leave some out."),
        )
    return {_property(key): _value(key, text) for key, text in properties.items()}


def _property(name: str) -> str:
    if rules.PROPERTY_NAME.fullmatch(name):
        return name
    raise UserError(
        _("“{name}” can't be the name of a property.").format(name=name[:40]),
        _("It has Latin letters and digits, with _ . and - between them, 40 at most."),
        _("Choose another name."),
    )


def _value(name: str, text: str) -> str:
    what = _("The property “{name}”").format(name=name)
    return texts.line(text, what, rules.MAX_TEXT, required=False)
