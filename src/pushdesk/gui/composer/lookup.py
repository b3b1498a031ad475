"""What the composer offers, asked of the services in one go each."""

from dataclasses import dataclass

from pushdesk.domain.targets import App, Audience, Channel, Email, OwnId, PushedId, Target
from pushdesk.gui.widgets import words
from pushdesk.gui.widgets.tags import Tag
from pushdesk.i18n import _
from pushdesk.services import audiences, channels, guest_records, guests, quiet, templates
from pushdesk.services.context import Context
from pushdesk.services.templates import Template

FOUND = 5
# Own fields are offered as these guests have them.
_ASKED_FOR_FIELDS = 20


@dataclass(frozen=True)
class Person:
    id: int
    pushed_id: str
    name: str


@dataclass(frozen=True)
class Choices:
    """What the venue has: groups to write to, templates, its guests' own fields, its time zone."""

    groups: tuple[Tag, ...] = ()
    templates: tuple[Template, ...] = ()
    fields: tuple[str, ...] = ()
    zone: str = ""

    def template(self, name: str) -> Template | None:
        return next((each for each in self.templates if each.name == name), None)


def look_up(ctx: Context) -> Choices:
    return Choices(
        _groups(ctx),
        tuple(templates.every(ctx)),
        _fields(ctx),
        quiet.zone(ctx).key,
    )


def find(ctx: Context, text: str) -> tuple[Person, ...]:
    """As one types; nobody for an empty text."""
    found = guest_records.search(ctx, text, FOUND) if text.strip() else []
    return tuple(Person(each.id, each.pushed_id, each.name) for each in found)


def read(ctx: Context, code: str) -> Person:
    """Who was scanned or pasted; raises UserError."""
    guest = guests.find(ctx, code)
    return Person(guest.id, guest.pushed_id, guest.name)


def people(ctx: Context, targets: tuple[Target, ...]) -> tuple[Person, ...]:
    """Those of the targets who are single guests and still known."""
    ids = [target.value for target in targets if isinstance(target, PushedId)]
    found = (person for value in ids for person in find(ctx, value) if person.pushed_id == value)
    return tuple(found)


def tag(target: Target, groups: tuple[Tag, ...], people_: dict[str, Person]) -> Tag:
    """What is gone meanwhile is shown as it is written."""
    known = next((group for group in groups if group.value == target), None)
    return known or Tag(target, *_written(target, people_))


def _written(target: Target, people_: dict[str, Person]) -> tuple[str, str]:
    """With its icon."""
    match target:
        case PushedId(value):
            person = people_.get(value)
            return words.who(person.name if person else "", value), "user"
        case Channel(alias):
            return _("Channel {alias}").format(alias=alias), "qr-code"
        case Audience(name):
            return name, "users-three"
        case Email(address):
            return address, "at"
        case OwnId(system, value):
            return f"{system}/{value}", "hash"
        case App():
            return _("Everyone"), "megaphone"


def _groups(ctx: Context) -> tuple[Tag, ...]:
    return (
        Tag(App(), _("Everyone"), "megaphone"),
        *(Tag(Channel(each.alias), each.name, "qr-code") for each in channels.every(ctx)),
        *(Tag(Audience(each.name), each.name, "users-three") for each in audiences.every(ctx)),
    )


def _fields(ctx: Context) -> tuple[str, ...]:
    newest = guest_records.search(ctx, "", _ASKED_FOR_FIELDS)
    names = {own.name for found in newest for own in guest_records.record(ctx, found.id).fields}
    return tuple(sorted(names))
