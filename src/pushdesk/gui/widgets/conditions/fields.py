"""What a line of the form can ask of a guest, and how its value is given; without any widget."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, StrEnum

from pushdesk.domain.conditions import Condition
from pushdesk.gui.widgets import words
from pushdesk.gui.widgets.inputs import Choice
from pushdesk.i18n import _


class Field(StrEnum):
    CHANNEL = "channel"
    AUDIENCE = "audience"
    SUBSCRIBED = "subscribed"
    EVENT = "event"
    LANGUAGE = "language"
    COUNTRY = "country"
    PLATFORM = "platform"
    BROWSER = "browser"
    SEEN = "seen"
    VISITS = "visits"
    OWN_FIELD = "own field"
    OWN_ID = "own id"


class Shape(Enum):
    """How the value is given."""

    CHOICE = 1
    NUMBER = 2
    TEXT = 3
    EVENT = 4


@dataclass(frozen=True)
class Line:
    """`values` are texts: one, or two for a period and for a field with its value."""

    field: Field
    values: tuple[str, ...] = ()
    negated: bool = False


class How(StrEnum):
    """How the lines of a group belong together."""

    ALL = "all"
    ANY = "any"
    NONE = "none"


@dataclass(frozen=True)
class Group:
    """`kept` is a part of the condition that is deeper than lines: it stays as it is."""

    how: How
    lines: tuple[Line, ...]
    kept: Condition | None = None


@dataclass(frozen=True)
class Choices:
    """Value and name of what the venue has."""

    channels: tuple[Choice, ...] = ()
    audiences: tuple[Choice, ...] = ()
    events: tuple[Choice, ...] = ()

    def of(self, field: Field) -> Sequence[Choice]:
        return {
            Field.CHANNEL: self.channels,
            Field.AUDIENCE: self.audiences,
            Field.EVENT: self.events,
            Field.LANGUAGE: words.languages(),
            Field.COUNTRY: words.countries(),
            Field.PLATFORM: _PLATFORMS,
            Field.BROWSER: _BROWSERS,
        }.get(field, ())


@dataclass(frozen=True)
class Asked:
    """A field's words: its name, "is" and "is not", its values, and what they are counted in."""

    name: str
    shape: Shape
    yes: str
    no: str
    values: tuple[str, ...]
    unit: str = ""


def asked(field: Field) -> Asked:
    return _all()[field]


def _all() -> dict[Field, Asked]:
    is_, is_not, in_, not_in = _("is"), _("is not"), _("in"), _("not in")
    choice, text = Shape.CHOICE, Shape.TEXT
    return {
        Field.CHANNEL: Asked(_("Channel"), choice, in_, not_in, (_("Channel"),)),
        Field.AUDIENCE: Asked(_("Audience"), choice, in_, not_in, (_("Audience"),)),
        Field.SUBSCRIBED: Asked(
            _("Subscribed"), text, _("between"), _("not between"),
            (_("From, as 2026-11-21 18:00"), _("To, as 2026-11-21 20:00")),
        ),
        Field.EVENT: Asked(
            _("Event"), Shape.EVENT, _("happened"), _("didn't happen"),
            (_("Name of the event"), _("in the last … days")), _("days"),
        ),
        Field.COUNTRY: Asked(_("Country"), choice, is_, is_not, (_("Country"),)),
        Field.LANGUAGE: Asked(_("Language"), choice, is_, is_not, (_("Language"),)),
        Field.PLATFORM: Asked(_("Phone"), choice, is_, is_not, (_("Phone"),)),
        Field.BROWSER: Asked(_("Browser"), choice, is_, is_not, (_("Browser"),)),
        Field.SEEN: Asked(
            _("Last seen"), Shape.NUMBER, _("within"), _("not within"), (_("Days"),), _("days")
        ),
        Field.VISITS: Asked(
            _("Visits"), Shape.NUMBER, _("at least"), _("fewer than"), (_("Number of visits"),)
        ),
        Field.OWN_FIELD: Asked(
            _("Own field"), text, is_, is_not, (_("Field"), _("What it says"))
        ),
        Field.OWN_ID: Asked(_("Own ID"), text, in_, not_in, (_("System"),)),
    }  # fmt: skip


def _same(*names: str) -> tuple[Choice, ...]:
    return tuple((name, name) for name in names)


# As domain.user_agents names them.
_PLATFORMS = _same("Android", "iPhone", "iPad", "Windows", "macOS", "Linux", "ChromeOS")
_BROWSERS = _same(
    "Chrome", "Safari", "Firefox", "Edge", "Samsung Internet", "Opera", "Chromium", "Browser"
)
