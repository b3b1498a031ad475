"""What a line of a rule's form asks for, in data and in words; without any widget."""

from dataclasses import dataclass, field
from enum import Enum, StrEnum
from functools import cache

from pushdesk.gui.widgets.conditions import fields as asked_of_guests
from pushdesk.gui.widgets.conditions.fields import Group
from pushdesk.gui.widgets.inputs import Choice
from pushdesk.i18n import _

_FIVE_MINUTES = "300"


class Kind(StrEnum):
    """A line begins a rule, or is a step."""

    EVENT = "event"
    MISSING = "missing"
    DATE = "date"

    SEND = "send"
    CALL_AGAIN = "call_again"
    RELEASE = "release"
    TELL = "tell"
    WAIT = "wait"
    WAIT_FOR = "wait_for"
    IF = "if"
    ADD = "add"
    REMOVE = "remove"
    MOVE = "move"
    RECORD = "record"
    WEBHOOK = "webhook"
    STOP = "stop"


TRIGGERS = (Kind.EVENT, Kind.MISSING, Kind.DATE)
STEPS = (
    Kind.SEND, Kind.CALL_AGAIN, Kind.RELEASE, Kind.TELL, Kind.WAIT, Kind.WAIT_FOR, Kind.IF,
    Kind.ADD, Kind.REMOVE, Kind.MOVE, Kind.RECORD, Kind.WEBHOOK, Kind.STOP,
)  # fmt: skip


class Shape(Enum):
    """How a value is given. All values are texts; a time in seconds, a day's distance in days."""

    TEXT = 1
    CHOICE = 2
    EVENT = 3
    DURATION = 4
    DAYS_AWAY = 5
    NUMBER = 6
    TIME = 7
    PAIRS = 8


class Source(Enum):
    """Where the choices come from."""

    NONE = 0
    TEMPLATES = 1
    AUDIENCES = 2
    KEPT_BY_HAND = 3
    CHANNELS = 4
    LANGUAGES = 5
    EVENTS = 6
    YEARS = 7


@dataclass(frozen=True)
class Field:
    """`unit` stands behind the value; `first` is what it is at the beginning."""

    name: str
    shape: Shape
    source: Source = Source.NONE
    first: str = ""
    unit: str = ""
    optional: bool = False


@dataclass(frozen=True)
class Asked:
    """A kind in words: its name, its values, and what its branches are for."""

    name: str
    icon: str
    fields: tuple[Field, ...] = ()
    branches: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """`tests` are what an IF asks: all of these groups must hold."""

    kind: Kind
    values: tuple[str, ...] = ()
    tests: tuple[Group, ...] = ()
    branches: tuple[tuple["Line", ...], ...] = ()


@dataclass(frozen=True)
class Form:
    """`at_once` is how often one guest may be on the way through the rule at the same time."""

    when: Line
    tests: tuple[Group, ...]
    steps: tuple[Line, ...]
    at_once: int = 1


@dataclass(frozen=True)
class Choices:
    """Value and name of what the venue has; `conditions` is for what is asked of guests."""

    templates: tuple[Choice, ...] = ()
    audiences: tuple[Choice, ...] = ()
    kept_by_hand: tuple[Choice, ...] = ()
    channels: tuple[Choice, ...] = ()
    languages: tuple[Choice, ...] = ()
    events: tuple[Choice, ...] = ()
    years: tuple[Choice, ...] = ()
    conditions: asked_of_guests.Choices = field(default_factory=asked_of_guests.Choices)

    def of(self, source: Source) -> tuple[Choice, ...]:
        return {
            Source.NONE: (),
            Source.TEMPLATES: self.templates,
            Source.AUDIENCES: self.audiences,
            Source.KEPT_BY_HAND: self.kept_by_hand,
            Source.CHANNELS: self.channels,
            Source.LANGUAGES: self.languages,
            Source.EVENTS: self.events,
            Source.YEARS: self.years,
        }[source]


@cache
def asked(kind: Kind) -> Asked:
    return {**_triggers(), **_messages(), **_ways(), **_notes()}[kind]


def _triggers() -> dict[Kind, Asked]:
    only = Field(_("Only where, as template=ready"), Shape.PAIRS, optional=True)
    after = Field(_("After the guest"), Shape.EVENT, Source.EVENTS, "subscribed")
    return {
        Kind.EVENT: Asked(
            _("Something happens"), "lightning", (_event(_("The guest"), "called"), only)
        ),
        Kind.MISSING: Asked(
            _("Something does not happen"), "hourglass",
            (_event(_("What does not happen"), "seated"), _within(_("Within")), after, only),
        ),
        Kind.DATE: Asked(
            _("A day comes"), "calendar",
            (
                Field(_("Own field with the day"), Shape.TEXT, first="birthday"),
                Field(_("Days from it"), Shape.DAYS_AWAY, first="0"),
                Field(_("Time, as 09:00"), Shape.TIME, first="09:00"),
                Field(_("Which years"), Shape.CHOICE, Source.YEARS),
            ),
        ),
    }  # fmt: skip


def _messages() -> dict[Kind, Asked]:
    template = Field(_("Message"), Shape.CHOICE, Source.TEMPLATES)
    sentence = Field(_("What the desk is told"), Shape.TEXT)
    return {
        Kind.SEND: Asked(_("Send a message"), "paper-plane-tilt", (template,)),
        Kind.CALL_AGAIN: Asked(_("Call again"), "bell-ringing"),
        Kind.RELEASE: Asked(_("Release the table"), "sign-out"),
        Kind.TELL: Asked(_("Tell the desk"), "megaphone", (sentence,)),
    }


def _ways() -> dict[Kind, Asked]:
    return {
        Kind.WAIT: Asked(_("Wait"), "hourglass", (_within(_("How long")),)),
        Kind.WAIT_FOR: Asked(
            _("Wait until"), "hourglass",
            (_event(_("The guest"), "answered"), _within(_("At most"))),
            (_("If it happened"), _("If the time ran out")),
        ),
        Kind.IF: Asked(_("Ask"), "git-branch", (), (_("If yes"), _("If no"))),
        Kind.STOP: Asked(_("Stop"), "stop-circle"),
    }  # fmt: skip


def _notes() -> dict[Kind, Asked]:
    audience = Field(_("Audience"), Shape.CHOICE, Source.KEPT_BY_HAND)
    source = Field(_("From the audience"), Shape.CHOICE, Source.KEPT_BY_HAND)
    target = Field(_("To the audience"), Shape.CHOICE, Source.KEPT_BY_HAND)
    more = Field(_("With, as table=12"), Shape.PAIRS, optional=True)
    address = Field(_("Address, as https://till.example/hook"), Shape.TEXT)
    return {
        Kind.ADD: Asked(_("Add to"), "user-plus", (audience,)),
        Kind.REMOVE: Asked(_("Take out of"), "user-minus", (audience,)),
        Kind.MOVE: Asked(_("Move between"), "arrows-left-right", (source, target)),
        Kind.RECORD: Asked(_("Note an event"), "note-pencil", (_event(_("Event"), ""), more)),
        Kind.WEBHOOK: Asked(_("Tell a program"), "plugs", (address,)),
    }


def _event(name: str, first: str) -> Field:
    return Field(name, Shape.EVENT, Source.EVENTS, first)


def _within(name: str) -> Field:
    return Field(name, Shape.DURATION, first=_FIVE_MINUTES)
