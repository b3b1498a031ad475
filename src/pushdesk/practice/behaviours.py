"""What the simulated people do with their phones."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Attentive:
    """Opens the notification `after` seconds."""

    after: float = 0.25


@dataclass(frozen=True)
class Dismissive:
    """Swipes the notification away `after` seconds, unread."""

    after: float = 1.0


@dataclass(frozen=True)
class Unmoved:
    """The notification is on the screen, and nobody looks."""


@dataclass(frozen=True)
class Silent:
    """The phone gets the push and reports nothing, as under a strict battery saver."""


@dataclass(frozen=True)
class Offline:
    """Out of reach right after subscribing; the push service keeps what comes."""


@dataclass(frozen=True)
class Vanished:
    """The browser gives up its subscription without telling the venue."""


Behaviour = Attentive | Dismissive | Unmoved | Silent | Offline | Vanished
