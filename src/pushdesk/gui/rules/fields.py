"""What a line of a rule's form asks for, as data; without any widget."""

from dataclasses import dataclass
from enum import Enum, StrEnum


class Kind(StrEnum):
    """A line begins a rule, asks something of the guest, or is a step."""

    EVENT = "event"
    MISSING = "missing"
    DATE = "date"

    IN_AUDIENCE = "in audience"
    NOT_IN_AUDIENCE = "not in audience"
    CAME = "came"
    NOT_CAME = "not came"
    HAPPENED = "happened"
    NOT_HAPPENED = "not happened"
    ON_CHANNEL = "on channel"
    NOT_ON_CHANNEL = "not on channel"
    SPEAKS = "speaks"
    NOT_SPEAKS = "not speaks"
    SEEN = "seen"
    NOT_SEEN = "not seen"
    KEPT = "kept"

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
TESTS = (
    Kind.IN_AUDIENCE, Kind.NOT_IN_AUDIENCE, Kind.CAME, Kind.NOT_CAME, Kind.HAPPENED,
    Kind.NOT_HAPPENED, Kind.ON_CHANNEL, Kind.NOT_ON_CHANNEL, Kind.SPEAKS, Kind.NOT_SPEAKS,
    Kind.SEEN, Kind.NOT_SEEN,
)  # fmt: skip
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
    KEPT = 9


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
    """`tests` are what an IF asks: all of them must hold."""

    kind: Kind
    values: tuple[str, ...] = ()
    tests: tuple["Line", ...] = ()
    branches: tuple[tuple["Line", ...], ...] = ()


@dataclass(frozen=True)
class Form:
    """`at_once` is how often one guest may be on the way through the rule at the same time."""

    when: Line
    tests: tuple[Line, ...]
    steps: tuple[Line, ...]
    at_once: int = 1


Choice = tuple[str, str]


@dataclass(frozen=True)
class Choices:
    """Value and name of what the venue has."""

    templates: tuple[Choice, ...] = ()
    audiences: tuple[Choice, ...] = ()
    kept_by_hand: tuple[Choice, ...] = ()
    channels: tuple[Choice, ...] = ()
    languages: tuple[Choice, ...] = ()
    events: tuple[Choice, ...] = ()
    years: tuple[Choice, ...] = ()

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
